"""What must stay true of the truth tables and golden sentences in tests/screening/rules, and of every reason."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from intake.document import draw_up
from screening.evaluate import evaluate
from screening.reasons import conditions
from screening.rule import Rule
from screening.rules import RULES
from tests.random_answers import random_answers
from tests.screening.rules.tables import Row, Sentence, document

TABLES = Path(__file__).parents[1] / "screening" / "rules"

TRIGGERED = [rule for rule in RULES if rule.when is not None]

each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
each_trigger = pytest.mark.parametrize("rule", TRIGGERED, ids=[rule.id for rule in TRIGGERED])


def lines_of_tables() -> Iterator[Row | Sentence]:
    """Every line of every truth table and every golden sentence."""
    for path in sorted(TABLES.glob("test_*.py")):
        module = importlib.import_module(f"tests.screening.rules.{path.stem}")
        for _name, test in inspect.getmembers(module, inspect.isfunction):
            for mark in getattr(test, "pytestmark", ()):
                yield from (line for line in mark.args[1] if isinstance(line, (Row, Sentence)))


LINES = list(lines_of_tables())


@each_rule
def test_a_rule_has_a_truth_table_and_golden_sentences(rule: Rule) -> None:
    rows = [line for line in LINES if isinstance(line, Row) and line.rule == rule.id]

    assert {row.fires for row in rows} == {True, False}
    assert [line for line in LINES if isinstance(line, Sentence) and line.rule == rule.id]


@each_trigger
def test_every_option_that_a_trigger_names_stands_in_its_truth_table(rule: Rule) -> None:
    assert rule.when is not None
    tried = {pair for line in LINES if isinstance(line, Row) and line.rule == rule.id for pair in _pairs(line.answers)}

    assert {(key, code) for key, code in rule.when.reads() if code is not None} <= tried


@each_rule
def test_every_fragment_of_a_reason_stands_in_a_golden_sentence(rule: Rule) -> None:
    drawn = [document(line.answers) for line in LINES if isinstance(line, Sentence) and line.rule == rule.id]

    assert all(any(fragment.holds(one) for one in drawn) for fragment in conditions(rule.reason))


@pytest.mark.slow
@settings(max_examples=200)
@given(random_answers())
def test_every_reason_is_finished_sentences(answers: dict[str, Any]) -> None:
    for found in evaluate(draw_up(answers, language="en")):
        for said in (found.reason, found.prompt):
            assert re.fullmatch(r"[A-Z0-9“].*[.)]", said), f"{found.rule.id}: {said!r}"
            assert not re.search(r"Not asked|Left blank|[{}]|\.\.|[.,:;] ?[,:;]| [.,:;]|\(\)", said), found.rule.id


def _pairs(answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each (key, code) of these answers; a row's cell is written ``mood_meds.helped``."""
    for key, value in answers.items():
        for one in value if isinstance(value, list) else [value]:
            yield from (
                ((f"{key}.{cell}", code) for cell, code in one.items()) if isinstance(one, dict) else [(key, one)]
            )
