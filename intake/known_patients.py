"""Whether the clinic knows somebody already who is about to be invited. Looking for a patient by words: finding.py."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from clinic.lookup import normalized
from clinic.models import Clinic
from clinic.templatetags.clock import moment
from intake.finding import by_date_of_birth, by_record_number
from intake.invitations import Identity
from intake.models import Response


def compared(record_number: str, name: str) -> tuple[str, str]:
    """Record number and name as they are compared: no case, no accents, no spaces in numbers."""
    return "".join(normalized(record_number)), " ".join(normalized(name))


def is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two people born on the same day are one: by record number where both have one, else by name."""
    return one[0] == other[0] if one[0] and other[0] else one[1] == other[1]


def forms_ahead(clinic: Clinic, identity: Identity, *, now: datetime) -> list[Response]:
    """The forms for which this person is invited already: the consult lies ahead, or has no time yet. Soonest first."""
    born_then = by_date_of_birth(clinic, date.fromisoformat(identity.date_of_birth))
    is_ahead = Q(consult_at__gt=now) | Q(consult_at=None, status=Response.Status.IN_PROGRESS)
    ahead = Response.objects.for_clinic(clinic).filter(is_ahead, patient__in=born_then.values("pk"))
    who = compared(identity.record_number, identity.name)
    known = ahead.with_people().by_consult()
    return [one for one in known if is_same(who, compared(one.patient.record_number, one.patient.name))]


def doubts_about(clinic: Clinic, identity: Identity, *, now: datetime) -> list[str]:
    """What to look at before this person is invited: a second form, or a record number under another date of birth."""
    found = [
        f"Invited already {f'for {moment(one.consult_at, clinic)}' if one.consult_at else 'without a time'}: "
        "this would be a second form."
        for one in forms_ahead(clinic, identity, now=now)
    ]
    born = date.fromisoformat(identity.date_of_birth)
    others = by_record_number(clinic, identity.record_number).order_by("-created_at")
    other = next((one for one in others if one.date_of_birth != born), None)
    if other and not any(one.date_of_birth == born for one in others):
        found.append(
            f"Record {identity.record_number} is {other.name} here, born {other.date_of_birth:%b} "
            f"{other.date_of_birth.day}, {other.date_of_birth.year}. Check name, date of birth and number."
        )
    return found
