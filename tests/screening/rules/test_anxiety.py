"""Truth tables and golden sentences of the rules in anxiety.py."""

from tests.screening.rules.tables import Row, Sentence, fires, flagged, gad7, rests_on, says, silent, table

TEN, NINE, ALL = gad7("2222200"), gad7("2222100"), gad7("3333333")
NONE_AT_ALL = gad7("0000000")
OTHER_REASONS = ["depression", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
OTHER_CONDITIONS = ["depression", "ptsd", "fibromyalgia", "crps", "bipolar", "psychosis_condition"]


@table(
    flagged("ANX-01", "10 is the published cut point", **TEN),
    flagged("ANX-01", "the top of the range", **ALL),
    flagged("ANX-01", "whatever the reason for coming", reasons=["other_pain"], **TEN),
    silent("ANX-01", "9 is below it", **NINE),
    silent("ANX-01", "0", **NONE_AT_ALL),
    silent("ANX-01", "one item declined: nothing is estimated from the rest", **gad7("333333?")),
    silent("ANX-01", "one item blank: nothing is estimated from the rest", **gad7("-333333")),
    silent("ANX-01", "nothing answered"),
    flagged("ANX-02", "a reason for coming, and 9", reasons=["anxiety"], **NINE),
    flagged("ANX-02", "a reason for coming, and 0", reasons=["anxiety"], **NONE_AT_ALL),
    flagged("ANX-02", "told by a health worker", told_by_professional=["anxiety"], **NINE),
    flagged("ANX-02", "both", reasons=["anxiety", "crps"], told_by_professional=["anxiety"], **NINE),
    flagged("ANX-02", "told, and not sure of more", told_by_professional=["anxiety", "not_sure"], **NINE),
    silent("ANX-02", "10 is ANX-01", reasons=["anxiety"], told_by_professional=["anxiety"], **TEN),
    silent("ANX-02", "every other reason", reasons=OTHER_REASONS, **NINE),
    silent("ANX-02", "told of every other condition", told_by_professional=OTHER_CONDITIONS, **NINE),
    silent("ANX-02", "told of none of these", reasons=["other"], told_by_professional=["none"], **NINE),
    silent("ANX-02", "not sure what they were told", reasons=["other"], told_by_professional=["not_sure"], **NINE),
    silent("ANX-02", "neither question answered", **NINE),
    silent("ANX-02", "no score where an item is declined", reasons=["anxiety"], **gad7("?000000")),
    silent("ANX-02", "no score where an item is blank", reasons=["anxiety"], **gad7("-000000")),
    silent("ANX-02", "no score where nothing is answered", reasons=["anxiety"]),
    silent("ANX-03", "all seven answered, not at all", **NONE_AT_ALL),
    silent("ANX-03", "all seven answered, several days", **gad7("1111111")),
    silent("ANX-03", "all seven answered, more than half the days", **gad7("2222222")),
    silent("ANX-03", "all seven answered, nearly every day", **ALL),
    flagged("ANX-03", "all seven declined", **gad7("???????")),
    flagged("ANX-03", "nothing answered"),
    *(flagged("ANX-03", f"item {n} declined", **NONE_AT_ALL | {f"gad7_{n}": "prefer_not"}) for n in range(1, 8)),
    *(
        flagged("ANX-03", f"item {n} blank", **{key: "0" for key in NONE_AT_ALL if key != f"gad7_{n}"})
        for n in range(1, 8)
    ),
)
def test_each_row_holds(line: Row) -> None:
    line.check()


@table(
    says("ANX-01", "GAD-7 score 10 of 21. 10 is a published cut point for a closer look.", **TEN),
    says("ANX-01", "GAD-7 score 21 of 21. 10 is a published cut point for a closer look.", **ALL),
    says("ANX-02", "The patient lists anxiety. GAD-7 score today is 9 of 21.", reasons=["anxiety"], **NINE),
    says(
        "ANX-02",
        "The patient lists anxiety. GAD-7 score today is 0 of 21.",
        told_by_professional=["anxiety"],
        **NONE_AT_ALL,
    ),
    says("ANX-03", "GAD-7 not scored: 1 item not answered.", **gad7("?000000")),
    says("ANX-03", "GAD-7 not scored: 1 item not answered.", **gad7("-000000")),
    says("ANX-03", "GAD-7 not scored: 2 items not answered.", **gad7("?-00000")),
    says("ANX-03", "GAD-7 not scored: 7 items not answered."),
)
def test_a_reason_reads(line: Sentence) -> None:
    line.check()


def test_a_score_shows_all_its_items() -> None:
    assert set(rests_on("ANX-01", **TEN)) == set(TEN)


def test_an_unscored_form_shows_only_the_items_left_open() -> None:
    assert rests_on("ANX-03", **gad7("1?-1111")) == {"gad7_2": ("prefer_not",), "gad7_3": ()}


def test_a_declined_item_is_left_to_this_card() -> None:
    assert not fires("FRM-04", **gad7("?000000"))
