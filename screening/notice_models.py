"""Safety notices: when the contacts were told of a form, and who acknowledged it. These tables only grow."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from clinic.models import Clinic, Staff
from intake.models import Response


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by whether somebody has acknowledged them."""

    def for_clinic(self, clinic: Clinic) -> Self:
        return self.filter(response__clinic=clinic)

    def not_acknowledged(self) -> Self:
        return self.filter(acknowledgement=None)


class Notice(models.Model):
    """The safety contacts are told that this form needs review, again and again until a named person acknowledges it.

    There is one at a time for a form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="notices")
    opened_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["response", "opened_at"], name="notice_of_response")]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    @property
    def acknowledged(self) -> Acknowledgement | None:
        return getattr(self, "acknowledgement", None)


class NoticeRound(models.Model):
    """Once that the contacts were told. ``messages``: for how many ways of telling one was in the outbox then."""

    class Why(models.TextChoices):
        NEW = "new", "Raised"
        MORE = "more", "New reasons"
        WAITING = "waiting", "Nobody acknowledged it"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=7, choices=Why.choices)
    messages = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "number"], name="one_round_of_a_notice_for_each_number"),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.notice}"


class Acknowledgement(models.Model):
    """A named person has seen that a form needs review. The Safety card stays open until something is recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="acknowledgement")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.notice} acknowledged by {self.by}"
