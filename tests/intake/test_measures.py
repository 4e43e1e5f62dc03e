"""Scores and counts: published arithmetic, and None as soon as one needed item is missing or declined."""

from collections.abc import Mapping
from typing import Any

import pytest

from intake.measures import MEASURES, SCORES
from intake.questionnaire import QUESTIONS

FULL = {
    "phq9.total": {f"phq9_{n}": "2" for n in range(1, 10)},
    "gad7.total": {f"gad7_{n}": "3" for n in range(1, 8)},
    "pcptsd5.score": {"pcptsd5_gate": "yes"} | {f"pcptsd5_{n}": "yes" for n in range(1, 6)},
    "peg.mean": {f"peg_{n}": "7" for n in range(1, 4)},
    "auditc.total": {f"auditc_{n}": "4" for n in range(1, 4)},
}


def figure(name: str, given: Mapping[str, Any]) -> float | None:
    return MEASURES[name].compute(given.get)


@pytest.mark.parametrize(
    ("name", "total"),
    [("phq9.total", 18), ("gad7.total", 21), ("pcptsd5.score", 5), ("peg.mean", 7), ("auditc.total", 12)],
)
def test_a_whole_instrument_is_scored(name: str, total: float) -> None:
    assert figure(name, FULL[name]) == total


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, given in FULL.items() for key in given])
@pytest.mark.parametrize("doubt", [None, "prefer_not"])
def test_one_missing_or_declined_item_leaves_the_instrument_unscored(name: str, key: str, doubt: str | None) -> None:
    assert figure(name, FULL[name] | {key: doubt}) is None


def test_all_zeros_are_a_score_of_zero() -> None:
    assert figure("phq9.total", {f"phq9_{n}": "0" for n in range(1, 10)}) == 0


def test_a_gate_of_no_scores_zero_without_the_items() -> None:
    assert figure("pcptsd5.score", {"pcptsd5_gate": "no"}) == 0


def test_a_gate_of_no_scores_zero_whatever_stands_below_it() -> None:
    assert figure("pcptsd5.score", {"pcptsd5_gate": "no", "pcptsd5_1": "yes"}) == 0


def test_only_yes_counts_among_the_five_items() -> None:
    assert figure("pcptsd5.score", FULL["pcptsd5.score"] | {"pcptsd5_3": "no"}) == 4


def test_never_drinking_scores_zero_without_the_other_items() -> None:
    assert figure("auditc.total", {"auditc_1": "0"}) == 0


@pytest.mark.parametrize(("items", "mean"), [(("7", "7", "6"), 6.7), (("0", "0", "1"), 0.3), (("10", "10", "10"), 10)])
def test_the_peg_is_a_mean_with_one_decimal(items: tuple[str, ...], mean: float) -> None:
    assert figure("peg.mean", {f"peg_{n}": item for n, item in enumerate(items, start=1)}) == mean


TRIAL = {"name": "A made-up medicine", "weeks": "over6", "full_dose": "yes", "helped": "little"}


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, 1),
        ({"helped": "none"}, 1),
        ({"helped": "some"}, 0),
        ({"helped": "not_sure"}, 0),
        ({"weeks": "w4_6"}, 0),
        ({"weeks": "not_sure"}, 0),
        ({"full_dose": "no"}, 0),
        ({"full_dose": "not_sure"}, 0),
        ({"full_dose": None}, 0),
    ],
)
def test_a_trial_is_long_enough_at_the_planned_dose_and_helped_little(change: dict, counts: int) -> None:
    assert figure("trials", {"mood_meds": [TRIAL | change]}) == counts


def test_none_and_not_sure_are_no_kinds_of_pain_treatment() -> None:
    assert figure("kinds", {"pain_treatments": ["exercise", "opioids", "not_sure"]}) == 2
    assert figure("kinds", {"pain_treatments": ["none"]}) == 0
    assert figure("kinds", {}) == 0


@pytest.mark.parametrize("name", SCORES)
def test_the_top_of_a_scale_is_what_the_highest_options_give(name: str) -> None:
    highest = {key: _highest(key) for key in MEASURES[name].keys}

    assert figure(name, highest) == MEASURES[name].maximum


def _highest(key: str) -> str:
    codes = [code for code, _label in QUESTIONS[key].options if code != "prefer_not"]
    return "yes" if "yes" in codes else max(codes, key=int)


@pytest.mark.parametrize("name", MEASURES)
def test_what_a_measure_counts_is_among_its_keys(name: str) -> None:
    given = FULL.get(name, {"mood_meds": [TRIAL], "pain_treatments": ["exercise"]})

    counted = dict(MEASURES[name].counted(given.get))

    assert counted
    assert counted.keys() <= set(MEASURES[name].keys)
