"""Reminding patients who agreed to mail: seven days and one day before the consult, and then never again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from clinic.encryption import CannotDecrypt
from clinic.safety_contacts import has_both
from intake.invitations import link_beside
from intake.mails import mail_reminder
from intake.models import Response

log = logging.getLogger(__name__)

# How long before the consult, how long before it is too late for this one, and where it is noted.
REMINDERS = (
    (timedelta(days=7), timedelta(days=1), "week_reminder_at"),
    (timedelta(days=1), timedelta(0), "day_reminder_at"),
)


def send_reminders(*, now: datetime) -> int:
    """Write every reminder that is due; returns how many."""
    return sum(
        _try(pk, noted, now=now)
        for before, until, noted in REMINDERS
        for pk in Response.objects.filter(_due(before, until, noted, now=now)).values_list("pk", flat=True)
    )


def _due(before: timedelta, until: timedelta, noted: str, *, now: datetime) -> Q:
    """Not sent, agreed to mail, not reminded of this, and a link that works. Whoever was invited later needs none."""
    is_time = Q(consult_at__lte=now + before, consult_at__gt=now + until)
    in_progress = Q(status=Response.Status.IN_PROGRESS, by_mail=True, **{noted: None})
    return is_time & in_progress & Q(pk__in=_with_a_link_from_before(before))


def _with_a_link_from_before(before: timedelta) -> QuerySet[Response]:
    older = Response.objects.filter(created_at__lte=F("consult_at") - before)
    return older.filter(invitations__stopped_at=None, invitations__ended_at=None)


def _try(response_id: UUID, noted: str, *, now: datetime) -> bool:
    try:
        return _remind(response_id, noted, now=now)
    except CannotDecrypt:
        log.exception("The address of response %s cannot be read, so there was no reminder.", response_id)
        return False


@transaction.atomic
def _remind(response_id: UUID, noted: str, *, now: datetime) -> bool:
    known = Response.objects.select_for_update(of=("self",)).select_related("clinic", "patient")
    response = known.in_progress().filter(pk=response_id, **{noted: None}).first()
    if response is None or not has_both(response.clinic):
        return (
            False  # sent meanwhile, another worker was faster, or nobody is asked to write while nobody would be told
        )
    setattr(response, noted, now)
    response.save(update_fields=[noted])
    token, link = link_beside(response, now=now)
    mail_reminder(response, token, ends=link.expires_at, now=now)
    return True
