"""Answers that fulfil a condition, worked out from the condition itself. For proving that every rule can fire."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from intake.comparisons import AnyRow, Chosen, Compared, Given, OnlyChosen
from intake.logic import Condition, Joined
from intake.measures import AUDITC, GAD7, PCPTSD5, PEG, PHQ9
from intake.questionnaire import QUESTIONS
from tests.random_answers import WRITTEN, asking, stored

Answers = dict[str, Any]

TRIAL = {"name": "Sertraline", "weeks": "over6", "full_dose": "yes", "helped": "none"}

HIGH: dict[str, Answers] = {
    "phq9.total": dict.fromkeys(PHQ9, "3"),
    "gad7.total": dict.fromkeys(GAD7, "3"),
    "pcptsd5.score": {"pcptsd5_gate": "yes"} | dict.fromkeys(PCPTSD5, "yes"),
    "peg.mean": dict.fromkeys(PEG, "10"),
    "auditc.total": dict.fromkeys(AUDITC, "4"),
    "trials": {"mood_meds": [TRIAL, TRIAL]},
    "kinds": {"pain_treatments": ["physical_therapy", "exercise"]},
}
LOW: dict[str, Answers] = {
    "phq9.total": dict.fromkeys(PHQ9, "0"),
    "gad7.total": dict.fromkeys(GAD7, "0"),
    "pcptsd5.score": {"pcptsd5_gate": "no"},
    "peg.mean": dict.fromkeys(PEG, "0"),
    "auditc.total": {"auditc_1": "0"},
    "trials": {},
    "kinds": {},
}


def fulfilling(condition: Condition) -> Iterator[Answers]:
    """Sets of answers of which the condition should hold for at least one, parent answers included.

    Negative conditions and blanks ask for nothing: they hold for a blank.
    """
    for answers in _ways(condition):
        with_parents: Answers = {}
        for key in answers:
            with_parents = _together(with_parents, asking(key))
        yield _together(with_parents, answers)


def _ways(condition: Condition) -> Iterator[Answers]:
    if isinstance(condition, Joined) and condition.how == "any":
        for part in condition.parts:
            yield from _ways(part)
    elif isinstance(condition, Joined):
        for ways in product(*(list(_ways(part)) for part in condition.parts)):
            answers: Answers = {}
            for way in ways:
                answers = _together(answers, way)
            yield answers
    elif isinstance(condition, (Chosen, OnlyChosen)):
        yield from ({condition.key: stored(condition.key, code)} for code in condition.codes)
    elif isinstance(condition, AnyRow):
        yield from ({condition.key: [{"name": "Sertraline", condition.cell: code}]} for code in condition.codes)
    elif isinstance(condition, Compared):
        yield (LOW if condition.below else HIGH)[condition.measure.name]
    else:
        yield {condition.key: _anything(condition.key)} if isinstance(condition, Given) else {}


def _together(first: Answers, second: Answers) -> Answers:
    """Both sets of answers; of one question with many choices, the choices of both."""
    both = dict(first)
    for key, value in second.items():
        several = key in both and QUESTIONS[key].kind == "many"
        both[key] = _in_order(key, [*both[key], *value]) if several else value
    return both


def _in_order(key: str, chosen: list[str]) -> list[str]:
    return [code for code, _label in QUESTIONS[key].options if code in chosen]


def _anything(key: str) -> Any:
    options = QUESTIONS[key].options
    return stored(key, options[0][0]) if options else WRITTEN[0]
