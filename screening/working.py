"""What comes and goes while clinicians work: who has a page open, and what is typed but not recorded. Nothing here is
on record; what is, stands in models.py.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from clinic.encryption import EncryptedField
from clinic.models import Staff
from intake.models import Response


class Presence(models.Model):
    """When somebody last had a response's page before them."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="presences")
    by = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "by"], name="somebody_is_in_a_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by} in {self.response}"


class Typed(models.Model):
    """What one person has typed on a response's page and not recorded. It goes when it is recorded or taken out.

    ``words``: the fields of each form that has something in it, by the form's name on the page.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="typed")
    by = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    words: Any = EncryptedField(context="typed.words")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "by"], name="one_set_of_typed_words_for_each_person"),
        ]

    def __str__(self) -> str:
        return f"words of {self.by} on {self.response}"
