"""The order of the sections, and every question by key. The one list that says what is asked and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intake.instrument import ENGLISH
from intake.questions import Question
from intake.sections.alcohol_drugs import AlcoholDrugs
from intake.sections.before_you_start import BeforeYouStart
from intake.sections.body_health import BodyHealth
from intake.sections.feeling_cut_off import FeelingCutOff
from intake.sections.getting_home import GettingHome
from intake.sections.hard_events import HardEvents
from intake.sections.medicines import Medicines
from intake.sections.mental_health import MentalHealth
from intake.sections.mood import Mood
from intake.sections.pain import Pain
from intake.sections.safety import Safety
from intake.sections.section import Section
from intake.sections.treatments import TreatmentsTried
from intake.sections.upset_stomach import UpsetStomach
from intake.sections.why_you_are_here import WhyYouAreHere
from intake.sections.worry import Worry

TITLE = _("Questions before your infusion consult")
VERSION = "2026.1"
# "draft" until the version is first used with patients, then "active": an active version is never written again.
STATUS = "draft"

SECTIONS: tuple[type[Section], ...] = (
    BeforeYouStart,
    WhyYouAreHere,
    Mood,
    Safety,
    Worry,
    HardEvents,
    Pain,
    TreatmentsTried,
    MentalHealth,
    BodyHealth,
    Medicines,
    AlcoholDrugs,
    UpsetStomach,
    FeelingCutOff,
    GettingHome,
)

QUESTIONS: dict[str, Question] = {key: asked for section in SECTIONS for key, asked in section.questions().items()}
SECTION_OF: dict[str, type[Section]] = {key: section for section in SECTIONS for key in section.questions()}
BY_SLUG: dict[str, type[Section]] = {section.slug: section for section in SECTIONS}


class CurrentWords:
    """Today's wording in English, for saying a condition aloud. A row's cell is written ``mood_meds.helped``."""

    def question(self, key: str) -> str:
        field = self._field(key)
        title = field.instrument.title if field.instrument else ""
        with override(ENGLISH):
            return f"{title}: {field.label}" if title else str(field.label)

    def option(self, key: str, code: str) -> str:
        with override(ENGLISH):
            return str(dict(self._field(key).options)[code])

    def together(self, keys: Sequence[str]) -> str:
        instrument = self._field(keys[0]).instrument
        everything = (
            [f"{instrument.name}_{number}" for number in range(1, len(instrument.items) + 1)] if instrument else []
        )
        return f"the {len(keys)} items of {instrument.title}" if list(keys) == everything else ""

    def _field(self, key: str) -> Any:
        group, _dot, cell = key.partition(".")
        question: Any = QUESTIONS[group]
        return question.row.base_fields[cell] if cell else question
