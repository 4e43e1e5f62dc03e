"""Who approved the rules, and what clinicians say of a card's use. Both only grow, and hold nothing about a patient."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from clinic.models import Clinic, Staff


class RulesApproval(models.Model):
    """Somebody approved a version of the rules for a clinic, under the numbers that it had set then.

    ``digest`` is the SHA-256 (hex) of the whole rulebook as it was shown, so that "version 2026.1" cannot come to mean
    something else. ``policy``: numbers and urgent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="rules_approvals")
    version = models.CharField(max_length=12)
    questionnaire = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    policy: Any = models.JSONField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["clinic", "-at"], name="approvals_newest_first")]

    def __str__(self) -> str:
        return f"rules {self.version} approved by {self.by}"


class Usefulness(models.Model):
    """One tap by the clinician who recorded a disposition: whether the card was of use. The newest one counts."""

    id = models.BigAutoField(primary_key=True)
    disposition = models.ForeignKey("screening.Disposition", on_delete=models.PROTECT, related_name="taps")
    is_useful = models.BooleanField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"tap on {self.disposition_id}"
