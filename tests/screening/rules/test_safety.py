"""Truth tables and golden sentences of the rules in safety.py. When they run is tested with the services, not here."""

import pytest

from screening.evaluate import cards, evaluate
from screening.policy import Policy
from screening.rule import Priority
from screening.rules import BY_ID
from tests.screening.rules.tables import (
    Row,
    Sentence,
    document,
    finding,
    fires,
    flagged,
    rests_on,
    says,
    silent,
    table,
)

NOTHING_SAID = {"phq9_9": "0", "asq_1": "no", "asq_2": "no", "asq_3": "no", "asq_4": "no"}
WISHED = "“In the past few weeks, have you wished you were dead?”"
BETTER_OFF = "“In the past few weeks, have you felt that you or your family would be better off if you were dead?”"
KILLING = "“In the past week, have you been having thoughts about killing yourself?”"
TRIED = "“Have you ever tried to kill yourself?”"
ITEM_9 = "“Thoughts that you would be better off dead or of hurting yourself in some way”"


def but(**answers: str | None) -> dict[str, str]:
    """The quiet set of safety answers with these in their place; None leaves one blank."""
    return {key: value for key, value in (NOTHING_SAID | answers).items() if value is not None}


@table(
    flagged("SAFE-01", "several days is the lowest answer above zero", phq9_9="1"),
    flagged("SAFE-01", "more than half the days", phq9_9="2"),
    flagged("SAFE-01", "nearly every day", phq9_9="3"),
    flagged("SAFE-01", "a No on every ASQ item takes nothing back", **but(phq9_9="1", asq_5="no")),
    silent("SAFE-01", "not at all", phq9_9="0"),
    silent("SAFE-01", "declined: SAFE-08 says so", phq9_9="prefer_not"),
    silent("SAFE-01", "blank: SAFE-08 says so"),
    silent("SAFE-01", "the other PHQ-9 items are not about this", phq9_1="3", phq9_6="3", phq9_8="3"),
    flagged("SAFE-02", "thoughts right now", **but(asq_1="yes", asq_5="yes")),
    flagged("SAFE-02", "what was said counts even where the question was not due", **but(asq_5="yes")),
    silent("SAFE-02", "no thoughts right now", **but(asq_1="yes", asq_5="no")),
    silent("SAFE-02", "declined: SAFE-05 says so", **but(asq_1="yes", asq_5="prefer_not")),
    silent("SAFE-02", "blank: SAFE-05 says so", **but(asq_1="yes")),
    flagged("SAFE-03", "thoughts in the past week", asq_3="yes"),
    silent("SAFE-03", "no thoughts in the past week", asq_3="no"),
    silent("SAFE-03", "declined: SAFE-08 says so", asq_3="prefer_not"),
    silent("SAFE-03", "blank: SAFE-08 says so"),
    silent("SAFE-03", "the other items are other questions", asq_1="yes", asq_2="yes", asq_4="yes", asq_5="yes"),
    flagged("SAFE-04", "in the past 3 months", asq_4="yes", attempt_when="past_3_months"),
    flagged("SAFE-04", "what was said counts even where the question was not due", **but(attempt_when="past_3_months")),
    silent("SAFE-04", "3 to 12 months ago", asq_4="yes", attempt_when="m3_12"),
    silent("SAFE-04", "more than a year ago", asq_4="yes", attempt_when="over_1_year"),
    silent("SAFE-04", "declined: SAFE-07 says so", asq_4="yes", attempt_when="prefer_not"),
    silent("SAFE-04", "blank: SAFE-07 says so", asq_4="yes"),
)
def test_what_a_safety_answer_says_is_raised_as_the_row_says(line: Row) -> None:
    line.check()


