"""Inviting the patients of a list: what is read, what is told of each line, and that it happens once, wholly or not."""

import csv
import io
import logging
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from clinic.models import AuditEvent, Clinic, Role, SafetyContact
from intake.consult_lists import MOST_BYTES, MOST_ROWS, NotAList, decoded, read
from intake.importing import ListChanged, dry_run, invite_all, seal, unseal
from intake.invitations import check_open, find
from intake.models import Invitation, Patient, Response
from tests.intake.test_desk import page_of
from tests.outbox import mails
from tests.people import a_clinic, a_member, a_patient, signed_in

HEAD = "Name,Date of birth,Record number,Consult date,Consult time"
JORDAN = "Jordan Rivera,1974-03-09,004417,2031-12-08,10:30"
SAM = "Sam Whitfield,11/30/1997,000017,12/8/2031,2:00 pm"
JORDAN_AT = datetime(2031, 12, 8, 15, 30, tzinfo=UTC)
SAM_AT = datetime(2031, 12, 8, 19, 0, tzinfo=UTC)


@pytest.fixture
def desk(front_desk):
    """The browser of the front desk."""
    return signed_in(front_desk)


def lines(*given, head=HEAD):
    return "\n".join([head, *given])


def uploaded(desk, content, status=200):
    """The page that follows an upload."""
    raw = content if isinstance(content, bytes) else content.encode()
    file = io.BytesIO(raw)
    file.name = "consults.csv"
    return page_of(desk.post("/desk/list/", {"file": file}), status)


def confirmed(desk, page, status=200):
    return page_of(desk.post("/desk/list/invite/", {"sealed": sealed_in(page)}), status)


def sealed_in(page):
    return next(field.get("value") for field in page.all("input") if field.get("name") == "sealed")


def planned(clinic, by, *given, head=HEAD):
    return dry_run(clinic, lines(*given, head=head), list_id=uuid4(), by=by, now=timezone.now())


# Reading a file


@pytest.mark.parametrize(
    "raw",
    [
        f"{HEAD}\n{JORDAN}".encode(),
        f"{HEAD}\n{JORDAN}\n".encode("utf-8-sig"),
        f"{HEAD}\r\n{JORDAN}\r\n".encode(),
        f"{HEAD}\r\n\r\n,,,,\r\n{JORDAN}\r\n;".encode().removesuffix(b";"),
        f"{HEAD}\n{JORDAN}".replace(",", ";").encode(),
        f"sep=;\r\n{HEAD}\r\n{JORDAN}".replace(",", ";").encode(),
        f"{HEAD}\r\n{JORDAN}".replace(",", "\t").encode("utf-16"),
        "\n".join(";".join(f'"{cell}"' for cell in line.split(",")) for line in (HEAD, JORDAN)).encode(),
        b"DOB,consult_time, PATIENT'S NAME ,mrn,Consult  Date\n1974-03-09,10:30,Jordan Rivera,004417,2031-12-08",
        b"Last name,First name,Born,Record,Visit date,Visit time\nRivera,Jordan,1974-03-09,004417,2031-12-08,10:30",
    ],
    ids=[
        "plain",
        "bom",
        "crlf",
        "empty-lines",
        "semicolons",
        "sep-line",
        "utf-16-tabs",
        "quoted",
        "any-order-and-case",
        "two-names",
    ],
)
def test_a_list_is_read_however_it_was_saved(raw):
    (row,) = read(decoded(raw)[0]).rows

    assert row.cells == {
        "name": "Jordan Rivera",
        "date_of_birth": "1974-03-09",
        "record_number": "004417",
        "consult_date": "2031-12-08",
        "consult_time": "10:30",
    }


@pytest.mark.parametrize("written", ["2031-12-08 10:30", "12/8/2031 10:30 AM"])
def test_date_and_time_may_stand_in_one_column(written, clinic, front_desk):
    (one,) = planned(clinic, front_desk, f"Ann,1974-03-09,{written}", head="Name,Date of birth,Appointment").good

    assert one.form.cleaned_data["consult_at"] == datetime(2031, 12, 8, 15, 30, tzinfo=UTC)


def test_a_column_consult_beside_date_and_time_is_something_else(clinic, front_desk):
    plan = planned(clinic, front_desk, f"{JORDAN},First visit", head=f"{HEAD},Consult")

    assert plan.unused == ("Consult",)
    assert len(plan.good) == 1


