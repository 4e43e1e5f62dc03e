"""What a new password may not be made of: the words of this place, and those of a list that the server was given."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

OF_THIS_PLACE = ("ketamine", "infusion", "infusions", "clinic", "intake", "questionnaire")
LEAST_OWN = 8  # letters and digits beside the words of this place
SHORTEST = 4  # letters of a word that counts
PUNCTUATION = re.compile(r"[\W_]")


class WordsOfThisPlace:
    """Refuse a password that is little more than the clinic's name and what it does (ASVS V6.1.2, V6.2.11)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where fewer than eight letters and digits are left without those words."""
        whole = left = PUNCTUATION.sub("", password.casefold())
        for word in sorted({*OF_THIS_PLACE, *_names(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if left != whole and len(left) < LEAST_OWN:
            raise ValidationError(self.get_help_text(), code="password_of_this_place")

    def get_help_text(self) -> str:
        return "Do not make the password of the name of the clinic or of what it does."


def _names(user: Any) -> list[str]:
    """The words of the name of this person's clinic."""
    clinic = getattr(user, "clinic", None)
    words = re.findall(r"[^\W_]+", clinic.name.casefold()) if clinic else []
    return [word for word in words if len(word) >= SHORTEST]
