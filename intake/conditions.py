"""The one language of conditions: what shows a question, what raises a flag. Pure Python.

A condition evaluates with its evidence, says itself in English and lists what it reads. No questions and no rules live
here; logic.py joins conditions, comparisons.py tests answers, and condition_forms.py writes the positive forms as FHIR
``enableWhen`` and as JSON for the browser.

What a blank does: every form that names codes or asks for a number at or above something never holds for a blank;
``is_not``, ``does_not_include`` and ``fewer_than`` do.
"""

from __future__ import annotations

from dataclasses import dataclass

from intake.comparisons import AnyRow, Blank, Chosen, Compared, Given, NotChosen, OnlyChosen
from intake.evidence import Answers, Evidence, Result, Words, is_blank, merged
from intake.logic import Condition, NotExportable
from intake.measures import MEASURES

__all__ = [
    "Answers",
    "Condition",
    "Evidence",
    "NotExportable",
    "Result",
    "Words",
    "answer",
    "is_blank",
    "merged",
    "score",
]


@dataclass(frozen=True)
class answer:
    """Start of a condition about one question: ``answer("ride_home").is_("self_drive")``."""

    key: str

    def is_(self, code: str) -> Condition:
        return Chosen(self.key, (code,))

    def is_any_of(self, *codes: str) -> Condition:
        return Chosen(self.key, codes)

    def is_not(self, code: str) -> Condition:
        return NotChosen(self.key, (code,))

    def includes(self, *codes: str) -> Condition:
        """Any of these is among the choices."""
        return Chosen(self.key, codes, among_many=True)

    def does_not_include(self, *codes: str) -> Condition:
        return NotChosen(self.key, codes, among_many=True)

    def includes_only(self, *codes: str) -> Condition:
        return OnlyChosen(self.key, codes)

    def is_blank(self) -> Condition:
        return Blank(self.key)

    def is_given(self) -> Condition:
        return Given(self.key)

    def any_row(self, cell: str, *codes: str) -> Condition:
        return AnyRow(self.key, cell, codes)


@dataclass(frozen=True)
class score:
    """Start of a condition about a score or a count: ``score("phq9.total").at_least(10)``."""

    name: str

    def at_least(self, number: float, *, setting: str = "") -> Condition:
        return Compared(MEASURES[self.name], number, setting=setting)

    def fewer_than(self, number: float, *, setting: str = "") -> Condition:
        return Compared(MEASURES[self.name], number, below=True, setting=setting)