def test_a_file_in_the_letters_of_old_windows_is_read_and_the_guess_is_told(desk):
    page = uploaded(desk, lines(JORDAN.replace("Jordan", "José")).encode("cp1252"))

    assert "José Rivera" in page.text
    assert "Check that names with letters such as é and ñ are right." in page.text


def test_a_line_is_named_by_where_it_begins():
    held = read(lines(JORDAN, "", '"Sam\nWhitfield",1,2,3,4', JORDAN))

    assert [(row.line, row.cells["name"]) for row in held.rows] == [
        (2, "Jordan Rivera"),
        (4, "Sam Whitfield"),
        (6, "Jordan Rivera"),
    ]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04 and so on", "This is a workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is not a CSV file"),
        (bytes(range(128, 256)), "This is not a CSV file"),
        (b" \n\n", "This file is empty."),
        (HEAD.encode(), "there is no patient in it"),
        (b"Name,Phone\nA,1", "Missing: Date of birth, Consult date, Consult time."),
        (b"<html><body>Sign in</body></html>", "The first line must name the columns."),
        (f"{HEAD},MRN\n{JORDAN},1".encode(), "Two columns mean the same: Record number."),
        (f'{HEAD}\n"Jordan" R,1974-03-09\n'.encode(), "Line 2 cannot be read"),
        (f'{HEAD}\n{JORDAN}\n"Sam,1974-03-09\n'.encode(), "Line 3 cannot be read"),
        ("\n".join([HEAD, *[JORDAN] * (MOST_ROWS + 1)]).encode(), f"This file has {MOST_ROWS + 1} patients."),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(raw, says):
    with pytest.raises(NotAList, match=says.replace("(", r"\(")):
        read(decoded(raw)[0])


# What is told before anybody is invited


def test_nobody_is_invited_by_an_upload(desk):
    page = uploaded(desk, lines(JORDAN, SAM))

    assert "2 patients can be invited" in page.text
    assert "Nobody is invited yet." in page.text
    assert not Patient.objects.exists()
    assert mails() == []


def test_every_problem_of_every_bad_line_is_told_with_its_number(desk):
    head = f"{HEAD},With,Mail address,Send by mail,Phone"
    page = uploaded(desk, lines(f"{JORDAN},,,,", ",03/09/74,,2001-01-01,9:00,Dr. Nobody,nothing,perhaps,", head=head))

    (bad,) = [row for row in page.all("tr") if row.text.startswith("Line 3")]
    assert [item.text for item in bad.all("li")] == [
        "Name: Write the patient’s name.",
        "Date of birth “03/09/74”: Write the date of birth as 1974-03-09, or as 3/9/1974 with the month first.",
        "Consult “2001-01-01 9:00”: This time has passed. Write one in the future.",
        "With: Nobody who sees patients here has this name or mail address. Check it, or leave it empty.",
        "Mail address “nothing”: Write a mail address such as ann@example.org.",
        "Send by mail: Write yes or no, or leave it empty.",
    ]
    assert "1 patient can be invited" in page.text


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("Ann,1974-03-09,1,2031-12-08,", "Consult “2031-12-08”: Write date and time of the consult as"),
        ("Ann,1974-03-09,1,,", "Consult: Write the date and the time of the consult."),
        ("Ann,09.03.1974,1,2031-12-08,10:30", "Date of birth “09.03.1974”: Write the date of birth as"),
        ("Ann,2999-01-01,1,2031-12-08,10:30", "Date of birth “2999-01-01”: Write a date of birth in the past"),
        (
            "Ann,1974-03-09,1,2031-12-08,10:30+02:00",
            "Consult “2031-12-08 10:30+02:00”: Write date and time of the consult as",
        ),
        (
            "Ann,1974-03-09,1,2999-12-08,10:30",
            "Consult “2999-12-08 10:30”: Write the year of the consult with four digits.",
        ),
        (
            f"{'x' * 121},1974-03-09,1,2031-12-08,10:30",
            f"Name “{'x' * 39}…”: Write at most 120 characters. This is 121.",
        ),
        ("=A1&B1,1974-03-09,1,2031-12-08,10:30", "Name “=A1&B1”: This is a formula"),
        ("#NAME?,1974-03-09,1,2031-12-08,10:30", "Name “#NAME?”: This is a formula"),
        ("Ann,1974-03-09,####,2031-12-08,10:30", "Record number “####”: This is a formula"),
        ("Ann,1974-03-09,1,2031-12-08,10:30,extra", "This line has more cells than there are columns."),
    ],
)
def test_a_cell_that_cannot_be_used_is_told(cells, says, clinic, front_desk):
    (one,) = planned(clinic, front_desk, cells).bad

    assert [problem for problem in one.problems if problem.startswith(says)]


