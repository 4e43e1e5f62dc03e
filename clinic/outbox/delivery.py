"""Sending what is due, at least once. How a mail or a webhook is sent is in mailing.py and webhook.py.

A worker claims one message in a short transaction, sends it outside of any, and notes what came of it. If it dies in
between, the claim runs out and the message is sent again, with the same id.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from clinic.audit import Action
from clinic.encryption import CannotDecrypt
from clinic.outbox import mailing, webhook
from clinic.outbox.models import LEASE, LONGEST_WAIT, Message
from clinic.outbox.queue import end, write_down
from clinic.outbox.undeliverable import Undeliverable

log = logging.getLogger(__name__)

SENDERS: dict[str, Callable[[Message], None]] = {
    Message.Channel.MAIL: mailing.send,
    Message.Channel.WEBHOOK: webhook.send,
}
FIRST_WAIT = timedelta(seconds=15)
LONGEST_FOR_A_NOTICE = timedelta(minutes=5)
MOST_TRIES = 80  # about three days; not counted by the clock, which may be moved
BUDGET = 20.0  # seconds: slow servers must not keep the worker from looking at quiet forms


def deliver_due(*, now: datetime) -> int:
    """Try every message that is due, until the time for one go is used up; returns how many were delivered."""
    begun, tried, delivered = time.monotonic(), set[UUID](), 0
    while (passed := time.monotonic() - begun) < BUDGET:
        message = _claim(tried, now=now + timedelta(seconds=passed))
        if message is None:
            break
        tried.add(message.pk)
        delivered += _try(message, now=now + timedelta(seconds=passed))
    return delivered


def _claim(tried: set[UUID], *, now: datetime) -> Message | None:
    """The next message, now this worker's for a while; what has become stale is dropped."""
    due = Message.objects.due(now).exclude(pk__in=tried)
    # Asked first without a transaction: on SQLite, each one would keep patients from saving.
    while due.exists():
        with transaction.atomic():
            message = due.select_for_update(skip_locked=True).first()
            if message is None:
                return None
            if message.stale_at is None or message.stale_at > now:
                message.claimed_until, message.tries = now + LEASE, message.tries + 1
                message.save(update_fields=["claimed_until", "tries"])
                return message
            end(message, Message.State.DROPPED, now=now)
            write_down(Action.MESSAGE_DROPPED, message, now=now)
    return None


def _try(message: Message, *, now: datetime) -> bool:
    try:
        SENDERS[message.channel](message)
    except Undeliverable as trouble:
        _not_delivered(message, str(trouble), for_good=trouble.for_good, now=now)
        return False
    except CannotDecrypt:
        _not_delivered(message, "cannot be decrypted", for_good=False, now=now)
        return False
    with transaction.atomic():
        message.trouble = ""
        end(message, Message.State.DELIVERED, now=now)
        write_down(Action.MESSAGE_DELIVERED, message, now=now)
    log.info("Message %s (%s, %s) was delivered at try %d.", message.pk, message.kind, message.channel, message.tries)
    return True


@transaction.atomic
def _not_delivered(message: Message, trouble: str, *, for_good: bool, now: datetime) -> None:
    known = Message.objects.select_for_update().get(pk=message.pk)
    if known.state != Message.State.WAITING:
        return  # dropped while it was being tried
    known.trouble = trouble
    # A safety notice is never given up: somebody has to acknowledge it.
    if known.kind != Message.Kind.NOTICE and (for_good or known.tries >= MOST_TRIES):
        end(known, Message.State.GIVEN_UP, now=now)
    else:
        known.due_at, known.claimed_until = now + wait_after(known.tries, known.kind), None
        known.save(update_fields=["due_at", "claimed_until", "trouble"])
    write_down(Action.MESSAGE_FAILED, known, now=now)
    log.warning(
        "Message %s (%s, %s) was not delivered at try %d: %s", known.pk, known.kind, known.channel, known.tries, trouble
    )


def wait_after(tries: int, kind: str) -> timedelta:
    """How long to wait before the next try: twice as long each time, up to a bound."""
    longest = LONGEST_FOR_A_NOTICE if kind == Message.Kind.NOTICE else LONGEST_WAIT
    return min(FIRST_WAIT * 2 ** min(tries - 1, 16), longest)
