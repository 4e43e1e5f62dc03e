"""Writing messages to the outbox, in the transaction of what causes them. Sending them is in delivery.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import BadHeaderError
from django.db import transaction

from clinic.audit import Action, record
from clinic.models import Clinic
from clinic.outbox.models import Message


@transaction.atomic
def post(
    kind: Message.Kind,
    *,
    clinic: Clinic | None,
    address: str,
    text: str,
    now: datetime,
    subject: str = "",
    channel: Message.Channel = Message.Channel.MAIL,
    about: str = "",
    thread: str = "",
    to: str = "",
    stale_at: datetime | None = None,
    **more: str,
) -> Message:
    """Put one message in the outbox; the worker sends it within seconds. Nothing is sent if this transaction fails.

    ``about`` is the record that it is about, as "response <id>", if any; ``to`` is which safety contact gets it.
    Raises BadHeaderError for an address or a subject of more than one line.
    """
    if any(end in part for part in (address, subject) for end in "\r\n"):
        raise BadHeaderError("an address or a subject with a newline")
    message = Message.objects.create(
        clinic=clinic,
        kind=kind,
        channel=channel,
        content={"address": address, "subject": subject, "text": text, **more},
        about=about,
        thread=thread,
        to=to,
        created_at=now,
        due_at=now,
        stale_at=stale_at,
    )
    write_down(Action.MESSAGE_WRITTEN, message, now=now)
    return message


@transaction.atomic
def drop(*, now: datetime, **which: Any) -> int:
    """End the waiting messages of this thread or about this record: nobody needs them any more."""
    dropped = list(Message.objects.waiting().select_for_update().filter(**which))
    for message in dropped:
        end(message, Message.State.DROPPED, now=now)
        write_down(Action.MESSAGE_DROPPED, message, now=now)
    return len(dropped)


def end(message: Message, state: Message.State, *, now: datetime) -> None:
    """Nothing is left to be done with this message: what it said, and to whom, is erased."""
    message.state, message.ended_at, message.content, message.claimed_until = state, now, {}, None
    message.save(update_fields=["state", "ended_at", "content", "claimed_until", "trouble"])


def write_down(action: Action, message: Message, *, now: datetime) -> None:
    """Into the audit trail, if the message is about a patient's form."""
    to: dict[str, Any] = {"to": message.to} if message.to else {}
    if message.about:
        record(
            action,
            clinic=message.clinic,
            actor="outbox",
            now=now,
            # A safety notice is told of by itself: that it is about this form would be a flag.
            subject=message.thread or message.about,
            kind=message.kind,
            channel=message.channel,
            message=str(message.pk),
            tries=message.tries,
            trouble=message.trouble,
            **to,
        )