def test_who_agreed_to_mail_needs_an_address(clinic, front_desk):
    (one,) = planned(clinic, front_desk, f"{JORDAN},yes", head=f"{HEAD},Send by mail").bad

    assert one.problems == [
        "Mail address: Write the mail address that the link goes to, or write no under Send by mail."
    ]


def test_a_clinician_is_found_by_name_and_by_mail_address_and_a_shared_name_is_nobodys(clinic, front_desk, clinician):
    for _ in range(2):
        a_member(clinic, Role.CLINICIAN, "Kim Lee")
    elsewhere = a_member(a_clinic("Harbor Clinic"), Role.CLINICIAN, "Dr. E. Where")
    given = [clinician.name.upper(), clinician.email, "Kim Lee", elsewhere.name, front_desk.name]
    plan = planned(
        clinic,
        front_desk,
        *(f"P{n},1974-03-09,{n},2031-12-08,10:30,{who}" for n, who in enumerate(given)),
        head=f"{HEAD},With",
    )

    assert [one.form.cleaned_data["clinician"] for one in plan.good] == [clinician, clinician]
    assert len(plan.bad) == 3


@pytest.mark.parametrize(
    ("spoken", "offers_spanish", "language"),
    [("", True, "en"), ("English", True, "en"), ("ESPAÑOL", True, "es"), ("es", True, "es"), ("English", False, "en")],
)
def test_the_language_is_read(spoken, offers_spanish, language, clinic, front_desk):
    clinic.offers_spanish = offers_spanish
    (one,) = planned(clinic, front_desk, f"{JORDAN},{spoken}", head=f"{HEAD},Language").good

    assert one.form.chosen_language == language


@pytest.mark.parametrize(("spoken", "offers_spanish"), [("Spanish", False), ("Klingon", True), ("Klingon", False)])
def test_a_language_that_is_not_offered_is_told(spoken, offers_spanish, clinic, front_desk):
    clinic.offers_spanish = offers_spanish

    assert planned(clinic, front_desk, f"{JORDAN},{spoken}", head=f"{HEAD},Language").bad


@pytest.mark.parametrize(
    ("second", "left_out"),
    [
        (JORDAN, True),
        (JORDAN.replace("Jordan", "J.").replace("2031-12-08,10:30", "12/8/2031,10:30 a.m."), True),
        (JORDAN.replace("004417", "").replace("Jordan Rivera", "jordan  rivera"), True),
        (JORDAN.replace("004417", "004418"), False),
        (JORDAN.replace("10:30", "11:30"), False),
        (JORDAN.replace("1974", "1975"), False),
    ],
)
def test_a_line_that_stands_twice_is_left_out_once(second, left_out, clinic, front_desk):
    plan = planned(clinic, front_desk, JORDAN, second)

    assert [one.why_not for one in plan.left_out] == (["The same patient and time as line 2."] if left_out else [])
    assert len(plan.good) == (1 if left_out else 2)


def test_who_is_invited_for_that_time_is_left_out_and_for_another_time_it_is_told(clinic, front_desk):
    a_patient(clinic, front_desk, consult_at=JORDAN_AT)
    plan = planned(clinic, front_desk, JORDAN, JORDAN.replace("10:30", "11:30"))

    assert [one.why_not for one in plan.left_out] == ["Invited already for this time."]
    assert [one.note for one in plan.good] == [
        "Invited already for Mon Dec 8, 2031, 10:30\N{NO-BREAK SPACE}am: this would be a second form."
    ]


def test_a_record_number_that_has_another_date_of_birth_here_is_told(clinic, front_desk):
    a_patient(clinic, front_desk, consult_at=JORDAN_AT)
    (one,) = planned(clinic, front_desk, JORDAN.replace("1974-03-09", "1974-09-03")).good

    assert one.note == "Record 004417 is Jordan Rivera here, born Mar 9, 1974. Check name, date of birth and number."


def test_patients_of_another_clinic_are_not_known_here(clinic, front_desk, clinician_elsewhere):
    a_patient(clinician_elsewhere.clinic, clinician_elsewhere, consult_at=JORDAN_AT)

    assert planned(clinic, front_desk, JORDAN).left_out == []


