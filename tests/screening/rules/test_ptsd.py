"""Truth tables and golden sentences of the rules in ptsd.py."""

import pytest

from tests.screening.rules.tables import Row, Sentence, dropped, fires, flagged, pcptsd5, rests_on, says, silent, table

THREE, TWO, ALL, NONE_OF_FIVE = pcptsd5("yyynn"), pcptsd5("yynnn"), pcptsd5("yyyyy"), pcptsd5("nnnnn")
NO_SUCH_EVENT = {"pcptsd5_gate": "no"}
GATE_DECLINED = {"pcptsd5_gate": "prefer_not"}
OTHER_REASONS = ["depression", "anxiety", "fibromyalgia", "crps", "other_pain", "other"]
OTHER_CONDITIONS = ["depression", "anxiety", "fibromyalgia", "crps", "bipolar", "psychosis_condition"]


@table(
    flagged("PTSD-01", "3 is the lower published cut point", **THREE),
    flagged("PTSD-01", "4 is the higher one", **pcptsd5("nyyyy")),
    flagged("PTSD-01", "5, whatever the reason for coming", reasons=["crps"], **ALL),
    silent("PTSD-01", "2 is below it", **TWO),
    silent("PTSD-01", "0", **NONE_OF_FIVE),
    silent("PTSD-01", "no such event: the score is 0", **NO_SUCH_EVENT),
    silent("PTSD-01", "one item declined: nothing is counted from the rest", **pcptsd5("yyyy?")),
    silent("PTSD-01", "one item blank: nothing is counted from the rest", **pcptsd5("-yyyy")),
    silent("PTSD-01", "the first question declined", **GATE_DECLINED),
    silent("PTSD-01", "nothing answered"),
    dropped("PTSD-01", "items behind a No were not asked", **ALL | NO_SUCH_EVENT),
    dropped("PTSD-01", "items behind a declined question were not asked", **ALL | GATE_DECLINED),
    flagged("PTSD-02", "a reason for coming, and 2", reasons=["ptsd"], **TWO),
    flagged("PTSD-02", "a reason for coming, and 0", reasons=["ptsd"], **NONE_OF_FIVE),
    flagged("PTSD-02", "a reason for coming, and no such event", reasons=["ptsd"], **NO_SUCH_EVENT),
    flagged("PTSD-02", "told by a health worker", told_by_professional=["ptsd"], **TWO),
    flagged("PTSD-02", "both", reasons=["ptsd"], told_by_professional=["ptsd"], **TWO),
    flagged("PTSD-02", "told, and not sure of more", told_by_professional=["ptsd", "not_sure"], **TWO),
    silent("PTSD-02", "3 is PTSD-01", reasons=["ptsd"], told_by_professional=["ptsd"], **THREE),
    silent("PTSD-02", "every other reason", reasons=OTHER_REASONS, **TWO),
    silent("PTSD-02", "told of every other condition", told_by_professional=OTHER_CONDITIONS, **TWO),
    silent("PTSD-02", "told of none of these", reasons=["other"], told_by_professional=["none"], **TWO),
    silent("PTSD-02", "not sure what they were told", reasons=["other"], told_by_professional=["not_sure"], **TWO),
    silent("PTSD-02", "neither question answered", **TWO),
    silent("PTSD-02", "no score where an item is declined", reasons=["ptsd"], **pcptsd5("?nnnn")),
    silent("PTSD-02", "no score where an item is blank", reasons=["ptsd"], **pcptsd5("-nnnn")),
    silent("PTSD-02", "no score where the first question is declined", reasons=["ptsd"], **GATE_DECLINED),
    silent("PTSD-02", "no score where nothing is answered", reasons=["ptsd"]),
    silent("PTSD-03", "all answered No", **NONE_OF_FIVE),
    silent("PTSD-03", "all answered Yes", **ALL),
    silent("PTSD-03", "no such event: the items were not asked", **NO_SUCH_EVENT),
    flagged("PTSD-03", "the first question declined", **GATE_DECLINED),
    flagged("PTSD-03", "the first question blank"),
    flagged("PTSD-03", "such an event, and every item blank", pcptsd5_gate="yes"),
    *(flagged("PTSD-03", f"item {n} declined", **NONE_OF_FIVE | {f"pcptsd5_{n}": "prefer_not"}) for n in range(1, 6)),
    *(
        flagged("PTSD-03", f"item {n} blank", **{k: v for k, v in NONE_OF_FIVE.items() if k != f"pcptsd5_{n}"})
        for n in range(1, 6)
    ),
    dropped("PTSD-03", "a declined item behind a No was not asked", **pcptsd5("?nnnn") | NO_SUCH_EVENT),
    flagged("PTSD-04", "a reason for coming", reasons=["ptsd"]),
    flagged("PTSD-04", "one reason of several", reasons=["depression", "ptsd"]),
    silent("PTSD-04", "told by a health worker, but help is wanted with another", told_by_professional=["ptsd"]),
    silent("PTSD-04", "every other reason", reasons=OTHER_REASONS),
    silent("PTSD-04", "blank"),
)
def test_each_row_holds(line: Row) -> None:
    line.check()


@table(
    says("PTSD-01", "PC-PTSD-5 score 3 of 5. Published cut points are 3 and 4.", **THREE),
    says("PTSD-01", "PC-PTSD-5 score 5 of 5. Published cut points are 3 and 4.", **ALL),
    says("PTSD-02", "The patient lists PTSD. PC-PTSD-5 score today is 2 of 5.", reasons=["ptsd"], **TWO),
    says(
        "PTSD-02",
        "The patient lists PTSD. PC-PTSD-5 score today is 0 of 5.",
        told_by_professional=["ptsd"],
        **NO_SUCH_EVENT,
    ),
    says("PTSD-03", "The patient chose not to answer some trauma questions.", **GATE_DECLINED),
    says("PTSD-03", "The patient chose not to answer some trauma questions.", **pcptsd5("?nnnn")),
    says("PTSD-03", "The patient did not answer some trauma questions."),
    says("PTSD-03", "The patient did not answer some trauma questions.", **pcptsd5("-nnnn")),
    says(
        "PTSD-03",
        "The patient chose not to answer some trauma questions, and did not answer others.",
        **pcptsd5("?-nnn"),
    ),
    says("PTSD-04", "The patient would like help with PTSD or effects of trauma.", reasons=["ptsd"]),
)
def test_a_reason_reads(line: Sentence) -> None:
    line.check()


def test_a_score_shows_the_first_question_and_the_items() -> None:
    assert set(rests_on("PTSD-01", **THREE)) == set(THREE)


def test_a_score_of_0_behind_a_no_shows_only_that_no() -> None:
    assert rests_on("PTSD-02", reasons=["ptsd"], **NO_SUCH_EVENT) == {"reasons": ("ptsd",), "pcptsd5_gate": ("no",)}


def test_a_declined_item_alone_shows_just_that_item() -> None:
    assert rests_on("PTSD-03", **pcptsd5("n?nnn")) == {"pcptsd5_2": ("prefer_not",)}


def test_a_blank_item_shows_that_it_was_asked() -> None:
    assert rests_on("PTSD-03", **pcptsd5("n-nnn")) == {"pcptsd5_gate": ("yes",), "pcptsd5_2": ()}


@pytest.mark.parametrize("answers", [GATE_DECLINED, pcptsd5("nnnn?")])
def test_a_declined_trauma_question_is_left_to_this_card(answers: dict[str, str]) -> None:
    assert not fires("FRM-04", **answers)
