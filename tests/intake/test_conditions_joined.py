"""Conditions joined with all-of, any-of and not: truth, evidence, and what Python's own operators do."""

import operator
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.answers import AnswerSet
from intake.conditions import Evidence, answer, score

A, B, C = (answer(key).is_("yes") for key in "abc")
YES_OR_NO = st.sampled_from(["yes", "no", None])
ANSWERS = st.fixed_dictionaries({"a": YES_OR_NO, "b": YES_OR_NO, "c": YES_OR_NO}).map(AnswerSet)


@given(ANSWERS)
def test_joining_follows_logic(answers: AnswerSet) -> None:
    a, b, c = (answers[key] == "yes" for key in "abc")

    assert (A & B).holds(answers) is (a and b)
    assert (A | B).holds(answers) is (a or b)
    assert (~A).holds(answers) is (not a)
    assert (A & (B | C)).holds(answers) is (a and (b or c))
    assert (A & B & ~C).holds(answers) is (a and b and not c)


@given(ANSWERS)
def test_an_any_of_gives_every_answer_that_made_it_true(answers: AnswerSet) -> None:
    result = (A | B | C).evaluate(answers)

    assert [item.key for item in result.evidence] == [key for key in "abc" if answers[key] == "yes"]


@given(ANSWERS)
def test_an_all_of_that_does_not_hold_gives_no_evidence(answers: AnswerSet) -> None:
    result = (A & B & C).evaluate(answers)

    assert len(result.evidence) == (3 if result.holds else 0)


def test_one_question_named_twice_is_one_piece_of_evidence() -> None:
    heart = answer("heart_vessel")
    condition = heart.includes("avm") | heart.includes("device")

    result = condition.evaluate(AnswerSet(heart_vessel=["avm", "device"]))

    assert result.evidence == (Evidence("heart_vessel", ("avm", "device")),)


def test_a_negation_gives_no_evidence_of_its_own() -> None:
    result = (A & ~B).evaluate(AnswerSet(a="yes"))

    assert result.evidence == (Evidence("a", ("yes",)),)


def test_a_joined_condition_reads_what_its_parts_read() -> None:
    assert (A & (B | ~C)).keys() == {"a", "b", "c"}


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: A and B,
        lambda: A or B,
        lambda: not A,
        lambda: 1 if A else 2,
        lambda: operator.truth(A & B),
        lambda: operator.truth(~A),
        lambda: all([A, B]),
    ],
    ids=["and", "or", "not", "if", "truth of an all-of", "truth of a not", "all"],
)
def test_a_condition_has_no_truth_for_python(misuse: Callable[[], Any]) -> None:
    with pytest.raises(TypeError, match="no truth of its own"):
        misuse()


def test_a_clinics_number_reaches_every_part() -> None:
    condition = A & ~(score("kinds").at_least(2, setting="n") | B)
    answers = AnswerSet(a="yes", pain_treatments=["exercise"])

    assert condition.holds(answers)
    assert not condition.under({"n": 1}).holds(answers)
