"""Truth tables and golden sentences of the rules in depression.py."""

import pytest

from tests.screening.rules.tables import Row, Sentence, fires, flagged, phq9, rests_on, says, silent, table

TEN, NINE, ALL = phq9("222220000"), phq9("222210000"), phq9("333333333")
NONE_AT_ALL = phq9("000000000")
OTHER_REASONS = ["anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
OTHER_CONDITIONS = ["anxiety", "ptsd", "fibromyalgia", "crps", "bipolar", "psychosis_condition"]


@table(
    flagged("DEP-01", "10 is the published cut point", **TEN),
    flagged("DEP-01", "the top of the range", **ALL),
    flagged("DEP-01", "whatever the reason for coming", reasons=["crps"], **TEN),
    silent("DEP-01", "9 is below it", **NINE),
    silent("DEP-01", "0", **NONE_AT_ALL),
    silent("DEP-01", "one item declined: nothing is estimated from the rest", **phq9("33333333?")),
    silent("DEP-01", "one item blank: nothing is estimated from the rest", **phq9("-33333333")),
    silent("DEP-01", "nothing answered"),
    flagged("DEP-02", "a reason for coming, and 9", reasons=["depression"], **NINE),
    flagged("DEP-02", "a reason for coming, and 0", reasons=["depression"], **NONE_AT_ALL),
    flagged("DEP-02", "told by a health worker", told_by_professional=["depression"], **NINE),
    flagged("DEP-02", "both", reasons=["depression", "crps"], told_by_professional=["depression"], **NINE),
    flagged("DEP-02", "told, and not sure of more", told_by_professional=["depression", "not_sure"], **NINE),
    silent("DEP-02", "10 is DEP-01", reasons=["depression"], told_by_professional=["depression"], **TEN),
    silent("DEP-02", "every other reason", reasons=OTHER_REASONS, **NINE),
    silent("DEP-02", "told of every other condition", told_by_professional=OTHER_CONDITIONS, **NINE),
    silent("DEP-02", "told of none of these", reasons=["other"], told_by_professional=["none"], **NINE),
    silent("DEP-02", "not sure what they were told", reasons=["other"], told_by_professional=["not_sure"], **NINE),
    silent("DEP-02", "neither question answered", **NINE),
    silent("DEP-02", "no score where an item is declined", reasons=["depression"], **phq9("?00000000")),
    silent("DEP-02", "no score where an item is blank", reasons=["depression"], **phq9("-00000000")),
    silent("DEP-02", "no score where nothing is answered", reasons=["depression"]),
    silent("DEP-03", "all nine answered, not at all", **NONE_AT_ALL),
    silent("DEP-03", "all nine answered, several days", **phq9("111111111")),
    silent("DEP-03", "all nine answered, more than half the days", **phq9("222222222")),
    silent("DEP-03", "all nine answered, the difficulty item blank", **ALL),
    silent("DEP-03", "the difficulty item is not scored", phq9_difficulty="prefer_not", **TEN),
    flagged("DEP-03", "all nine declined", **phq9("?????????")),
    flagged("DEP-03", "nothing answered"),
    *(flagged("DEP-03", f"item {n} declined", **NONE_AT_ALL | {f"phq9_{n}": "prefer_not"}) for n in range(1, 10)),
    *(
        flagged("DEP-03", f"item {n} blank", **{key: "0" for key in NONE_AT_ALL if key != f"phq9_{n}"})
        for n in range(1, 10)
    ),
)
def test_each_row_holds(line: Row) -> None:
    line.check()


@table(
    says("DEP-01", "PHQ-9 score 10 of 27. 10 is a published cut point for a closer look.", **TEN),
    says(
        "DEP-01",
        "PHQ-9 score 10 of 27. 10 is a published cut point for a closer look.",
        phq9_difficulty="prefer_not",
        **TEN,
    ),
    says(
        "DEP-01",
        "PHQ-9 score 27 of 27. 10 is a published cut point for a closer look. Difficulty item: “Extremely difficult”.",
        phq9_difficulty="extremely",
        **ALL,
    ),
    says(
        "DEP-01",
        "PHQ-9 score 10 of 27. 10 is a published cut point for a closer look. Difficulty item: “Not difficult at all”.",
        phq9_difficulty="not_difficult",
        **TEN,
    ),
    says(
        "DEP-02",
        "The patient lists depression. PHQ-9 score today is 9 of 27.",
        reasons=["depression"],
        **NINE,
    ),
    says(
        "DEP-02",
        "The patient lists depression. PHQ-9 score today is 0 of 27.",
        told_by_professional=["depression"],
        **NONE_AT_ALL,
    ),
    says("DEP-03", "PHQ-9 not scored: 1 item not answered.", **phq9("?00000000")),
    says("DEP-03", "PHQ-9 not scored: 1 item not answered.", **phq9("-00000000")),
    says("DEP-03", "PHQ-9 not scored: 2 items not answered.", **phq9("?-0000000")),
    says("DEP-03", "PHQ-9 not scored: 9 items not answered."),
)
def test_a_reason_reads(line: Sentence) -> None:
    line.check()


@pytest.mark.parametrize("code", ["not_difficult", "somewhat", "very", "extremely"])
def test_the_difficulty_item_is_shown_wherever_it_is_quoted(code: str) -> None:
    assert rests_on("DEP-01", phq9_difficulty=code, **TEN)["phq9_difficulty"] == ()


def test_a_declined_difficulty_item_belongs_to_the_form() -> None:
    answers = TEN | {"phq9_difficulty": "prefer_not"}
    assert "phq9_difficulty" not in rests_on("DEP-01", **answers)
    assert rests_on("FRM-04", **answers) == {"phq9_difficulty": ("prefer_not",)}


def test_a_score_shows_all_its_items() -> None:
    assert set(rests_on("DEP-01", **TEN)) == set(TEN)


def test_an_unscored_form_shows_only_the_items_left_open() -> None:
    assert rests_on("DEP-03", **phq9("1?-111111")) == {"phq9_2": ("prefer_not",), "phq9_3": ()}


def test_a_declined_item_is_left_to_this_card() -> None:
    assert not fires("FRM-04", **phq9("?00000000"))


def test_listed_depression_shows_where_it_was_listed() -> None:
    shown = rests_on("DEP-02", reasons=["depression", "other"], told_by_professional=["depression", "ptsd"], **NINE)
    assert shown["reasons"] == ("depression",)
    assert shown["told_by_professional"] == ("depression",)
