"""Emergency access: getting to patients' records when the second step is lost and no administrator is there.

45 CFR 164.312(a)(2)(ii) asks for such a way. Ours is loud: a mail and a banner for every administrator, and the trail.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from clinic.audit import Action, record
from clinic.links import make_link, use_up
from clinic.mail import send
from clinic.models import Role, Staff, StaffLink

VALID = timedelta(minutes=15)
SUBJECT = "Emergency access to the clinic’s intake system"
TEXT = """Whoever runs the server has opened emergency access for {name} ({email}).

Reason given: {reason}

With it and the password, the account can be used once without its second step. Sign in and acknowledge it there.
If you do not know why this was done, find out now.
"""


@transaction.atomic
def open_access(person: Staff, *, reason: str, now: datetime) -> str:
    """The token of a link that, with the password, signs in once without the second step. Valid 15 minutes.

    Every administrator of the clinic gets a mail.
    """
    _link, token = make_link(person, kind=StaffLink.Kind.EMERGENCY, valid=VALID, now=now, reason=reason)
    record(
        Action.STAFF_CHANGED, clinic=person.clinic, actor="operator", now=now, subject=person, what="emergency opened"
    )
    _tell_administrators(person, reason=reason, now=now)
    return token


def _tell_administrators(person: Staff, *, reason: str, now: datetime) -> None:
    text = TEXT.format(name=person.name, email=person.email, reason=reason)
    for administrator in person.clinic.staff.filter(role=Role.ADMINISTRATOR, is_active=True):
        send(administrator.email, SUBJECT, text, clinic=person.clinic, now=now)


@transaction.atomic
def use_access(link: StaffLink, *, now: datetime) -> None:
    """Use the link up. Raises LinkUnknown when it was used meanwhile."""
    use_up(link, now=now)
    record(
        Action.STAFF_CHANGED,
        clinic=link.staff.clinic,
        by=link.staff,
        now=now,
        subject=link.staff,
        what="emergency access used",
    )


def unacknowledged(administrator: Staff) -> QuerySet[StaffLink]:
    """The emergency accesses of this clinic that this administrator has not acknowledged, the newest first.

    Each administrator for themselves: whoever came in by an emergency must not be able to silence it for the others.
    """
    emergencies = StaffLink.objects.filter(kind=StaffLink.Kind.EMERGENCY, staff__clinic=administrator.clinic_id)
    return emergencies.exclude(acknowledged_by=administrator).select_related("staff").order_by("-created_at")


@transaction.atomic
def acknowledge(link: StaffLink, *, by: Staff, now: datetime) -> None:
    """This administrator knows of it."""
    link.acknowledged_by.add(by)
    record(
        Action.STAFF_CHANGED, clinic=by.clinic, by=by, now=now, subject=link.staff, what="emergency access acknowledged"
    )
