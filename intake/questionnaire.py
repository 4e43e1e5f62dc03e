"""The order of the sections, and every question by key. The one list that says what is asked and when."""

from __future__ import annotations

from typing import Any

from intake.questions import Question
from intake.sections.feeling_cut_off import FeelingCutOff
from intake.sections.getting_home import GettingHome
from intake.sections.safety import Safety
from intake.sections.section import Section

VERSION = "2026.1"

SECTIONS: tuple[type[Section], ...] = (
    Safety,
    FeelingCutOff,
    GettingHome,
)

QUESTIONS: dict[str, Question] = {key: question for section in SECTIONS for key, question in section.questions().items()}
SECTION_OF: dict[str, type[Section]] = {key: section for section in SECTIONS for key in section.questions()}
BY_SLUG: dict[str, type[Section]] = {section.slug: section for section in SECTIONS}


class CurrentWords:
    """Today's wording, for saying a condition aloud. A row's cell is written ``mood_meds.helped``."""

    def question(self, key: str) -> str:
        return str(self._field(key).label)

    def option(self, key: str, code: str) -> str:
        return str(dict(self._field(key).options)[code])

    def _field(self, key: str) -> Any:
        group, _dot, cell = key.partition(".")
        question: Any = QUESTIONS[group]
        return question.row.base_fields[cell] if cell else question
