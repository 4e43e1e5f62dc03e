"""Trying the rules on made-up answers, from a page of every question or from JSON. Nothing is stored.

What counts as an answer is judged in intake/check.py, and what the rules find in results.py, as for `manage.py screen`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import override

from intake.check import check
from intake.conditions import is_blank
from intake.questionnaire import QUESTIONS, SECTIONS, CurrentWords
from screening.answers_file import NotAnswers, read_answers
from screening.plain_answers import complete
from screening.policy import Policy
from screening.results import results

WORDS = CurrentWords()


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one answer; ``key`` is "" where no question is at fault."""

    text: str
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of a try. ``shown`` is given back to the page; ``found`` is None where there are faults.

    ``left_out`` are the questions whose answers did not count, because with these answers they are not asked.
    """

    shown: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    found: Mapping[str, Any] | None = None
    left_out: tuple[str, ...] = ()

    @property
    def as_json(self) -> str:
        """The answers as `manage.py screen` reads them; "" for none."""
        return json.dumps(self.shown, ensure_ascii=False, indent=2) if self.shown else ""


def given_on_page(data: Any) -> dict[str, Any]:
    """The answers of a sent page by key, blanks left out, each in the shape that JSON would have."""
    given = {key: question.widget.value_from_datadict(data, {}, key) for key, question in QUESTIONS.items()}
    given |= {key: [row for row in rows if row] for key, rows in given.items() if QUESTIONS[key].kind == "rows"}
    return {key: value for key, value in given.items() if not is_blank(value) and value is not False}


def given_as_json(text: str) -> tuple[dict[str, Any], list[str]]:
    """The answers in a text of JSON, and a fault for each key that is there twice. Raises NotAnswers."""
    return read_answers(text.encode("utf-8", "surrogatepass"))


def try_json(text: str, policy: Policy, *, rest_is_plain: bool) -> Tried:
    """Try answers that were written as JSON; what is wrong with them is put right there."""
    try:
        given, repeated = given_as_json(text)
    except NotAnswers as fault:
        return Tried(shown={}, faults=(Fault(text=str(fault)),))
    if repeated:
        return Tried(shown=_sound(given), faults=tuple(Fault(text=text) for text in repeated))
    tried = try_answers(given, policy, rest_is_plain=rest_is_plain)
    return replace(tried, faults=tuple(Fault(text=fault.text) for fault in tried.faults))


def try_answers(given: Mapping[str, Any], policy: Policy, *, rest_is_plain: bool) -> Tried:
    """Run the rules on these answers; with ``rest_is_plain``, every other question is answered unremarkably."""
    faults = tuple(Fault(text=text, key=key) for key in given for text in check({key: given[key]})[1])
    shown = _sound(given)
    if faults:
        return Tried(shown=shown, faults=faults)
    counting, _none = check(complete(**shown) if rest_is_plain else shown)
    with override("en"):
        left_out = tuple(WORDS.question(key) for key in shown if key not in counting)
    return Tried(shown=shown, found=results(counting, policy), left_out=left_out)


def _sound(given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to questions that are asked, in shapes that a page can show again."""
    known = {key: value for key, value in given.items() if key in QUESTIONS and not is_blank(value)}
    return {key: value for key, value in known.items() if _can_be_shown(key, value)}


def _can_be_shown(key: str, value: Any) -> bool:
    shape = {"many": list, "rows": list, "box": bool}.get(QUESTIONS[key].kind, str)
    rows_are_rows = QUESTIONS[key].kind != "rows" or (
        isinstance(value, list) and all(isinstance(row, dict) for row in value)
    )
    return isinstance(value, shape) and rows_are_rows


class AnyAnswers(forms.Form):
    """The questions of one section without its rules of what is asked, to be answered in any combination."""

    use_required_attribute = False

    def __init__(self, section: Any, answers: Mapping[str, Any]) -> None:
        super().__init__(initial=dict(answers), auto_id="%s")
        self.section = section
        for key, question in section.questions().items():
            field = deepcopy(question)
            field.optional, field.explain = False, ""
            field.help_text = _asked_when(question)
            self.fields[key] = field
        self.answered = sum(key in answers for key in self.fields)


def _asked_when(question: Any) -> str:
    if question.worked_out:
        return "Worked out from the date of birth."
    return f"Asked when {question.show_if.in_english(WORDS)}." if question.show_if is not None else ""


def every_section(answers: Mapping[str, Any]) -> list[AnyAnswers]:
    """A form for each section, filled in with these answers."""
    return [AnyAnswers(section, answers) for section in SECTIONS]
