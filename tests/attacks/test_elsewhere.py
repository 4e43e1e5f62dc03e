"""Other sites, other hosts, other methods, frames, caches, headers of mails, and tables for spreadsheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from clinic.mail import send
from clinic.models import Clinic, Staff
from intake.importing import example
from intake.models import Response
from tests.outbox import mails
from tests.people import Patient, signed_in

ELSEWHERE = "https://evil.example.net/"


@pytest.mark.parametrize(
    "target",
    [
        ELSEWHERE,
        "//evil.example.net/",
        r"\\evil.example.net",
        "https:evil.example.net",
        "javascript:alert(1)",
        " //e.net",
    ],
)
def test_signing_in_leads_to_no_other_site(clinician: Staff, target: str) -> None:
    for answer in (
        signed_in(clinician).get("/staff/sign-in/", {"next": target}),
        signed_in(clinician).post("/staff/sign-in/", {"next": target}),
    ):
        assert re.match(r"/(?![/\\])", answer.headers.get("Location", "/"))


@pytest.mark.parametrize(
    "target", ["id", "home", "worklist\n", "*))\0nosuchvalue", "a.b", "%0d%0aSet-Cookie:a=b", "x" * 9000]
)
def test_a_way_back_that_is_no_address_is_not_taken(clinician: Staff, target: str) -> None:
    client = signed_in(clinician)

    assert client.post("/staff/still-there/", {"next": target})["Location"] == "/staff/"
    assert client.get("/staff/still-there/", {"next": target}).status_code == 200
    assert client.post("/staff/sign-in/", {"next": target}).status_code in (200, 302)


@pytest.mark.parametrize("target", ["/reviews/\nSet-Cookie: a=b", "/\0", "/" + "x" * 9000])
def test_a_way_back_is_one_header_whatever_it_holds(clinician: Staff, target: str) -> None:
    answer = signed_in(clinician).post("/staff/still-there/", {"next": target})

    assert answer.status_code == 302
    assert answer["Location"].isprintable()


def test_where_a_patient_goes_on_is_no_part_of_the_address(patient: Patient) -> None:
    patient.enters()

    for asked in ({"from": ELSEWHERE}, {"next": ELSEWHERE}, {"go": ELSEWHERE}):
        answer = patient.client.post("/form/s/mood/?" + "&".join(f"{k}={v}" for k, v in asked.items()), {"go": "back"})
        assert answer.headers.get("Location", "/").startswith("/form/")


@override_settings(ALLOWED_HOSTS=["intake.example.org"])
@pytest.mark.parametrize(
    "host", ["evil.example.net", "intake.example.org.evil.net", "intake.example.org@evil.net", "", "a b"]
)
def test_a_request_for_another_host_is_refused(db: None, host: str) -> None:
    assert Client(headers={"host": host}).get("/").status_code == 400


def test_a_forwarded_host_is_not_believed(patient: Patient, front_desk: Staff) -> None:
    client = signed_in(front_desk)
    page = client.post(f"/desk/{patient.response.pk}/new-link/", headers={"X-Forwarded-Host": "evil.example.net"})

    assert "evil.example.net" not in page.content.decode()
    assert settings.SITE_URL + "/q/" in page.content.decode()


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_in_a_header_is_not_believed(patient: Patient, name: str) -> None:
    patient.enters()
    patient.client.get("/form/s/mood/keep/", {"phq9_9": "3"}, headers={name: "POST"})
    patient.client.post("/form/s/mood/", {"_method": "DELETE", "phq9_1": "1"})

    assert Response.objects.get().answers() == {"phq9_1": "1"}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "nonsense"])
def test_other_methods_do_nothing(patient: Patient, method: str) -> None:
    patient.enters()

    for path in ("/form/", "/form/s/mood/", "/form/check/", f"/q/{patient.token}/"):
        assert patient.client.generic(method, path, b"phq9_9=3").status_code in (403, 405)
    assert Response.objects.get().answers() == {}


def test_nothing_personal_may_be_framed_or_kept(patient: Patient, clinician: Staff) -> None:
    patient.enters()
    patient.saves(phq9_9="1")
    client = signed_in(clinician)
    pages = [patient.client.get(path) for path in ("/form/", "/form/s/mood/", "/form/check/", f"/q/{patient.token}/")]
    pages += [client.get(path) for path in ("/reviews/", "/desk/", f"/reviews/{patient.response.pk}/")]

    for page in pages:
        assert page.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "bad", ["a@example.org\nBcc: b@example.org", "a@example.org\r\nSubject: x", "a@example.org, b@e.org"]
)
def test_an_address_cannot_add_headers_to_a_mail(administrator: Staff, bad: str) -> None:
    signed_in(administrator).post("/staff/members/invite/", {"email": bad, "name": "Eve", "role": "clinician"})

    assert mails() == []
    assert not Staff.objects.filter(name="Eve").exists()


def test_a_name_cannot_add_headers_to_a_mail(administrator: Staff) -> None:
    name = "Eve\r\nBcc: b@example.org"
    signed_in(administrator).post(
        "/staff/members/invite/", {"email": "eve@example.org", "name": name, "role": "clinician"}
    )

    sent = mails()
    assert all("\n" not in str(one.message()["Subject"]) and one.bcc == [] for one in sent)
    assert all(one.recipients() == ["eve@example.org"] for one in sent)


def test_a_mail_with_a_second_line_in_its_subject_is_not_sent(clinic: Clinic) -> None:
    with pytest.raises(ValueError, match="newline"):
        send("a@example.org", "Hello\nBcc: b@example.org", "text", clinic=clinic, now=timezone.now())
    assert mails() == []


def test_tables_for_spreadsheets_are_written_in_known_places_alone() -> None:
    """One makes formulas harmless: tests/screening/test_worklist_csv.py. The other is an example."""
    root = Path(settings.BASE_DIR)
    sources = [path for app in ("clinic", "intake", "screening", "operations") for path in root.glob(f"{app}/**/*.py")]

    assert len(sources) > 100
    writing = [path.name for path in sources if re.search(r"csv\.(writer|DictWriter)\b", path.read_text())]
    assert sorted(writing) == ["importing.py", "worklist_csv.py"]


def test_the_example_of_a_list_holds_nothing_that_somebody_typed() -> None:
    clinic = Clinic(name="=1+1", phone="+1", response_text="@x", time_zone="America/New_York")
    cells = [cell for row in example(clinic, now=timezone.now()) for cell in row]

    assert len(cells) > 20
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
