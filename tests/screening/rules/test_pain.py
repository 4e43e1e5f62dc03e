"""Truth tables and golden sentences of the rules in pain.py."""

import pytest

from screening.policy import Policy
from tests.screening.rules.tables import Row, Sentence, dropped, finding, flagged, peg, rests_on, says, silent, table

SEVEN, UNDER_SEVEN = peg(7, 7, 7), peg(7, 7, 6)


@table(
    flagged("PAIN-01", "a mean of 7", reasons=["other_pain"], **SEVEN),
    flagged("PAIN-01", "a mean of 7 from uneven items", reasons=["crps"], **peg(10, 10, 1)),
    flagged("PAIN-01", "the top of the range", reasons=["fibromyalgia"], **peg(10, 10, 10)),
    silent("PAIN-01", "6.7 is below it", reasons=["other_pain"], **UNDER_SEVEN),
    silent("PAIN-01", "0", reasons=["other_pain"], **peg(0, 0, 0)),
    silent("PAIN-01", "one item blank: nothing is estimated from the rest", reasons=["crps"], peg_1="10", peg_2="10"),
    silent("PAIN-01", "a pain reason, nothing answered", reasons=["other_pain"]),
    dropped("PAIN-01", "not asked without a pain reason", reasons=["depression"], **SEVEN),
    flagged("PAIN-02", "6.7", reasons=["other_pain"], **UNDER_SEVEN),
    flagged("PAIN-02", "0 is an answer, not a blank", reasons=["other_pain"], **peg(0, 0, 0)),
    silent("PAIN-02", "7 is PAIN-01", reasons=["other_pain"], **SEVEN),
    silent("PAIN-02", "one item blank: there is no score", reasons=["crps"], peg_1="0", peg_2="0"),
    silent("PAIN-02", "a pain reason, nothing answered", reasons=["other_pain"]),
    dropped("PAIN-02", "not asked without a pain reason", reasons=["anxiety"], **UNDER_SEVEN),
    flagged("PAIN-03", "less than 3 months", reasons=["other_pain"], pain_duration="under_3m"),
    silent("PAIN-03", "3 to 12 months", reasons=["other_pain"], pain_duration="m3_12"),
    silent("PAIN-03", "1 to 5 years", reasons=["other_pain"], pain_duration="y1_5"),
    silent("PAIN-03", "more than 5 years", reasons=["other_pain"], pain_duration="over_5y"),
    silent("PAIN-03", "blank", reasons=["other_pain"]),
    dropped("PAIN-03", "not asked without a pain reason", reasons=["ptsd"], pain_duration="under_3m"),
)
def test_each_row_holds(line: Row) -> None:
    line.check()


@table(
    says("PAIN-01", "PEG score 7 of 10 (higher means pain gets in the way more).", reasons=["other_pain"], **SEVEN),
    says(
        "PAIN-01",
        "PEG score 8.3 of 10 (higher means pain gets in the way more).",
        reasons=["other_pain"],
        **peg(8, 8, 9),
    ),
    says("PAIN-02", "PEG score 6.7 of 10.", reasons=["other_pain"], **UNDER_SEVEN),
    says("PAIN-02", "PEG score 0 of 10.", reasons=["other_pain"], **peg(0, 0, 0)),
    says(
        "PAIN-02",
        "PEG score 6.7 of 10. Duration: More than 5 years.",
        reasons=["other_pain"],
        pain_duration="over_5y",
        **UNDER_SEVEN,
    ),
    says(
        "PAIN-03",
        "The patient reports pain for less than 3 months.",
        reasons=["other_pain"],
        pain_duration="under_3m",
    ),
)
def test_a_reason_reads(line: Sentence) -> None:
    line.check()


def test_a_quoted_duration_is_shown_with_the_score() -> None:
    shown = rests_on("PAIN-02", reasons=["crps"], pain_duration="m3_12", **UNDER_SEVEN)
    assert shown == {"peg_1": ("7",), "peg_2": ("7",), "peg_3": ("6",), "pain_duration": ()}


@pytest.mark.parametrize(("from_number", "rule"), [(6.7, "PAIN-01"), (6.8, "PAIN-02"), (5, "PAIN-01")])
def test_a_clinic_may_move_the_score_from_which_pain_is_discussed(from_number: float, rule: str) -> None:
    policy = Policy(numbers={"peg_discuss_from": from_number})
    fired = [one for one in ("PAIN-01", "PAIN-02") if finding(one, policy, reasons=["crps"], **UNDER_SEVEN)]
    assert fired == [rule]
