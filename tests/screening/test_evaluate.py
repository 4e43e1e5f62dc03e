"""How rules become findings and cards. What each rule says is in rules/; that no doubt is lost: tests/contracts/."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.conditions import Evidence, answer
from intake.document import draw_up
from intake.sources import GENERAL_PRACTICE
from screening.evaluate import Finding, cards, evaluate
from screening.policy import Policy
from screening.reasons import part
from screening.rule import Priority, Rule, Topic
from screening.rules import BY_ID, RULES
from tests.random_answers import random_answers
from tests.screening.rules.tables import document, rests_on

MANY_TOPICS: dict[str, Any] = {
    "asq_1": "yes",
    "phq9_9": "2",
    "med_list": "Xanax",
    "med_kinds": ["benzo", "opioid", "lamotrigine"],
    "motion_sick": "sometimes",
    "dissoc_often": "once_twice",
    "dissoc_upset": "very",
    "dissoc_trigger": "not_sure",
    "ride_home": "self_drive",
    "home_support": "no",
    "callback_message_ok": "no",
    "told_by_professional": ["not_sure"],
}


def a_rule(**fields: Any) -> Rule:
    """A rule that is nothing special, for what no published rule can show."""
    plain: dict[str, Any] = {
        "id": "TST-01",
        "topic": Topic.FORM,
        "priority": Priority.NOTE,
        "when": answer("home_support").is_("no"),
        "reason": "A reason.",
        "prompt": "A prompt.",
        "sources": (GENERAL_PRACTICE,),
    }
    return Rule(**plain | fields)


def ids(findings: list[Finding]) -> list[str]:
    return [finding.rule.id for finding in findings]


@settings(max_examples=60)
@given(answers=random_answers(), seed=st.integers(0, 2**16))
def test_the_order_of_the_rules_changes_nothing(answers: dict[str, Any], seed: int) -> None:
    document = draw_up(answers, language="en")
    shuffled = random.Random(seed).sample(RULES, len(RULES))  # noqa: S311 - an order, not a secret

    assert cards(evaluate(document, rules=shuffled)) == cards(evaluate(document))


def test_the_second_pass_may_stand_first_in_the_list() -> None:
    drawn = document({"ketamine_before": ["at_home", "not_sure"]})
    rules = (BY_ID["FRM-04"], BY_ID["KET-02"])

    [home, doubt] = evaluate(drawn, rules=rules)

    assert (home.rule.id, home.evidence) == ("KET-02", (Evidence("ketamine_before", ("at_home",)),))
    assert (doubt.rule.id, doubt.evidence) == ("FRM-04", (Evidence("ketamine_before", ("not_sure",)),))


def test_a_rule_alone_finds_what_it_finds_among_all_others() -> None:
    drawn = document(MANY_TOPICS)

    alone = [found for rule in RULES if not rule.is_second_pass for found in evaluate(drawn, rules=[rule])]

    assert alone == [found for found in evaluate(drawn) if not found.rule.is_second_pass]


@settings(max_examples=30)
@given(random_answers())
def test_evaluating_changes_neither_answers_nor_document(answers: dict[str, Any]) -> None:
    drawn = draw_up(answers, language="en")
    before = copy.deepcopy(drawn.content)

    first, second = evaluate(drawn), evaluate(drawn)

    assert first == second
    assert drawn.content == before


def test_a_doubt_that_only_a_reason_quotes_is_still_left_to_the_second_pass() -> None:
    quoting = a_rule(reason=("At home: ", part(answer("care_for_others").is_given(), "{care_for_others}.")))
    drawn = document({"home_support": "no", "care_for_others": "not_sure"})

    findings = evaluate(drawn, rules=[quoting, BY_ID["FRM-04"]])

    assert findings[0].reason == "At home: Not sure."
    assert findings[1].evidence == (Evidence("care_for_others", ("not_sure",)),)


def test_how_difficult_it_is_always_falls_to_the_second_pass() -> None:
    phq9 = {f"phq9_{item}": "2" for item in range(1, 9)} | {"phq9_9": "0"}
    answers = phq9 | {"phq9_difficulty": "prefer_not"}

    assert "phq9_difficulty" in rests_on("FRM-04", **answers)


def test_a_negative_condition_takes_the_whole_answer_with_its_doubts() -> None:
    answers = {"reasons": ["ptsd"], "talk_therapy": ["cbt", "not_sure"]}

    assert rests_on("TRT-03", **answers)["talk_therapy"] == ()
    assert "talk_therapy" not in rests_on("FRM-04", **answers)


def test_an_answer_that_a_reason_quotes_is_shown_after_what_the_trigger_took() -> None:
    quoting = a_rule(reason="The ride: {ride_home}.")
    drawn = document({"home_support": "no", "ride_home": "person"})

    [found] = evaluate(drawn, rules=[quoting])

    assert found.evidence == (Evidence("home_support", ("no",)), Evidence("ride_home"))


def test_an_answer_that_is_both_quoted_and_evidence_stands_once() -> None:
    [found] = evaluate(document({"home_support": "no"}), rules=[a_rule(reason="At home: {home_support}.")])

    assert found.evidence == (Evidence("home_support", ("no",)),)


def test_answers_that_no_rule_speaks_of_raise_nothing_about_themselves() -> None:
    drawn = document({"main_goal": "Walk to the lake", "anything_else": "No", "home_support": "yes"})

    keys = {item.key for found in evaluate(drawn) for item in found.evidence}

    assert not keys & {"main_goal", "anything_else", "home_support"}


def test_there_is_one_card_a_topic_at_its_highest_priority() -> None:
    made = cards(evaluate(document(MANY_TOPICS)))

    topics = [card.topic for card in made]
    assert len(topics) == len(set(topics))
    assert all(card.priority is min((f.priority for f in card.findings), key=lambda p: p.place) for card in made)


def test_cards_stand_by_priority_and_then_by_topic() -> None:
    made = cards(evaluate(document(MANY_TOPICS)))

    assert [(card.priority, card.topic) for card in made] == [
        (Priority.URGENT, Topic.SAFETY),
        (Priority.DISCUSS_FIRST, Topic.MEDICINES),
        (Priority.DISCUSS_FIRST, Topic.DISSOCIATION),
        (Priority.DISCUSS_FIRST, Topic.GETTING_HOME),
        (Priority.DISCUSS, Topic.PTSD),
        (Priority.DISCUSS, Topic.FORM),
        (Priority.NOTE, Topic.DEPRESSION),
        (Priority.NOTE, Topic.ANXIETY),
        (Priority.NOTE, Topic.NAUSEA),
    ]


def test_reasons_on_a_card_stand_by_priority_and_then_by_id() -> None:
    by_topic = {card.topic: card for card in cards(evaluate(document(MANY_TOPICS)))}

    assert ids(list(by_topic[Topic.SAFETY].findings)) == ["SAFE-05", "SAFE-01", "SAFE-06", "SAFE-08"]
    assert ids(list(by_topic[Topic.MEDICINES].findings)) == ["MED-01", "MED-02", "MED-04"]
    assert ids(list(by_topic[Topic.FORM].findings)) == ["FRM-04", "FRM-03"]


@settings(max_examples=60)
@given(random_answers())
def test_every_finding_stands_on_exactly_one_card(answers: dict[str, Any]) -> None:
    findings = evaluate(draw_up(answers, language="en"))

    on_cards = [found for card in cards(findings) for found in card.findings]

    assert sorted(ids(on_cards)) == sorted(ids(findings))
    assert len(set(ids(findings))) == len(findings)


def test_no_answers_at_all_raise_what_is_missing_and_nothing_that_was_not_said() -> None:
    raised = {found.rule.id for found in evaluate(document({}))}

    assert raised == {"SAFE-08", "DEP-03", "ANX-03", "PTSD-03", "MED-06"}


def test_a_clinic_may_raise_the_item_about_thoughts_of_death_to_urgent() -> None:
    drawn = document({"phq9_9": "1"})

    raised = {found.rule.id: found.priority for found in evaluate(drawn, Policy(urgent=frozenset({"SAFE-01"})))}

    assert raised["SAFE-01"] is Priority.URGENT


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if not rule.may_be_raised_to_urgent])
def test_a_rule_that_may_not_be_raised_keeps_its_priority(rule: str) -> None:
    policy = Policy(urgent=frozenset({rule}))

    raised = {found.rule.id: found.priority for found in evaluate(document(MANY_TOPICS), policy)}

    assert raised.get(rule, BY_ID[rule].priority) is BY_ID[rule].priority
