"""Telling the clinic of urgent Safety flags, until a named person acknowledges it; and once a day of all that is open.

Who is told, by which way and in which words is in clinic/safety_contacts.py. Nothing here closes a flag.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from clinic import audit
from clinic.audit import Action
from clinic.models import Clinic, SafetyContact, Staff
from clinic.outbox.models import CLOCKS_DIFFER, Message
from clinic.outbox.queue import drop
from clinic.safety_contacts import NOTICE, contacts_of, contacts_to_tell, next_round, tell
from intake.models import Response
from screening.models import Acknowledgement, Flag, Notice, NoticeRound

Why = NoticeRound.Why
DAY = timedelta(days=1)
# A notice that is still on its way after so long is shown on the worklist, and machines that watch are told.
LATE = timedelta(minutes=2)

log = logging.getLogger(__name__)


def raise_notice(response: Response, *, now: datetime) -> None:
    """Tell the clinic at once that this form has a new urgent flag. The response's row must be locked.

    While a notice waits for its acknowledgement, a new flag sends the same one again.
    """
    notice = open_notice(response)
    why = Why.MORE if notice else Why.NEW
    _tell(notice or Notice.objects.create(response=response, opened_at=now), response, why, now=now)


def open_notice(response: Response) -> Notice | None:
    """The notice of this form that nobody has acknowledged, if there is one."""
    return response.notices.not_acknowledged().first()


@transaction.atomic
def acknowledge(response: Response, *, by: Staff, now: datetime) -> bool:
    """This person has seen that the form needs review: no more messages about it. Whether there was a notice."""
    Response.objects.select_for_update().get(pk=response.pk)
    notice = open_notice(response)
    if notice is None:
        return False
    Acknowledgement.objects.create(notice=notice, by=by, at=now)
    drop(thread=_thread(notice), now=now)
    audit.record(Action.ACKNOWLEDGED, clinic=response.clinic, by=by, now=now, subject=notice)
    return True


def repeat_notices(*, now: datetime) -> int:
    """Send every notice again that waited too long for its acknowledgement; returns how many."""
    waiting = Notice.objects.not_acknowledged().select_related("response__clinic").prefetch_related("rounds")
    due = [notice.pk for notice in waiting if _is_due(notice, notice.response.clinic, now=now)]
    return sum(_repeat(pk, now=now) for pk in due)


@transaction.atomic
def _repeat(notice_id: UUID, *, now: datetime) -> bool:
    known = Response.objects.select_for_update(of=("self",)).select_related("clinic")
    response = known.get(notices=notice_id)
    # Between listing and locking, somebody may have acknowledged it, or another worker sent it.
    notice = response.notices.not_acknowledged().filter(pk=notice_id).first()
    if notice is None or not _is_due(notice, response.clinic, now=now):
        return False
    _tell(notice, response, Why.WAITING, now=now)
    return True


def _is_due(notice: Notice, clinic: Clinic, *, now: datetime) -> bool:
    """Whether the time since it was raised, or sent again by the clock, is over. New reasons do not put that off."""
    by_clock = [one for one in notice.rounds.all() if one.why != Why.MORE]
    if not by_clock:
        return True
    last = by_clock[-1].at
    # A round in the future says that a clock was set back. How long ago it was, nobody knows, so it counts as long ago.
    return last + next_round(clinic, escalated=len(by_clock) - 1) <= now or last > now + CLOCKS_DIFFER


def _tell(notice: Notice, response: Response, why: NoticeRound.Why, *, now: datetime) -> None:
    before = list(notice.rounds.all())
    escalated = sum(one.why == Why.WAITING for one in before) + (why == Why.WAITING)
    messages = tell(
        contacts_to_tell(response.clinic, escalated=escalated, now=now),
        Message.Kind.NOTICE,
        NOTICE,
        clinic=response.clinic,
        about=f"response {response.pk}",
        thread=_thread(notice),
        now=now,
    )
    NoticeRound.objects.create(notice=notice, number=len(before) + 1, why=why, messages=messages, at=now)
    if messages and response.notice_queued_at is None:
        # What the patient may be told: see the crisis card.
        response.notice_queued_at = now
        response.save(update_fields=["notice_queued_at"])
    if not messages:
        log.error("Clinic %s has no safety contact who could be told of notice %s.", response.clinic_id, notice.pk)


def told_of(notice: Notice) -> list[str]:
    """Which contacts this notice was written to, whoever was told first coming first."""
    written = Message.objects.filter(thread=_thread(notice)).order_by("created_at")
    return list(dict.fromkeys(written.values_list("to", flat=True)))


def _thread(notice: Notice) -> str:
    return f"notice {notice.pk}"


def send_digests(*, now: datetime) -> int:
    """Once a day, at each clinic's own time: tell the contacts that Safety items are open. Returns how many clinics."""
    return sum(_send_digest(clinic, now=now) for clinic in Clinic.objects.all())


@transaction.atomic
def _send_digest(clinic: Clinic, *, now: datetime) -> bool:
    local = clinic.local(now)
    today = local.date()
    if local.time() < clinic.digest_at or clinic.digest_sent_on == today:
        return False
    mine = Clinic.objects.filter(~Q(digest_sent_on=today) | Q(digest_sent_on=None), pk=clinic.pk)
    if not mine.update(digest_sent_on=today):
        return False  # another worker was faster
    count = Flag.objects.for_clinic(clinic).safety().still_open().values("response").distinct().count()
    if not count:
        return False
    known = contacts_of(clinic)
    places = (SafetyContact.Place.FIRST, SafetyContact.Place.SECOND)
    contacts = [known[place] for place in places if place in known]
    tell(contacts, Message.Kind.DIGEST, digest_text(count), clinic=clinic, now=now, stale_at=now + DAY)
    return True


def digest_text(count: int) -> str:
    """What the daily message says."""
    items = "1 safety item is" if count == 1 else f"{count} safety items are"
    return f"{items} open. Sign in."


def undelivered_since(clinic: Clinic | None, *, now: datetime) -> datetime | None:
    """Since when a safety notice, of this clinic or any, has been on its way for too long; None if none has."""
    waiting = Message.objects.waiting().filter(kind=Message.Kind.NOTICE)
    mine = waiting.filter(clinic=clinic) if clinic else waiting
    # A message from the future was written before a clock was set back.
    late = mine.filter(Q(tries__gt=1) | Q(created_at__lte=now - LATE) | Q(created_at__gt=now + CLOCKS_DIFFER))
    return late.order_by("created_at").values_list("created_at", flat=True).first()
