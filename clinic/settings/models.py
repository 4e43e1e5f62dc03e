"""The log of changed settings, and the crisis lines that a clinic names. The settings themselves stand on Clinic."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language

DIALLED = "0123456789+*#"


class SettingChange(models.Model):
    """One setting that somebody changed, in the words of the page. Rows are only added. It holds nothing secret."""

    id = models.BigAutoField(primary_key=True)
    clinic = models.ForeignKey("clinic.Clinic", on_delete=models.PROTECT, related_name="setting_changes")
    name = models.CharField(max_length=80)
    label = models.CharField(max_length=160)
    before: Any = models.JSONField(null=True)
    after: Any = models.JSONField(null=True)
    by = models.ForeignKey("clinic.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "-id"], name="setting_changes_newest_first")]

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"


class CrisisLine(models.Model):
    """Somebody near the clinic whom a patient can call in a crisis, beside 988 and 911, which every patient is shown.

    ``owner`` answers for its being right, and looks at it again by ``review_by``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey("clinic.Clinic", on_delete=models.PROTECT, related_name="crisis_lines")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40)
    when = models.CharField(max_length=120, blank=True)
    spanish_name = models.CharField(max_length=120, blank=True)
    spanish_when = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey("clinic.Staff", on_delete=models.PROTECT, related_name="+")
    review_by = models.DateField()

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def dialled(self) -> str:
        """The number as a phone takes it: digits, and and the signs of a keypad."""
        return "".join(sign for sign in self.phone if sign in DIALLED)

    def says(self, name: str) -> tuple[str, str]:
        """Its name, or when it is answered, in the language in force, with the code of the language it really is in."""
        spanish = getattr(self, f"spanish_{name}") if get_language() == "es" else ""
        return (spanish, "es") if spanish else (getattr(self, name), "en")

    def is_stale(self, today: date) -> bool:
        """Whether it is to be looked at again: its day has come, or nobody answers for it any more."""
        return self.review_by <= today or not self.owner.is_active
