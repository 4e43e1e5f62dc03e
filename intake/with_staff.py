"""Leaving an instrument for staff, where it has no official words in the patient's language and is shown in English.

A box on its page says so. Its open items are then blanks that nobody waits for: never a No, and rules read them as
unanswered. What the box says is here; where it is drawn is in layouts.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.instrument import Instrument
from intake.questions import Question, YesBox

LEAVE = _("I want to answer these questions with staff. I will leave them for now.")


def box_of(instrument: Instrument) -> str:
    """The key of the box that leaves this instrument. It is no question: documents and rules do not hold it."""
    return f"{instrument.title.replace('-', '').lower()}_with_staff"


def boxes_of(questions: Mapping[str, Question], language: str) -> set[str]:
    """The keys of the boxes that stand beside these questions for somebody who reads ``language``."""
    instruments = [question.instrument for question in questions.values() if question.instrument]
    return {box_of(instrument) for instrument in instruments if instrument.shown_in(language) != language}


def boxes(questions: Mapping[str, Question]) -> dict[str, Question]:
    """The boxes that stand beside these questions in the language in force, by key."""
    shown = [question.instrument for question in questions.values() if question.instrument and question.lang]
    return {box_of(instrument): YesBox(LEAVE) for instrument in shown}


def left_for_staff(questions: Mapping[str, Question], answers: Mapping[str, Any], language: str) -> frozenset[str]:
    """The keys of items that were left for staff by somebody who reads ``language``.

    Who goes on in a language that the instrument is published in is asked it again.
    """
    return frozenset(
        key
        for key, question in questions.items()
        if (instrument := question.instrument)
        and instrument.shown_in(language) != language
        and answers.get(box_of(instrument))
    )
