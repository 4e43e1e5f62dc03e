"""A complete and unremarkable set of answers to build on. No people and no storage here."""

from __future__ import annotations

from typing import Any

from intake.answers import asked_and_given, is_asked
from intake.questionnaire import QUESTIONS

# Where the first plain code would be remarkable.
UNREMARKABLE: dict[str, Any] = {
    "filled_by": "self",
    "callback_phone": "555-0143",
    "callback_message_ok": "yes",
    "reasons": ["other"],
    "med_list": "none",
    "allergy_other": "none",
    "no_drive_next_day": "yes",
    "home_support": "yes",
}
PLAIN = ("none", "no", "never", "0", "does_not_apply")


def complete(**answers: Any) -> dict[str, Any]:
    """``answers`` and, for every other question that is then due, the least remarkable answer that it offers.

    A key given as None is left blank.
    """
    given = dict(answers)
    for key, question in QUESTIONS.items():
        counting = asked_and_given(QUESTIONS, given)
        if key not in given and not question.optional and is_asked(question, counting):
            given[key] = UNREMARKABLE.get(key) or _plain(question)
    return {key: value for key, value in given.items() if value is not None}


def _plain(question: Any) -> Any:
    codes = [code for code, _label in question.options]
    if question.kind == "one":
        return next((code for code in PLAIN if code in codes), codes[0])
    if question.kind == "many":
        return [next((code for code in PLAIN if code in codes), codes[0])]
    return True if question.kind == "box" else "none"