@table(
    flagged("SAFE-05", "due by ASQ 1, blank", **but(asq_1="yes")),
    flagged("SAFE-05", "due by ASQ 2, blank", **but(asq_2="yes")),
    flagged("SAFE-05", "due by ASQ 3, blank", **but(asq_3="yes")),
    flagged("SAFE-05", "due by ASQ 4, blank", **but(asq_4="yes", attempt_when="over_1_year")),
    flagged("SAFE-05", "a declined ASQ 1 makes it due", **but(asq_1="prefer_not")),
    flagged("SAFE-05", "a declined ASQ 2 makes it due", **but(asq_2="prefer_not")),
    flagged("SAFE-05", "a declined ASQ 3 makes it due", **but(asq_3="prefer_not")),
    flagged("SAFE-05", "a declined ASQ 4 makes it due", **but(asq_4="prefer_not")),
    flagged("SAFE-05", "item 9 at its lowest makes it due", **but(phq9_9="1")),
    flagged("SAFE-05", "item 9, more than half the days", **but(phq9_9="2")),
    flagged("SAFE-05", "item 9, nearly every day", **but(phq9_9="3")),
    flagged("SAFE-05", "a declined item 9 makes it due", **but(phq9_9="prefer_not")),
    flagged("SAFE-05", "due and declined", **but(asq_1="yes", asq_5="prefer_not")),
    flagged("SAFE-05", "item 9 above zero, then silence", phq9_9="1"),
    silent("SAFE-05", "due and answered No", **but(asq_1="yes", asq_5="no")),
    silent("SAFE-05", "due and answered Yes: SAFE-02 says so", **but(asq_1="yes", asq_5="yes")),
    silent("SAFE-05", "not due: every answer is No", **NOTHING_SAID),
    silent("SAFE-05", "declined where it was not due", **but(asq_5="prefer_not")),
    silent("SAFE-05", "nothing was answered at all: SAFE-08 says so"),
    flagged("SAFE-06", "ASQ 1", asq_1="yes"),
    flagged("SAFE-06", "ASQ 2", asq_2="yes"),
    flagged("SAFE-06", "one Yes is enough beside a declined one", asq_1="prefer_not", asq_2="yes"),
    silent("SAFE-06", "both No", asq_1="no", asq_2="no"),
    silent("SAFE-06", "both declined: SAFE-08 says so", asq_1="prefer_not", asq_2="prefer_not"),
    silent("SAFE-06", "both blank: SAFE-08 says so"),
    silent("SAFE-06", "the other items have rules of their own", asq_3="yes", asq_4="yes", asq_5="yes"),
    flagged("SAFE-07", "3 to 12 months ago", asq_4="yes", attempt_when="m3_12"),
    flagged("SAFE-07", "more than a year ago", asq_4="yes", attempt_when="over_1_year"),
    flagged("SAFE-07", "when is declined", asq_4="yes", attempt_when="prefer_not"),
    flagged("SAFE-07", "when is blank", asq_4="yes"),
    silent("SAFE-07", "in the past 3 months is SAFE-04", asq_4="yes", attempt_when="past_3_months"),
    silent("SAFE-07", "never tried", asq_4="no"),
    silent("SAFE-07", "declined: SAFE-08 says so", asq_4="prefer_not"),
    silent("SAFE-07", "blank: SAFE-08 says so"),
    silent("SAFE-07", "a date kept from a Yes that is now No", **but(attempt_when="m3_12")),
    flagged("SAFE-08", "item 9 declined", **but(phq9_9="prefer_not")),
    flagged("SAFE-08", "ASQ 1 declined", **but(asq_1="prefer_not")),
    flagged("SAFE-08", "ASQ 2 declined", **but(asq_2="prefer_not")),
    flagged("SAFE-08", "ASQ 3 declined", **but(asq_3="prefer_not")),
    flagged("SAFE-08", "ASQ 4 declined", **but(asq_4="prefer_not")),
    flagged("SAFE-08", "item 9 blank", **but(phq9_9=None)),
    flagged("SAFE-08", "ASQ 1 blank", **but(asq_1=None)),
    flagged("SAFE-08", "ASQ 2 blank", **but(asq_2=None)),
    flagged("SAFE-08", "ASQ 3 blank", **but(asq_3=None)),
    flagged("SAFE-08", "ASQ 4 blank", **but(asq_4=None)),
    flagged("SAFE-08", "nothing answered"),
    silent("SAFE-08", "all five answered No", **NOTHING_SAID),
    silent("SAFE-08", "item 9 answered, several days", **but(phq9_9="1")),
    silent("SAFE-08", "item 9 answered, more than half the days", **but(phq9_9="2")),
    silent("SAFE-08", "all five answered Yes", phq9_9="3", asq_1="yes", asq_2="yes", asq_3="yes", asq_4="yes"),
    silent("SAFE-08", "ASQ 5 has its own rule", **but(asq_1="yes", asq_5="prefer_not")),
    silent("SAFE-08", "the other PHQ-9 items are DEP-03", **but(phq9_1="prefer_not")),
)
def test_what_is_past_or_missing_is_raised_as_the_row_says(line: Row) -> None:
    line.check()


