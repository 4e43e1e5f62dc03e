"""The outbox's table. Writing to it is in queue.py, sending in delivery.py."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Q, Value, When

from clinic.encryption import EncryptedField

CLOCKS_DIFFER = timedelta(minutes=1)  # between the machines of one site, at most
LONGEST_WAIT = timedelta(hours=1)  # between two tries
LEASE = timedelta(minutes=2)  # for which a message is one worker's; far longer than a try may take


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by what is still to be done."""

    def waiting(self) -> Self:
        return self.filter(state=Message.State.WAITING)

    def due(self, now: datetime) -> Self:
        """Those to be tried now, notices first. A time that lies too far ahead says that a clock was set back."""
        is_time = Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT + CLOCKS_DIFFER)
        claimed = Q(claimed_until__gt=now, claimed_until__lte=now + LEASE + CLOCKS_DIFFER)
        first = Case(When(kind=Message.Kind.NOTICE, then=Value(0)), default=Value(1))
        return self.waiting().filter(is_time).exclude(claimed).order_by(first, "due_at", "created_at")


class Message(models.Model):
    """One message to one address, by one channel. Its id tells a receiver that it is the same one again.

    ``content``: address, subject, text, and for a webhook secret and link; {} once nothing is left to be done.
    ``about`` names the record as the audit trail does; messages of one ``thread`` are dropped together.
    ``to`` says which safety contact it went to, once its address is erased; "" for patients and accounts.
    """

    class Kind(models.TextChoices):
        ACCOUNT = "account", "About a staff account"
        INVITATION = "invitation", "Invitation"
        REMINDER = "reminder", "Reminder"
        THANKS = "thanks", "Thanks for a form"
        NOTICE = "notice", "Safety notice"
        DIGEST = "digest", "Daily Safety reminder"
        TEST = "test", "Test of the safety contacts"

    class Channel(models.TextChoices):
        MAIL = "mail", "Mail"
        WEBHOOK = "webhook", "Webhook"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DELIVERED = "delivered", "Delivered"
        GIVEN_UP = "given_up", "Could not be delivered"
        DROPPED = "dropped", "No longer needed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey("clinic.Clinic", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    channel = models.CharField(max_length=7, choices=Channel.choices)
    content: Any = EncryptedField(context="message.content")
    about = models.CharField(max_length=80, blank=True)
    thread = models.CharField(max_length=80, blank=True)
    to = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stale_at = models.DateTimeField(null=True, blank=True, help_text="From then on it would only mislead.")
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=60, blank=True, help_text="Why the last try did not succeed, in a word.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | Q(state__in=["delivered", "given_up", "dropped"], ended_at__isnull=False),
                name="a_message_has_ended_unless_it_waits",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="message_due"),
            models.Index(fields=["clinic", "kind", "state"], name="message_of_clinic"),
            models.Index(fields=["thread"], name="message_thread"),
            models.Index(fields=["about"], name="message_about"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