def test_what_stands_in_a_cell_is_text(desk):
    page = uploaded(
        desk, lines(JORDAN.replace("Jordan Rivera", '"Jordan ""Jo"" <b>{{ 1 }}"').replace("004417", "#4417"))
    )
    confirmed(desk, page)

    assert Patient.objects.get().name == 'Jordan "Jo" <b>{{ 1 }}'
    assert Patient.objects.get().record_number == "#4417"


def test_columns_that_are_not_used_are_named(desk):
    assert "Not used: Room." in uploaded(desk, lines(f"{JORDAN},4", head=f"{HEAD},Room")).text


def test_nothing_is_offered_to_confirm_when_no_line_can_be_used(desk):
    page = uploaded(desk, lines(JORDAN.replace("1974", "74")))

    assert "Nobody on this list can be invited" in page.text
    assert [field for field in page.all("input") if field.get("name") == "sealed"] == []


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "This file is empty."), (b"x" * (MOST_BYTES + 1), "longer than 64 kB"), (b"a", "Missing")],
)
def test_a_file_that_cannot_be_used_is_refused_on_the_page(content, says, desk):
    assert says in uploaded(desk, content, 422).with_class("summary")[0].text


def test_a_form_without_a_file_asks_for_one(desk):
    assert "Choose a file." in page_of(desk.post("/desk/list/"), 422).with_class("summary")[0].text


# Inviting


def test_who_was_shown_is_invited_with_what_the_line_says(desk, clinic, front_desk, clinician):
    Clinic.objects.update(offers_spanish=True)
    head = f"{HEAD},With,Language,Mail address,Send by mail,Phone"
    page = uploaded(
        desk,
        lines(f"{JORDAN},{clinician.email},Spanish,j@example.org,YES,555-0101", f"{SAM},,,s@example.org,,", head=head),
    )
    confirmed(desk, page)

    first, second = Response.objects.by_consult()
    assert first.patient.identity == {
        "name": "Jordan Rivera",
        "date_of_birth": "1974-03-09",
        "record_number": "004417",
        "email": "j@example.org",
        "phone": "555-0101",
    }
    assert (first.consult_at, first.clinician, first.language, first.by_mail) == (JORDAN_AT, clinician, "es", True)
    assert (second.consult_at, second.clinician, second.language, second.by_mail) == (SAM_AT, None, "en", False)
    assert {one.created_by for one in (first, second)} == {front_desk}
    assert [mail.to for mail in mails()] == [["j@example.org"]]


def test_afterwards_each_patient_has_a_card_whose_link_opens(desk):
    page = confirmed(desk, uploaded(desk, lines(JORDAN, SAM)))

    links = [card.with_class("address")[0].text for card in page.with_class("link-card")]
    assert len(links) == len(set(links)) == 2
    for link in links:
        check_open(find(link.removeprefix("http://testserver/q/").strip("/")), now=timezone.now())
    listed = [link.get("href") for link in page.all("table")[0].all("a")]
    assert listed == [f"/desk/{one.pk}/" for one in Response.objects.by_consult()]


def test_confirming_twice_invites_once_and_says_so(desk):
    page = uploaded(desk, lines(JORDAN, SAM))
    confirmed(desk, page)
    again = confirmed(desk, page)

    assert Response.objects.count() == 2
    assert Invitation.objects.count() == 2
    assert "Nobody was invited twice." in again.text
    assert again.with_class("link-card") == []


def test_cards_that_were_not_printed_are_made_anew_for_all(desk):
    page = uploaded(desk, lines(JORDAN, SAM))
    first = confirmed(desk, page)
    ids = [field.get("value") for field in confirmed(desk, page).all("input") if field.get("name") == "response"]

    anew = page_of(desk.post("/desk/cards/", {"response": [*ids, "nothing"]}))

    assert len(anew.with_class("link-card")) == 2
    old = first.with_class("address")[0].text.removeprefix("http://testserver/q/").strip("/")
    assert find(old).stopped_at


