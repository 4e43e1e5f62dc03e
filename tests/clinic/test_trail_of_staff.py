"""What of the staff's own doings is in the audit trail: every page, every refusal, every change of an account."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from clinic.models import AuditEvent, Staff
from tests.people import PASSWORD, Patient, a_patient, code_for, signed_in, with_app

pytestmark = pytest.mark.django_db

SIGN_IN, CODE = "/staff/sign-in/", "/staff/sign-in/code/"
NEW_PASSWORD = "an umbrella for nine gardens"


def told(action: str, **which: Any) -> list[dict[str, Any]]:
    """The details of each event of this kind, the oldest first."""
    return [event.details for event in AuditEvent.objects.filter(action=action, **which).order_by("place")]


def gives_password(person: Staff, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(SIGN_IN, {"login": person.email, "password": password})
    return client


def test_a_wrong_password_is_written_down(clinician):
    gives_password(clinician, "wrong")

    assert told("sign_in_refused", subject=f"staff {clinician.pk}") == [{"how": "password"}]


def test_a_wrong_code_after_a_right_password_is_written_down(clinician):
    gives_password(with_app(clinician)).post(CODE, {"code": "000000"})

    assert told("sign_in_refused", subject=f"staff {clinician.pk}") == [{"how": "code"}]


def test_a_code_that_was_used_already_is_written_down(clinician):
    cache.clear()
    gives_password(with_app(clinician)).post(CODE, {"code": code_for(clinician)})
    gives_password(clinician).post(CODE, {"code": code_for(clinician)})

    assert told("sign_in_refused") == [{"how": "code"}]


def test_a_wrong_passkey_is_written_down(client, clinic):
    client.post("/staff/sign-in/passkey/", {"credential": '{"id": "x"}'})

    assert told("sign_in_refused") == [{"how": "passkey"}]


def test_a_try_too_many_is_written_down(clinician):
    cache.clear()
    for _ in range(6):
        gives_password(clinician, "wrong")

    assert told("sign_in_refused") == [{"how": "password"}] * 5 + [{"how": "too many tries"}]


def test_what_somebody_signed_in_with_is_written_down(clinician):
    cache.clear()
    gives_password(with_app(clinician)).post(CODE, {"code": code_for(clinician)})

    assert told("signed_in", by=clinician) == [{"how": "password, app"}]


def test_a_changed_password_is_written_down(clinician):
    given = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    signed_in(clinician).post("/staff/account/password/", given)

    assert {"what": "password changed"} in told("staff_changed", by=clinician)


def test_new_recovery_codes_are_written_down_once(clinician):
    client = signed_in(clinician)
    client.get("/staff/account/recovery-codes/new/")
    client.post("/staff/account/recovery-codes/new/")

    assert told("staff_changed", by=clinician) == [{"what": "recovery codes made"}]


def test_a_session_that_somebody_ends_elsewhere_is_written_down(clinician):
    cache.clear()
    gives_password(with_app(clinician)).post(CODE, {"code": code_for(clinician)})
    signed_in(clinician).post("/staff/account/sessions/end/", {"session": "others"})

    assert told("staff_changed", by=clinician) == [{"what": "own session ended"}]


def test_a_page_about_the_own_account_is_a_page_that_was_opened(clinician):
    signed_in(clinician).get("/staff/account/recovery-codes/")

    assert told("read", by=clinician) == [{"page": "mfa_view_recovery_codes"}]


@pytest.mark.parametrize(("act", "status"), [("sign/", 409), ("cards/0/", 422)])
def test_a_record_that_is_shown_only_because_something_was_refused_was_opened(patient, clinician, act, status):
    response = patient.sends(asq_1="yes", asq_5="no")
    answer = signed_in(clinician).post(f"/reviews/{response.pk}/{act}")
    assert answer.status_code == status

    assert AuditEvent.objects.filter(action="read", by=clinician, subject=f"response {response.pk}").count() == 1


def test_what_a_page_asks_by_itself_is_no_page_that_was_opened(patient, clinician):
    signed_in(clinician).post(f"/reviews/{patient.response.pk}/open/")

    assert told("read", by=clinician) == []


@pytest.mark.parametrize("page", ["/reviews/{}/", "/desk/{}/", "/reviews/{}/out/face-sheet/text/"])
def test_asking_for_a_record_of_another_clinic_is_written_down_where_the_one_who_asked_works(
    page, patient: Patient, clinician_elsewhere: Staff
):
    assert signed_in(clinician_elsewhere).get(page.format(patient.response.pk)).status_code == 404

    event = AuditEvent.objects.get(action="not_found")
    assert event.chain_id == str(clinician_elsewhere.clinic_id)
    assert event.subject == f"response {patient.response.pk}"


def test_asking_for_a_record_that_never_was_is_written_down(clinician):
    nobody = uuid4()
    signed_in(clinician).get(f"/reviews/{nobody}/")

    assert told("not_found", by=clinician, subject=f"response {nobody}") == [{"page": "review"}]


def test_a_section_shown_again_to_a_patient_is_a_page_that_was_opened(patient):
    patient.enters()
    before = len(told("read", actor="patient"))
    assert patient.client.post("/form/s/before-you-start/", {}).status_code == 422

    assert len(told("read", actor="patient")) == before + 1


def test_a_link_that_the_front_desk_makes_and_opens_leaves_its_traces(patient, front_desk):
    desk = signed_in(front_desk)
    page = desk.post(f"/desk/{patient.response.pk}/new-link/").text
    path = re.search(r"/q/[\w-]{43}/", page)[0]
    Client().post(path, {"year": "1974", "month": "3", "day": "9"})

    events = AuditEvent.objects.filter(action__in=["link_made", "link_opened"]).order_by("place")
    assert [(event.action, event.by, event.subject) for event in events] == [
        ("link_made", front_desk, f"response {patient.response.pk}"),
        ("link_opened", None, f"response {patient.response.pk}"),
    ]
    assert patient.client.get(f"/q/{patient.token}/").status_code == 410


# What an administrator must not read out of it


def test_which_section_was_saved_is_not_in_the_trail_since_some_are_asked_only_after_certain_answers(patient):
    patient.saves(reasons=["pain"], pain_duration="over_5y")

    assert "pain" not in str(list(AuditEvent.objects.values_list("subject", "details")))


def test_no_event_says_of_a_form_that_it_raised_a_notice(patient, clinician, clinic, front_desk):
    plain = a_patient(clinic, front_desk, name="Sam Whitfield", born="1997-11-30")
    urgent, calm = patient.sends(asq_1="yes", asq_5="yes"), plain.sends()
    signed_in(clinician).post(f"/reviews/{urgent.pk}/acknowledge/")

    def told_of(response: Any) -> set[str]:
        return set(AuditEvent.objects.filter(subject=f"response {response.pk}").values_list("action", flat=True))

    assert AuditEvent.objects.filter(action="acknowledged").exists()
    assert told_of(urgent) == told_of(calm)
