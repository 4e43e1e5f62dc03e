"""Opening a clinic on a new copy: all of it or nothing, and a password that nobody else sees."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from clinic.models import AuditEvent, Clinic, Role, Staff
from clinic.safety_contacts import has_both

GIVEN = {
    "name": "Cedar Clinic",
    "phone": "555-0100",
    "phone_hours": "We answer the phone from 9 to 5.",
    "time_zone": "America/Denver",
    "response_text": "Staff read safety notices Monday to Friday, 9 to 5.",
    "administrator": "Noor Aziz",
    "email": "Noor.Aziz@Example.org",
    "first_contact": "Nurse on duty",
    "first_contact_email": "nurse@example.org",
    "second_contact": "Dr. M. Lin",
    "second_contact_email": "lin@example.org",
}
A_PASSWORD = "a lantern in the fog at 5"


def create(**changed: Any) -> str:
    told = io.StringIO()
    call_command("create_clinic", **GIVEN | changed, stdout=told)
    return told.getvalue()


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets somebody type passwords, one after the other."""

    def typing(*passwords: str) -> None:
        typed = iter(passwords)
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))

    return typing


def test_a_clinic_and_its_administrator_are_made(db, types):
    types(A_PASSWORD, A_PASSWORD)

    told = create()

    person = Staff.objects.get()
    assert (person.clinic.name, person.clinic.time_zone) == ("Cedar Clinic", "America/Denver")
    assert (person.name, person.email, person.role) == ("Noor Aziz", "noor.aziz@example.org", Role.ADMINISTRATOR)
    assert person.check_password(A_PASSWORD)
    assert A_PASSWORD not in told
    assert has_both(person.clinic)


def test_what_is_not_given_is_asked_for(db, types, monkeypatch):
    asked = []
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or "555-0199")
    types(A_PASSWORD, A_PASSWORD)

    create(phone="")

    assert asked == ["Its phone number: "]
    assert Clinic.objects.get().phone == "555-0199"


def test_a_one_time_password_is_shown_once_and_works(db):
    told = create(one_time_password=True)

    password = told.split("shown only now: ")[1].strip()
    assert len(password) >= 24
    assert Staff.objects.get().check_password(password)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"time_zone": "Denver"}, "time_zone: This is no time zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone: This is no time zone"),
        ({"email": "noor"}, "email: Enter a valid email address"),
        ({"name": "x" * 121}, "name: "),
    ],
)
def test_what_is_not_right_is_named_and_nothing_is_made(db, changed, complaint):
    with pytest.raises(CommandError, match=complaint):
        create(one_time_password=True, **changed)

    assert not Clinic.objects.exists()
    assert not Staff.objects.exists()


@pytest.mark.parametrize("typed", [("short",), ("password1234",), (A_PASSWORD, "another one, not the same")])
def test_a_password_that_will_not_do_makes_nothing(db, types, typed):
    types(*typed)

    with pytest.raises(CommandError, match="Nothing was made"):
        create()

    assert not Clinic.objects.exists()


def test_an_address_that_has_an_account_is_refused(db):
    create(one_time_password=True)

    with pytest.raises(CommandError, match="Nothing was made"):
        create(one_time_password=True, name="Harbor Clinic")

    assert Clinic.objects.count() == 1


def test_the_opening_is_in_the_audit_trail(db):
    create(one_time_password=True)

    assert AuditEvent.objects.get().details == {"what": "clinic opened"}