def test_all_are_invited_or_nobody(clinic, front_desk, monkeypatch):
    now, list_id, text = timezone.now(), uuid4(), lines(JORDAN, SAM)
    plan = dry_run(clinic, text, list_id=list_id, by=front_desk, now=now)
    held = unseal(seal(text, plan, list_id=list_id, by=front_desk, now=now), by=front_desk, now=now)
    made = []

    def breaks(*args, **kwargs):
        made.append(1)
        if len(made) == 2:
            raise RuntimeError
        return Patient.objects.create(clinic=clinic, identity={"name": "half"}, created_at=now), "token"

    monkeypatch.setattr("intake.importing.invite", breaks)
    with pytest.raises(RuntimeError):
        invite_all(clinic, held, by=front_desk, now=now)
    assert not Patient.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_has_changed_since_it_was_shown_is_shown_again_and_nobody_is_invited(desk, clinic, front_desk):
    page = uploaded(desk, lines(JORDAN, SAM))
    a_patient(clinic, front_desk, consult_at=JORDAN_AT)
    again = confirmed(desk, page)

    assert "Nobody was invited: something has changed" in again.with_class("summary")[0].text
    assert Response.objects.count() == 1
    assert "1 patient can be invited" in again.text
    confirmed(desk, again)
    assert Response.objects.count() == 2


def test_a_time_that_passes_before_it_is_confirmed_is_told(clinic, front_desk):
    now, list_id, text = timezone.now(), uuid4(), lines(JORDAN)
    plan = dry_run(clinic, text, list_id=list_id, by=front_desk, now=now)
    held = unseal(seal(text, plan, list_id=list_id, by=front_desk, now=now), by=front_desk, now=now)
    held["text"] = text.replace("2031", "2001")

    with pytest.raises(ListChanged):
        invite_all(clinic, held, by=front_desk, now=now)


def test_the_audit_trail_says_that_a_list_was_invited_and_names_nobody(desk):
    confirmed(desk, uploaded(desk, lines(JORDAN, SAM)))

    event = AuditEvent.objects.get(action="list_invited")
    assert event.details == {"patients": 2}
    assert AuditEvent.objects.filter(action="invited").count() == 2
    assert "Rivera" not in str(list(AuditEvent.objects.values()))


# What is kept of a list, and who may


@pytest.mark.slow
def test_a_list_is_kept_nowhere_in_the_clear(desk, caplog, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    caplog.set_level(logging.DEBUG)
    page = uploaded(desk, lines(*[JORDAN] * 100, head=HEAD))

    assert list(tmp_path.iterdir()) == []
    assert "Rivera" not in sealed_in(page)
    assert "Rivera" not in caplog.text
    assert all("Rivera" not in str(one.get_decoded()) for one in Session.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM clinic_cache")
        assert all("Rivera" not in row[0] for row in cursor.fetchall())
    cache.clear()


def test_a_sealed_list_is_read_by_nobody_else_and_for_an_hour(clinic, front_desk, clinician):
    now, list_id, text = timezone.now(), uuid4(), lines(JORDAN)
    plan = dry_run(clinic, text, list_id=list_id, by=front_desk, now=now)
    sealed = seal(text, plan, list_id=list_id, by=front_desk, now=now)

    assert unseal(sealed, by=front_desk, now=now + timedelta(minutes=59))
    assert unseal(sealed, by=front_desk, now=now + timedelta(minutes=61)) is None
    assert unseal(sealed, by=clinician, now=now) is None


@pytest.mark.parametrize("sealed", ["", "é", "AAAA", "x" * 5000])
def test_what_we_did_not_seal_invites_nobody(sealed, desk):
    page = page_of(desk.post("/desk/list/invite/", {"sealed": sealed}), 422)

    assert "Upload it again." in page.with_class("summary")[0].text
    assert not Response.objects.exists()


def test_without_safety_contacts_the_page_says_so_before_anything_is_uploaded(desk):
    page = uploaded(desk, lines(JORDAN))
    SafetyContact.objects.all().delete()

    told = page_of(desk.get("/desk/list/"))
    assert "No patient can be invited yet" in told.text
    assert told.all("main")[0].all("form") == []
    assert desk.post("/desk/list/invite/", {"sealed": sealed_in(page)}).status_code == 409
    assert not Response.objects.exists()


def test_the_example_can_be_uploaded_as_it_is(desk):
    answer = desk.get("/desk/list/example/")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="consults-example.csv"'
    assert len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) == 3
    assert "2 patients can be invited" in uploaded(desk, answer.content).text


def test_no_other_page_takes_a_file(desk):
    for path in ("/desk/invite/", "/desk/list/invite/", "/desk/cards/", "/no-such-page/"):
        assert desk.post(path, {"file": io.BytesIO(b"x")}).status_code in (400, 404), path
