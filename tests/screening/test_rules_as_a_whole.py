"""What must be true of every rule, whatever it is about. Each rule's own table is in rules/."""

import re
from typing import Any

import pytest
from hypothesis import given

from intake.document import draw_up
from intake.questionnaire import CurrentWords
from screening.evaluate import evaluate
from screening.reasons import texts
from screening.rule import Priority, Rule, Topic
from screening.rules import BY_ID, RETIRED, RULES
from tests.random_answers import random_answers

PREFIX = {
    Topic.SAFETY: "SAFE",
    Topic.DEPRESSION: "DEP",
    Topic.ANXIETY: "ANX",
    Topic.PTSD: "PTSD",
    Topic.FIBROMYALGIA: "FIB",
    Topic.CRPS: "CRPS",
    Topic.PAIN: "PAIN",
    Topic.TREATMENTS: "TRT",
    Topic.KETAMINE: "KET",
    Topic.PSYCHOSIS: "PSY",
    Topic.MANIA: "BIP",
    Topic.THINKING: "COG",
    Topic.HEART: "CV",
    Topic.BRAIN: "NEU",
    Topic.EYES: "EYE",
    Topic.BREATHING: "RES",
    Topic.ORGANS: "ORG",
    Topic.BLADDER: "BLA",
    Topic.PREGNANCY: "PRG",
    Topic.ALLERGY: "ALL",
    Topic.MEDICINES: "MED",
    Topic.SUBSTANCES: "SUB",
    Topic.STOMACH: "ASP GLU",
    Topic.NAUSEA: "NAU",
    Topic.DISSOCIATION: "DIS",
    Topic.GETTING_HOME: "TRN",
    Topic.FORM: "FRM",
}
# A fragment that went missing leaves one of these: two spaces, a space before a stop, a colon with nothing after it.
TORN = re.compile(r"\s\s|\s[.,;:)]|[:,;]\.|\(\)|[{}]|\bNone\b")

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_every_rule_that_was_published_is_there() -> None:
    assert len(RULES) == 92
    assert {rule.topic for rule in RULES} == set(Topic)


@pytest.mark.parametrize(
    ("priority", "count"),
    [(Priority.URGENT, 4), (Priority.DISCUSS_FIRST, 19), (Priority.DISCUSS, 50), (Priority.NOTE, 19)],
)
def test_as_many_rules_have_each_priority_as_were_published(priority: Priority, count: int) -> None:
    assert sum(rule.priority is priority for rule in RULES) == count


def test_an_id_is_used_once_and_never_again() -> None:
    assert len(BY_ID) == len(RULES)
    assert not set(RETIRED) & set(BY_ID)


def test_rules_stand_in_the_order_of_their_topics() -> None:
    places = [rule.topic.place for rule in RULES]
    assert places == sorted(places)


def test_only_safety_rules_are_urgent() -> None:
    assert [rule.id for rule in RULES if rule.priority is Priority.URGENT] == [
        "SAFE-02",
        "SAFE-03",
        "SAFE-04",
        "SAFE-05",
    ]


def test_only_item_9_may_be_raised_to_urgent() -> None:
    assert [rule.id for rule in RULES if rule.may_be_raised_to_urgent] == ["SAFE-01"]


def test_there_is_one_second_pass() -> None:
    assert [rule.id for rule in RULES if rule.is_second_pass] == ["FRM-04"]


@each_rule
def test_an_id_says_its_topic(rule: Rule) -> None:
    prefix, number = rule.id.split("-")
    assert prefix in PREFIX[rule.topic].split()
    assert re.fullmatch(r"\d\d", number)


@each_rule
def test_a_rule_names_what_it_rests_on(rule: Rule) -> None:
    assert rule.sources
    assert all(source.key and source.citation for source in rule.sources)


@each_rule
def test_a_rule_says_why_and_what_to_ask(rule: Rule) -> None:
    assert any(text.strip(" .,") for text in texts(rule.reason))
    assert any(text.strip(" .,") for text in texts(rule.prompt))


@each_rule
def test_a_rule_has_a_version(rule: Rule) -> None:
    assert rule.version >= 1


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.when is not None], ids=lambda rule: rule.id)
def test_a_rule_says_itself_in_the_words_of_the_questions(rule: Rule) -> None:
    assert rule.when is not None
    assert "“" in rule.when.in_english(CurrentWords()) or "score" in rule.when.in_english(CurrentWords())


@pytest.mark.slow
@given(random_answers())
def test_whatever_is_answered_a_reason_reads_as_whole_sentences(answers: dict[str, Any]) -> None:
    reasons = [one.reason for one in evaluate(draw_up(answers, language="en"))]
    assert [reason for reason in reasons if TORN.search(reason)] == []
    assert [reason for reason in reasons if not (reason[0].isupper() or reason[0].isdigit())] == []
    assert [reason for reason in reasons if not reason.endswith((".", "!", "?"))] == []
