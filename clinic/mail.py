"""Mail to staff about their accounts. Nothing of a patient is ever in it. How it leaves is in outbox/."""

from __future__ import annotations

from datetime import datetime

from clinic.models import Clinic
from clinic.outbox.models import Message
from clinic.outbox.queue import post


def send(
    address: str, subject: str, text: str, *, clinic: Clinic | None, now: datetime, stale_at: datetime | None = None
) -> Message:
    """Put one mail in the outbox, where it waits for a mail server that is away. It leaves within seconds.

    ``stale_at`` is when a link in it ends. Raises BadHeaderError for an address or a subject of more than one line.
    """
    return post(
        Message.Kind.ACCOUNT,
        clinic=clinic,
        address=address,
        subject=subject,
        text=text,
        now=now,
        stale_at=stale_at,
    )
