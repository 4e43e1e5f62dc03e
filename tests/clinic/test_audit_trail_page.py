"""The administrator's page of the audit trail: what it shows, how it narrows, and what it never holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from clinic.models import AuditEvent, Staff
from intake.questionnaire import QUESTIONS
from tests.people import Patient, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy_day(patient: Patient, clinician: Staff) -> Patient:
    """A patient got in, answered and sent; a clinician read it."""
    patient.enters("1980-01-01")
    patient.enters()
    patient.sends(main_goal="Walk the dog again", asq_1="yes", asq_5="no")
    signed_in(clinician).get(f"/reviews/{patient.response.pk}/")
    return patient


def text_of(administrator: Staff, query: str = "") -> str:
    page = signed_in(administrator).get(f"/staff/audit/{query}")
    assert page.status_code == 200
    return page.text


@pytest.mark.parametrize(
    "said",
    ["Invited a patient", "Gave a wrong date of birth", "Opened a link", "Saved a section", "Sent a form"],
)
def test_the_page_tells_what_was_done(busy_day: Patient, administrator: Staff, said: str) -> None:
    assert said in text_of(administrator)


def test_the_page_tells_who_read_a_response(busy_day: Patient, administrator: Staff, clinician: Staff) -> None:
    narrowed = text_of(administrator, f"?by={clinician.pk}&action=read")
    assert f"response {busy_day.response.pk}" in narrowed
    assert "Sent a form" not in narrowed.split("<tbody>")[1]


def test_a_pasted_address_narrows_the_list_to_one_record(busy_day: Patient, administrator: Staff) -> None:
    address = f"https://intake.example.org/reviews/{str(busy_day.response.pk).upper()}/"
    rows = text_of(administrator, f"?about={address}").split("<tbody>")[1]

    assert "Sent a form" in rows
    assert "Signed in" not in rows
    assert f'href="?about={busy_day.response.pk}"' in rows


def test_what_was_done_about_a_member_of_staff_names_them(administrator: Staff, clinician: Staff) -> None:
    Client().post("/staff/sign-in/", {"login": clinician.email, "password": "wrong"})
    rows = text_of(administrator, f"?about={clinician.pk}").split("<tbody>")[1]

    assert "Was not let in at sign-in" in rows
    assert clinician.name in rows
    assert "Nobody who was signed in" in rows


def test_times_are_told_to_the_second_and_with_their_year(busy_day: Patient, administrator: Staff) -> None:
    event = AuditEvent.objects.get(action="sent")
    local = administrator.clinic.local(event.at)

    assert f"{local:%b} {local.day}, {local.year}, " in text_of(administrator)
    assert f":{local:%M:%S}" in text_of(administrator)


def test_a_filter_with_a_fault_says_so_and_shows_the_rest(busy_day: Patient, administrator: Staff) -> None:
    assert "Sent a form" in text_of(administrator, "?about=nonsense").split("<tbody>")[1]


def test_an_administrator_sees_no_other_clinics_trail(
    busy_day: Patient, clinician_elsewhere: Staff, administrator: Staff
) -> None:
    administrator.clinic = clinician_elsewhere.clinic
    administrator.save()
    assert str(busy_day.response.pk) not in text_of(administrator)


@pytest.mark.parametrize("role", ["clinician", "lead", "front_desk"])
def test_nobody_else_reads_it_and_the_refusal_is_written_down(request: Any, clinic: Any, role: str) -> None:
    person = request.getfixturevalue(role)
    assert signed_in(person).get("/staff/audit/").status_code == 403
    assert AuditEvent.objects.filter(by=person, action="refused", details__page="audit").exists()


def test_the_trail_holds_no_health_content(busy_day: Patient) -> None:
    told = " ".join(f"{event.subject} {event.details}" for event in AuditEvent.objects.all())
    assert "Jordan" not in told
    assert "dog" not in told
    assert not [key for key in QUESTIONS if key in told.split()]
    assert "SAFE" not in told
