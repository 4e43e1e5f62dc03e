"""Opening a clinic on a new copy, with the administrator who then invites everybody else. Staff are in members.py."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import transaction

from clinic.audit import Action, record
from clinic.models import Clinic, Role, SafetyContact, Staff


@transaction.atomic
def open_clinic(
    clinic: Clinic, administrator: Staff, contacts: Iterable[SafetyContact] = (), *, password: str, now: datetime
) -> None:
    """Save a clinic, its first administrator and its safety contacts, or nothing.

    Raises ValidationError, by field or as a whole.
    """
    _check_zone(clinic.time_zone)
    clinic.full_clean()
    clinic.save()
    administrator.clinic, administrator.role = clinic, Role.ADMINISTRATOR
    administrator.email = Staff.objects.normalize_email(administrator.email).lower()
    administrator.set_password(password)
    administrator.full_clean()
    administrator.save()
    for contact in contacts:
        contact.full_clean(exclude=["webhook"])
        contact.save()
    record(Action.STAFF_CHANGED, clinic=clinic, now=now, actor="operator", subject=administrator, what="clinic opened")


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValidationError({"time_zone": "This is no time zone. Write one such as America/Denver."}) from error
