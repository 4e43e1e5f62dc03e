"""The clinic's clock, and what must never be false of its staff."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from clinic.models import Clinic, Role, Staff
from tests.people import PASSWORD, a_member


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [
        ("America/New_York", 23, 30),
        ("Pacific/Honolulu", 18, 30),
        ("Asia/Tokyo", 13, 1),
    ],
)
def test_a_moment_is_told_on_the_clinics_own_clock(zone, hour, day):
    moment = Clinic(time_zone=zone).local(datetime(2026, 12, 1, 4, 0, tzinfo=UTC))

    assert (moment.hour, moment.day) == (hour, day)


def test_staff_sign_in_with_their_address_in_any_case_of_letters(clinician):
    assert authenticate(username=clinician.email.upper(), password=PASSWORD) == clinician


def test_an_account_that_has_ended_does_not_sign_in(clinician):
    clinician.is_active = False
    clinician.save()

    assert authenticate(username=clinician.email, password=PASSWORD) is None


def test_an_address_is_one_account_in_any_case_of_letters(clinic, clinician):
    with pytest.raises(IntegrityError), transaction.atomic():
        Staff.objects.create(email=clinician.email.upper(), clinic=clinic, role=Role.LEAD, name="Someone Else")


def test_nobody_has_a_role_that_is_not_known(clinic):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_member(clinic, "superuser", "Too Much")  # type: ignore[arg-type]


def test_there_is_no_account_without_a_clinic(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Staff.objects.create_user("nobody@example.org", PASSWORD, role=Role.LEAD, name="Nobody")


def test_a_password_is_never_kept_as_it_is(clinician):
    assert PASSWORD not in Staff.objects.get(pk=clinician.pk).password