@table(
    says(
        "SAFE-01",
        "On the PHQ-9 item about thoughts of being better off dead or of self-harm, the patient chose "
        "“Several days” (past 2 weeks).",
        phq9_9="1",
    ),
    says(
        "SAFE-01",
        "On the PHQ-9 item about thoughts of being better off dead or of self-harm, the patient chose "
        "“More than half the days” (past 2 weeks).",
        phq9_9="2",
    ),
    says(
        "SAFE-01",
        "On the PHQ-9 item about thoughts of being better off dead or of self-harm, the patient chose "
        "“Nearly every day” (past 2 weeks).",
        phq9_9="3",
    ),
    says("SAFE-02", "The patient answered Yes to: thoughts of killing themselves right now.", asq_5="yes"),
    says("SAFE-03", "The patient answered Yes to: thoughts about killing themselves in the past week.", asq_3="yes"),
    says(
        "SAFE-04",
        "The patient reports a suicide attempt in the past 3 months.",
        asq_4="yes",
        attempt_when="past_3_months",
    ),
    says("SAFE-05", "The “right now” safety question was due and was not answered.", asq_1="yes"),
    says("SAFE-05", "The “right now” safety question was due and was not answered.", phq9_9="1", asq_5="prefer_not"),
    says("SAFE-06", f"The patient answered Yes to: {WISHED}.", asq_1="yes", asq_2="no"),
    says("SAFE-06", f"The patient answered Yes to: {BETTER_OFF}.", asq_1="prefer_not", asq_2="yes"),
    says("SAFE-06", f"The patient answered Yes to: {WISHED}; {BETTER_OFF}.", asq_1="yes", asq_2="yes"),
    says(
        "SAFE-07",
        "The patient reports a past suicide attempt (3 to 12 months ago).",
        asq_4="yes",
        attempt_when="m3_12",
    ),
    says(
        "SAFE-07",
        "The patient reports a past suicide attempt (More than a year ago).",
        asq_4="yes",
        attempt_when="over_1_year",
    ),
    says(
        "SAFE-07",
        "The patient reports a past suicide attempt, and chose not to say when it was.",
        asq_4="yes",
        attempt_when="prefer_not",
    ),
    says("SAFE-07", "The patient reports a past suicide attempt, and did not answer when it was.", asq_4="yes"),
    says(
        "SAFE-08",
        f"The patient did not answer one or more safety questions: {KILLING}.",
        **but(asq_3="prefer_not"),
    ),
    says(
        "SAFE-08",
        f"The patient did not answer one or more safety questions: {ITEM_9}; {TRIED}.",
        **but(phq9_9="prefer_not", asq_4=None),
    ),
    says(
        "SAFE-08",
        f"The patient did not answer one or more safety questions: {ITEM_9}; {WISHED}; {BETTER_OFF}; {KILLING}; "
        f"{TRIED}.",
    ),
)
def test_a_safety_reason_reads(line: Sentence) -> None:
    line.check()


def test_the_silent_question_rests_on_what_made_it_due_and_on_itself() -> None:
    assert rests_on("SAFE-05", **but(asq_1="prefer_not", phq9_9="2")) == {
        "asq_1": ("prefer_not",),
        "phq9_9": ("2",),
        "asq_5": (),
    }


def test_unanswered_safety_questions_rest_on_themselves_only() -> None:
    assert rests_on("SAFE-08", **but(asq_2="prefer_not", asq_4=None)) == {"asq_2": ("prefer_not",), "asq_4": ()}


def test_a_past_attempt_shows_that_when_was_left_blank() -> None:
    found = finding("SAFE-07", asq_4="yes")
    assert found is not None
    shown = [document({"asq_4": "yes"}).shown(item)["answer"] for item in found.evidence]
    assert shown == ["Yes", "Left blank"]


@pytest.mark.parametrize("doubt", ["phq9_9", "asq_1", "asq_2", "asq_3", "asq_4"])
def test_a_declined_safety_question_is_left_to_the_safety_card(doubt: str) -> None:
    assert not fires("FRM-04", **but(**{doubt: "prefer_not"}))


def test_a_declined_date_is_left_to_the_safety_card() -> None:
    assert not fires("FRM-04", **but(asq_4="yes", attempt_when="prefer_not"))


def test_item_9_waits_for_the_same_day_review_unless_the_clinic_raises_it() -> None:
    published = finding("SAFE-01", phq9_9="1")
    raised = finding("SAFE-01", Policy(urgent=frozenset({"SAFE-01"})), phq9_9="1")
    assert published is not None
    assert raised is not None
    assert (published.priority, raised.priority) == (Priority.DISCUSS_FIRST, Priority.URGENT)


def test_no_other_safety_rule_can_be_raised() -> None:
    everything = Policy(urgent=frozenset(BY_ID))
    raised = [
        one.rule.id
        for one in evaluate(document(but(phq9_9="1", asq_1="yes", asq_4="yes")), everything)
        if one.priority is not one.rule.priority
    ]
    assert raised == ["SAFE-01"]


def test_one_urgent_answer_makes_the_whole_card_urgent() -> None:
    answers = but(phq9_9="1", asq_3="yes", asq_5="no")
    card = cards(evaluate(document(answers)))[0]
    assert (card.topic.value, card.priority) == ("Safety", Priority.URGENT)
    assert [one.rule.id for one in card.findings] == ["SAFE-03", "SAFE-01"]


def test_only_the_rules_about_silence_wait_for_the_page_to_be_left() -> None:
    assert [rule.id for rule in BY_ID.values() if rule.about_silence] == ["SAFE-05", "SAFE-08"]
