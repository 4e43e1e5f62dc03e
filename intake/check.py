"""Judging answers that come from a file instead of a page: which of them count, and what is wrong with the others.

The questions' own fields decide, as on a page. How the file is read, and what is done with the answers, is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import override

from intake.answers import AnswerSet, asked_and_given
from intake.questionnaire import QUESTIONS
from intake.questions import Question
from intake.repeating import Rows

LONGEST_SHOWN = 60  # characters of what was given that a fault repeats

# kind of question -> (the JSON type that its answers have, in words)
EXPECTED: dict[str, tuple[type, str]] = {
    "one": (str, "one code as text"),
    "many": (list, "a list of codes"),
    "text": (str, "text"),
    "box": (bool, "true or false"),
    "rows": (list, "a list of objects"),
}


def check(raw: object) -> tuple[AnswerSet, list[str]]:
    """The answers that count in parsed JSON, and its faults: one line of English each, in the order given.

    null, "", [] and (for a box) false are blanks. Answers of questions that are not asked are left out without a
    fault, safety answers excepted. Where there are faults the answers are only those that have none.
    """
    if not isinstance(raw, dict):
        return AnswerSet(), [f"The answers must be one JSON object, not {_kind_of(raw)}."]
    given: dict[str, Any] = {}
    faults: list[str] = []
    with override("en"):
        for key, value in raw.items():
            question = QUESTIONS.get(key)
            found = list(_faults(key, question, value)) if question else [f"{_quoted(key)} is not a known key."]
            if question and not found and value is not None:
                given[key] = question.clean(value)
            faults += found
    return asked_and_given(QUESTIONS, given), list(dict.fromkeys(faults))


def _faults(name: str, question: Question, value: Any) -> Iterator[str]:
    if value is None:
        return
    found = list(_faults_of_shape(name, question, value))
    yield from found
    if not found:
        try:
            question.clean(value)
        except ValidationError as error:
            yield from (f"{_quoted(name)}: {message}" for message in error.messages)


def _faults_of_shape(name: str, question: Question, value: Any) -> Iterator[str]:
    expected, in_words = EXPECTED[question.kind]
    fits: bool = isinstance(value, expected)
    if not fits:
        yield f"{_quoted(name)} must be {in_words}, not {_kind_of(value)}."
    elif isinstance(question, Rows):
        for number, row in enumerate(value, start=1):
            yield from _faults_of_row(f"{name}, row {number}", question, row)
    elif isinstance(value, list):
        for code in value:
            yield from _faults_of_code(name, question, code)
    elif question.options and value:
        yield from _faults_of_code(name, question, value)


def _faults_of_row(name: str, question: Rows, row: Any) -> Iterator[str]:
    cells = question.row.base_fields
    if not isinstance(row, dict):
        yield f"{_quoted(name)} must be an object, not {_kind_of(row)}."
        return
    for cell, value in row.items():
        if cell not in cells:
            yield f"{_quoted(name)} has no cell {_quoted(cell)}; its cells are {', '.join(cells)}."
        elif value is not None:
            yield from _faults_of_shape(f"{name}, {cell}", cells[cell], value)


def _faults_of_code(name: str, question: Question, code: Any) -> Iterator[str]:
    offered = [known for known, _label in question.options]
    if not isinstance(code, str):
        yield f"{_quoted(name)} must hold codes as text, not {_kind_of(code)}."
    elif code not in offered:
        yield f"{_quoted(name)} has no code {_quoted(code)}; its codes are {', '.join(offered)}."


def _kind_of(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    kinds = ((str, "text"), (int, "a number"), (float, "a number"), (list, "a list"), (dict, "an object"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "something that JSON does not have")


def _quoted(text: object) -> str:
    shown = "".join(char if char.isprintable() else "�" for char in str(text)[: LONGEST_SHOWN + 1])
    return f"“{shown[:LONGEST_SHOWN]}{'…' if len(shown) > LONGEST_SHOWN else ''}”"
