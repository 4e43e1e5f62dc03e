"""What leaves the outbox when the worker looks into it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core import mail
from django.utils import timezone

from clinic.outbox.delivery import deliver_due


def mails(now: datetime | None = None) -> list[Any]:
    """Lets the worker send what is due, and returns all mails since the last call."""
    deliver_due(now=now or timezone.now())
    sent, mail.outbox[:] = list(mail.outbox), []
    return sent
