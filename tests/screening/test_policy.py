"""What a clinic may set for the rules, and what it may not."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.document import draw_up
from screening.evaluate import evaluate
from screening.policy import PUBLISHED, Policy
from screening.rule import Topic
from screening.rules import RULES
from tests.random_answers import random_answers
from tests.screening.rules.tables import auditc, finding, peg

SETTINGS = ("auditc_discuss_from", "peg_discuss_from", "no_such_setting", "")

POLICIES = st.builds(
    Policy,
    numbers=st.dictionaries(st.sampled_from(SETTINGS), st.floats(-100, 100)),
    urgent=st.frozensets(st.sampled_from([rule.id for rule in RULES] + ["NO-SUCH-RULE"])),
)


@pytest.mark.slow
@settings(max_examples=150)
@given(answers=random_answers(), policy=POLICIES)
def test_no_policy_lowers_or_silences_a_safety_rule(answers: dict[str, Any], policy: Policy) -> None:
    drawn = draw_up(answers, language="en")

    published = {one.rule.id: one for one in evaluate(drawn) if one.topic is Topic.SAFETY}
    adjusted = {one.rule.id: one for one in evaluate(drawn, policy) if one.topic is Topic.SAFETY}

    assert adjusted.keys() == published.keys()
    assert all(adjusted[rule].priority.place <= published[rule].priority.place for rule in published)
    assert all(adjusted[rule].reason == published[rule].reason for rule in published)


def test_the_published_policy_adjusts_nothing() -> None:
    assert PUBLISHED.as_json() == {"numbers": {}, "urgent": []}


def test_a_policy_can_be_kept_on_record() -> None:
    policy = Policy(numbers={"auditc_discuss_from": 4}, urgent=frozenset({"SAFE-01"}))

    assert json.loads(json.dumps(policy.as_json())) == {"numbers": {"auditc_discuss_from": 4}, "urgent": ["SAFE-01"]}


@pytest.mark.parametrize(("items", "fires"), [("211", True), ("210", False)])
def test_the_alcohol_number_moves_with_the_clinic(items: str, fires: bool) -> None:
    four = Policy(numbers={"auditc_discuss_from": 4})

    assert (finding("SUB-04", four, **auditc(items)) is not None) == fires


@pytest.mark.parametrize(("items", "discussed"), [((5, 5, 5), True), ((5, 5, 4), False)])
def test_the_pain_number_moves_with_the_clinic(items: tuple[int, int, int], discussed: bool) -> None:
    five = Policy(numbers={"peg_discuss_from": 5})
    answers = {"reasons": ["crps"], **peg(*items)}

    assert (finding("PAIN-01", five, **answers) is not None) == discussed
    assert (finding("PAIN-02", five, **answers) is None) == discussed


def test_a_setting_that_no_rule_names_does_nothing() -> None:
    misspelt = Policy(numbers={"auditc_disscuss_from": 12})

    assert finding("SUB-04", misspelt, **auditc("300")) is not None
