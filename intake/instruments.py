"""The published instruments, word for word. Wording, order, options and time frame are never changed or translated here.

Sources and permissions stand in each attribution line. "Prefer not to answer" is our form's own choice: an item
answered so leaves the instrument unscored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from intake.conditions import Condition
from intake.questions import PREFER_NOT, InstrumentItem, Option

PFIZER = (
    "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant "
    "from Pfizer Inc. No permission required to reproduce, translate, display or distribute."
)
LOINC_NOTICE = "This material contains content from LOINC (http://loinc.org). © Regenstrief Institute, Inc."

HOW_OFTEN = (
    ("0", "Not at all"),
    ("1", "Several days"),
    ("2", "More than half the days"),
    ("3", "Nearly every day"),
    PREFER_NOT,
)
YES_NO = (("yes", "Yes"), ("no", "No"), PREFER_NOT)


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A published set of items: ``items[n-1]`` is the wording of item n; ``codes`` are LOINC codes in the same order."""

    name: str
    title: str
    stem: str = ""
    attribution: str
    items: tuple[str, ...]
    options: tuple[Option, ...] | tuple[tuple[Option, ...], ...] = field(repr=False)
    loinc: str = ""
    codes: tuple[str, ...] = ()

    def item(self, number: int, *, show_if: Condition | None = None, missing: Any = "") -> InstrumentItem:
        """The question for item ``number`` (from 1)."""
        options: Any = self.options
        if isinstance(options[0][0], tuple):
            options = options[number - 1]
        code = self.codes[number - 1] if self.codes else ""
        wording = self.items[number - 1]
        return InstrumentItem(wording, *options, instrument=self, loinc=code, show_if=show_if, missing=missing)


PHQ9 = Instrument(
    name="phq9",
    title="PHQ-9",
    stem="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    attribution=PFIZER,
    options=HOW_OFTEN,
    loinc="44249-1",
    codes=("44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"),
    items=(
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy",
        "Poor appetite or overeating",
        "Feeling bad about yourself – or that you are a failure or have let yourself or your family down",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Moving or speaking so slowly that other people could have noticed? Or the opposite – being so fidgety or "
        "restless that you have been moving around a lot more than usual",
        "Thoughts that you would be better off dead or of hurting yourself in some way",
    ),
)

ASQ = Instrument(
    name="asq",
    title="ASQ",
    attribution="Ask Suicide-Screening Questions (ASQ), National Institute of Mental Health.",
    options=YES_NO,
    items=(
        "In the past few weeks, have you wished you were dead?",
        "In the past few weeks, have you felt that you or your family would be better off if you were dead?",
        "In the past week, have you been having thoughts about killing yourself?",
        "Have you ever tried to kill yourself?",
        "Are you having thoughts of killing yourself right now?",
    ),
)
