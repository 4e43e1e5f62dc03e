"""Single conditions on one answer: when they hold, for blanks too, and the evidence they give. Joining is not here."""

import pytest

from intake.answers import AnswerSet
from intake.conditions import Condition, Evidence, answer, is_blank, merged, score

RIDE = answer("ride_home")
HEART = answer("heart_vessel")
TAKEN = answer("mood_meds")

# condition, answers, holds
TABLE = [
    (RIDE.is_("self_drive"), {"ride_home": "self_drive"}, True),
    (RIDE.is_("self_drive"), {"ride_home": "person"}, False),
    (RIDE.is_("self_drive"), {"ride_home": "not_sure"}, False),
    (RIDE.is_("self_drive"), {}, False),
    (RIDE.is_any_of("no_plan", "not_sure"), {"ride_home": "not_sure"}, True),
    (RIDE.is_any_of("no_plan", "not_sure"), {"ride_home": ""}, False),
    (RIDE.is_not("person"), {"ride_home": "no_plan"}, True),
    (RIDE.is_not("person"), {"ride_home": "person"}, False),
    (RIDE.is_not("person"), {}, True),
    (HEART.includes("avm", "aneurysm"), {"heart_vessel": ["high_bp", "avm"]}, True),
    (HEART.includes("avm", "aneurysm"), {"heart_vessel": ["high_bp"]}, False),
    (HEART.includes("avm", "aneurysm"), {"heart_vessel": []}, False),
    (HEART.does_not_include("avm"), {"heart_vessel": ["high_bp"]}, True),
    (HEART.does_not_include("avm"), {"heart_vessel": ["high_bp", "avm"]}, False),
    (HEART.does_not_include("avm"), {}, True),
    (HEART.includes_only("none", "not_sure"), {"heart_vessel": ["not_sure"]}, True),
    (HEART.includes_only("none", "not_sure"), {"heart_vessel": ["not_sure", "avm"]}, False),
    (HEART.includes_only("none", "not_sure"), {}, False),
    (RIDE.is_blank(), {}, True),
    (RIDE.is_blank(), {"ride_home": "not_sure"}, False),
    (RIDE.is_given(), {"ride_home": "not_sure"}, True),
    (RIDE.is_given(), {}, False),
    (TAKEN.any_row("helped", "none", "little"), {"mood_meds": [{"helped": "lot"}, {"helped": "little"}]}, True),
    (TAKEN.any_row("helped", "none", "little"), {"mood_meds": [{"helped": "lot"}, {"name": "A"}]}, False),
    (TAKEN.any_row("helped", "none", "little"), {}, False),
    (score("kinds").at_least(2), {"pain_treatments": ["exercise", "opioids"]}, True),
    (score("kinds").at_least(2), {"pain_treatments": ["exercise", "not_sure"]}, False),
    (score("kinds").fewer_than(2), {"pain_treatments": ["exercise"]}, True),
    (score("kinds").fewer_than(2), {}, True),
    (score("gad7.total").at_least(1), {"gad7_1": "3"}, False),
    (score("gad7.total").fewer_than(10), {"gad7_1": "3"}, False),
]


@pytest.mark.parametrize(("condition", "given", "holds"), TABLE)
def test_a_condition_holds_exactly_where_its_table_says(condition: Condition, given: dict, holds: bool) -> None:
    assert condition.evaluate(AnswerSet(given)).holds is holds
    assert condition.holds(AnswerSet(given)) is holds


@pytest.mark.parametrize(("condition", "given", "holds"), TABLE)
def test_only_a_condition_that_holds_gives_evidence(condition: Condition, given: dict, holds: bool) -> None:
    assert bool(condition.evaluate(AnswerSet(given)).evidence) is holds


@pytest.mark.parametrize(
    ("condition", "given", "evidence"),
    [
        (RIDE.is_("no_plan"), {"ride_home": "no_plan"}, Evidence("ride_home", ("no_plan",))),
        (HEART.includes("avm"), {"heart_vessel": ["high_bp", "avm"]}, Evidence("heart_vessel", ("avm",))),
        (HEART.does_not_include("avm"), {"heart_vessel": ["high_bp"]}, Evidence("heart_vessel")),
        (RIDE.is_blank(), {}, Evidence("ride_home")),
        (TAKEN.any_row("helped", "none"), {"mood_meds": [{}, {"helped": "none"}]}, Evidence("mood_meds", ("1",))),
        (
            score("kinds").at_least(1),
            {"pain_treatments": ["exercise", "not_sure"]},
            Evidence("pain_treatments", ("exercise",)),
        ),
        # A count that stayed low rests on everything that could have raised it.
        (score("kinds").fewer_than(2), {"pain_treatments": ["exercise"]}, Evidence("pain_treatments")),
    ],
)
def test_evidence_names_the_options_or_rows_that_count(condition: Condition, given: dict, evidence: Evidence) -> None:
    assert condition.evaluate(AnswerSet(given)).evidence == (evidence,)


def test_a_score_rests_on_every_item_that_went_into_it() -> None:
    given = {f"gad7_{n}": "2" for n in range(1, 8)}

    result = score("gad7.total").at_least(10).evaluate(AnswerSet(given))

    assert result.evidence == tuple(Evidence(key, ("2",)) for key in given)


def test_a_clinics_number_takes_the_place_of_the_published_one() -> None:
    condition = score("kinds").at_least(2, setting="fewest_kinds")
    one_kind = AnswerSet(pain_treatments=["exercise"])

    assert not condition.holds(one_kind)
    assert condition.under({"fewest_kinds": 1}).holds(one_kind)
    assert not condition.under({"another_setting": 1}).holds(one_kind)


def test_a_condition_lists_the_keys_and_codes_that_it_reads() -> None:
    assert HEART.includes("avm", "device").reads() == {("heart_vessel", "avm"), ("heart_vessel", "device")}
    assert RIDE.is_blank().reads() == {("ride_home", None)}
    assert TAKEN.any_row("helped", "none").reads() == {("mood_meds.helped", "none")}
    assert score("kinds").at_least(1).keys() == {"pain_treatments"}


def test_evidence_of_one_key_is_united_in_the_order_of_first_mention() -> None:
    heard = [Evidence("a", ("2",)), Evidence("b"), Evidence("a", ("1", "2"))]

    assert merged(heard) == (Evidence("a", ("2", "1")), Evidence("b"))


@pytest.mark.parametrize("order", [1, -1])
def test_a_whole_answer_stays_whole_beside_a_part_of_it(order: int) -> None:
    assert merged([Evidence("a"), Evidence("a", ("1",))][::order]) == (Evidence("a"),)


@pytest.mark.parametrize(
    ("value", "blank"),
    [(None, True), (False, True), ("", True), ([], True), ((), True), ("0", False), (True, False), (["none"], False)],
)
def test_zero_is_an_answer_and_an_open_box_is_none(value: object, blank: bool) -> None:
    assert is_blank(value) is blank
