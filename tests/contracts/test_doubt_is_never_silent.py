"""A doubtful or missing answer never counts as No: each doubt is on some card, and no blank takes Safety away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.answers import SAFETY_KEYS, AnswerSet, is_asked
from intake.document import Document, draw_up
from intake.questionnaire import QUESTIONS
from intake.questions import DOUBTFUL, EXCLUSIVE
from screening.evaluate import Finding, evaluate
from screening.rule import Topic
from screening.rules import RULES
from tests.random_answers import asking, doubtful_options, random_answers, stored

DOUBTS = sorted(doubtful_options())
MANY = [(key, code) for key, code in DOUBTS if QUESTIONS[key].kind == "many"]
SAFETY_RULES = [rule.when for rule in RULES if rule.topic is Topic.SAFETY and rule.when is not None]


def doubts_in(document: Document) -> set[tuple[str, str]]:
    """Every (key, code) that was left in doubt, read off the answers themselves; rows of medicines aside."""
    found = set()
    for key, question in QUESTIONS.items():
        value = document.value(key)
        if question.options and value is not None:
            found |= {(key, code) for code in (value if isinstance(value, list) else [value]) if code in DOUBTFUL}
    return found


def taken_by(findings: list[Finding], document: Document) -> set[tuple[str, str]]:
    """Every (key, code) that some trigger, or the second pass, took. What a reason merely quotes does not count."""
    taken: set[tuple[str, str]] = set()
    for found in findings:
        rule = found.rule
        evidence = found.evidence if rule.when is None else rule.when.evaluate(document).evidence
        for item in evidence:
            value = document.value(item.key)
            whole = value if isinstance(value, list) else [value]
            taken |= {(item.key, str(code)) for code in item.parts or whole}
    return taken


def carries_every_doubt(answers: dict[str, Any]) -> bool:
    document = draw_up(answers, language="en")
    return doubts_in(document) <= taken_by(evaluate(document), document)


def with_doubt(answers: dict[str, Any], key: str, code: str) -> dict[str, Any]:
    """The answers with this question asked and left in doubt, beside what else was chosen there."""
    given_before = answers.get(key)
    chosen = given_before if isinstance(given_before, list) and not EXCLUSIVE & set(given_before) else []
    return answers | asking(key) | {key: stored(key, *dict.fromkeys([*chosen, code]))}


@pytest.mark.parametrize(("key", "code"), DOUBTS)
def test_a_doubt_alone_is_evidence(key: str, code: str) -> None:
    answers = with_doubt({}, key, code)

    assert (key, code) in doubts_in(draw_up(answers, language="en"))
    assert carries_every_doubt(answers)


@pytest.mark.parametrize(("key", "code"), MANY)
def test_a_doubt_is_evidence_beside_every_other_option_of_its_question(key: str, code: str) -> None:
    others = [other for other, _label in QUESTIONS[key].options if other not in EXCLUSIVE | {code}]

    for beside in [[other] for other in others] + [others]:
        assert carries_every_doubt(asking(key) | {key: [*beside, code]}), beside


@pytest.mark.slow
@settings(max_examples=200)
@given(answers=random_answers(), doubt=st.sampled_from(DOUBTS))
def test_a_doubt_is_evidence_whatever_else_was_answered(answers: dict[str, Any], doubt: tuple[str, str]) -> None:
    doubtful = with_doubt(answers, *doubt)

    assert doubt in doubts_in(draw_up(doubtful, language="en"))
    assert carries_every_doubt(doubtful)


@pytest.mark.slow
@settings(max_examples=40)
@given(random_answers())
def test_no_rule_falls_silent_unnoticed_when_an_answer_becomes_a_doubt(answers: dict[str, Any]) -> None:
    before = draw_up(answers, language="en")
    fired = {found.rule.id: {item.key for item in found.evidence} for found in evaluate(before)}

    for key, code in DOUBTS:
        if before.value(key) is None:
            continue
        after = draw_up(answers | {key: stored(key, code)}, language="en")
        findings = evaluate(after)
        silenced = {rule for rule, keys in fired.items() if key in keys} - {found.rule.id for found in findings}
        assert not silenced or (key, code) in taken_by(findings, after), f"{key} silenced {sorted(silenced)}"


def test_a_doubt_that_the_second_pass_missed_would_be_noticed() -> None:
    document = draw_up({"told_by_professional": ["not_sure"]}, language="en")

    without_second_pass = [rule for rule in RULES if not rule.is_second_pass]

    assert not doubts_in(document) <= taken_by(evaluate(document, rules=without_second_pass), document)


def safety_answers() -> Iterator[AnswerSet]:
    """Every possible set of answers to the seven safety questions, blanks among them."""
    keys = sorted(SAFETY_KEYS)
    offered = [(None, *(code for code, _label in QUESTIONS[key].options)) for key in keys]
    for chosen in product(*offered):
        yield AnswerSet({key: code for key, code in zip(keys, chosen, strict=True) if code})


def has_attention(answers: AnswerSet) -> bool:
    return any(when.holds(answers) for when in SAFETY_RULES)


def test_leaving_a_safety_question_blank_never_removes_safety_attention() -> None:
    """Exhaustive. A question that was not due is left aside: never to have been asked it is no silence."""
    quiet = [answers for answers in safety_answers() if not has_attention(answers)]

    for answers in quiet:
        for key in SAFETY_KEYS - answers.keys():
            if is_asked(QUESTIONS[key], answers):
                filled = [AnswerSet(answers | {key: code}) for code, _label in QUESTIONS[key].options]
                assert not any(map(has_attention, filled)), f"a blank {key} hides what {answers} would raise"


def test_declining_a_safety_question_that_is_due_always_raises_safety() -> None:
    for answers in safety_answers():
        declined = [key for key in answers if answers[key] == "prefer_not" and is_asked(QUESTIONS[key], answers)]
        assert not declined or has_attention(answers)


def test_only_no_to_everything_that_was_due_leaves_safety_quiet() -> None:
    asked_of_all = {"phq9_9": "0", "asq_1": "no", "asq_2": "no", "asq_3": "no", "asq_4": "no"}

    for answers in safety_answers():
        if not has_attention(answers):
            assert asked_of_all.items() <= answers.items()
