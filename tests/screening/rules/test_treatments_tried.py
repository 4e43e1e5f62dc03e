"""Truth tables of the rules in treatments_tried.py. Their golden sentences are in test_treatments_tried_reasons.py."""

import pytest

from tests.screening.rules.tables import Row, dropped, fires, flagged, rests_on, silent, table

PAIN_KINDS = [
    "physical_therapy",
    "exercise",
    "nerve_pain_meds",
    "other_pain_meds",
    "opioids",
    "injections",
    "stimulator",
    "pain_psych",
]
TRIAL = {"name": "Made-upine", "weeks": "over6", "full_dose": "yes", "helped": "none"}


def all_but(*these: str) -> list[str]:
    """Every reason for coming but these."""
    every = ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
    return [reason for reason in every if reason not in these]


def medicines(*rows: dict[str, str], reasons: str = "depression") -> dict[str, object]:
    """The answers of someone who comes for this and lists these medicines."""
    return {"reasons": [reasons], "mood_meds_any": "yes", "mood_meds": list(rows)}


def pain(*tried: str, reason: str = "other_pain", **others: str) -> dict[str, object]:
    """The answers of someone who comes for pain and has tried these."""
    return {"reasons": [reason], "pain_treatments": list(tried), **others}


def worry(**others: object) -> dict[str, object]:
    """The answers of someone who comes for anxiety."""
    return {"reasons": ["anxiety"], **others}


@table(
    flagged("TRT-01", "two trials", **medicines(TRIAL, TRIAL)),
    flagged("TRT-01", "a little help counts as little", **medicines(TRIAL, TRIAL | {"helped": "little"})),
    flagged("TRT-01", "two trials among other rows", **medicines({"name": "Other"}, TRIAL, {"name": "Other"}, TRIAL)),
    flagged("TRT-01", "why it stopped changes nothing", **medicines(TRIAL | {"stopped": "cost"}, TRIAL)),
    flagged("TRT-01", "six trials", **medicines(*[TRIAL] * 6)),
    silent("TRT-01", "one trial is TRT-02", **medicines(TRIAL)),
    silent("TRT-01", "4 to 6 weeks is too short", **medicines(TRIAL, TRIAL | {"weeks": "w4_6"})),
    silent("TRT-01", "less than 4 weeks is too short", **medicines(TRIAL, TRIAL | {"weeks": "lt4"})),
    silent("TRT-01", "not sure how long", **medicines(TRIAL, TRIAL | {"weeks": "not_sure"})),
    silent("TRT-01", "how long is blank", **medicines(TRIAL, {"full_dose": "yes", "helped": "none"})),
    silent("TRT-01", "not the planned dose", **medicines(TRIAL, TRIAL | {"full_dose": "no"})),
    silent("TRT-01", "not sure of the dose", **medicines(TRIAL, TRIAL | {"full_dose": "not_sure"})),
    silent("TRT-01", "the dose is blank", **medicines(TRIAL, {"weeks": "over6", "helped": "none"})),
    silent("TRT-01", "some help", **medicines(TRIAL, TRIAL | {"helped": "some"})),
    silent("TRT-01", "a lot of help", **medicines(TRIAL, TRIAL | {"helped": "lot"})),
    silent("TRT-01", "not sure of the help", **medicines(TRIAL, TRIAL | {"helped": "not_sure"})),
    silent("TRT-01", "the help is blank", **medicines(TRIAL, {"weeks": "over6", "full_dose": "yes"})),
    silent("TRT-01", "every other reason", **medicines(TRIAL, TRIAL) | {"reasons": all_but("depression")}),
    dropped("TRT-01", "rows behind a No", **medicines(TRIAL, TRIAL) | {"mood_meds_any": "no"}),
    dropped("TRT-01", "rows behind a Not sure", **medicines(TRIAL, TRIAL) | {"mood_meds_any": "not_sure"}),
    flagged("TRT-02", "one trial", **medicines(TRIAL)),
    flagged("TRT-02", "two rows, one of them too short", **medicines(TRIAL, TRIAL | {"weeks": "w4_6"})),
    flagged("TRT-02", "two rows, one with a doubtful dose", **medicines(TRIAL, TRIAL | {"full_dose": "not_sure"})),
    flagged("TRT-02", "no medicine", reasons=["depression"], mood_meds_any="no"),
    flagged("TRT-02", "not sure of any medicine", reasons=["depression"], mood_meds_any="not_sure"),
    flagged("TRT-02", "medicine, but no row", reasons=["depression"], mood_meds_any="yes"),
    flagged("TRT-02", "nothing answered", reasons=["depression"]),
    silent("TRT-02", "two trials are TRT-01", **medicines(TRIAL, TRIAL)),
    silent("TRT-02", "every other reason", **medicines(TRIAL) | {"reasons": all_but("depression")}),
    silent("TRT-02", "told of depression, but help is wanted with another", told_by_professional=["depression"]),
    silent("TRT-02", "no reason given"),
)
def test_a_medicine_row_holds(line: Row) -> None:
    line.check()


@table(
    flagged("TRT-03", "other kinds", reasons=["ptsd"], talk_therapy=["cbt", "other_talk", "group_skills"]),
    flagged("TRT-03", "none", reasons=["ptsd"], talk_therapy=["none"]),
    flagged("TRT-03", "not sure what kind", reasons=["ptsd"], talk_therapy=["not_sure"]),
    flagged("TRT-03", "blank", reasons=["ptsd"]),
    silent("TRT-03", "trauma-focused", reasons=["ptsd"], talk_therapy=["trauma_focused"]),
    silent(
        "TRT-03", "trauma-focused among others", reasons=["ptsd"], talk_therapy=["cbt", "trauma_focused", "not_sure"]
    ),
    silent("TRT-03", "every other reason", reasons=all_but("ptsd"), talk_therapy=["none"]),
    silent("TRT-03", "no reason given"),
    flagged("TRT-06", "neither", **worry(mood_meds_any="no", talk_therapy=["none"])),
    flagged("TRT-06", "no medicine, not sure of talk therapy", **worry(mood_meds_any="no", talk_therapy=["not_sure"])),
    flagged(
        "TRT-06", "not sure of medicine, no talk therapy", **worry(mood_meds_any="not_sure", talk_therapy=["none"])
    ),
    flagged("TRT-06", "not sure of either", **worry(mood_meds_any="not_sure", talk_therapy=["not_sure"])),
    flagged("TRT-06", "medicine blank, no talk therapy", **worry(talk_therapy=["none"])),
    flagged("TRT-06", "medicine blank, not sure of talk therapy", **worry(talk_therapy=["not_sure"])),
    silent("TRT-06", "medicine taken", **worry(mood_meds_any="yes", talk_therapy=["none"])),
    silent("TRT-06", "CBT tried", **worry(mood_meds_any="no", talk_therapy=["cbt"])),
    silent("TRT-06", "trauma-focused therapy tried", **worry(mood_meds_any="no", talk_therapy=["trauma_focused"])),
    silent("TRT-06", "counseling tried", **worry(mood_meds_any="no", talk_therapy=["other_talk"])),
    silent("TRT-06", "a skills class tried", **worry(mood_meds_any="no", talk_therapy=["group_skills"])),
    silent(
        "TRT-06", "tried, and not sure of more", **worry(mood_meds_any="no", talk_therapy=["other_talk", "not_sure"])
    ),
    silent("TRT-06", "talk therapy blank", **worry(mood_meds_any="no")),
    silent("TRT-06", "both blank", **worry()),
    silent("TRT-06", "every other reason", reasons=all_but("anxiety"), mood_meds_any="no", talk_therapy=["none"]),
    dropped("TRT-06", "not asked without a mood reason", reasons=["crps"], mood_meds_any="no", talk_therapy=["none"]),
    flagged("TRT-08", "ECT", reasons=["depression"], brain_treatments=["ect"]),
    flagged("TRT-08", "TMS", reasons=["anxiety"], brain_treatments=["tms"]),
    flagged("TRT-08", "a stimulator", reasons=["ptsd"], brain_treatments=["vns"]),
    flagged("TRT-08", "one of them, and not sure", reasons=["ptsd"], brain_treatments=["tms", "not_sure"]),
    silent("TRT-08", "none", reasons=["depression"], brain_treatments=["none"]),
    silent("TRT-08", "not sure: the form's card says so", reasons=["depression"], brain_treatments=["not_sure"]),
    silent("TRT-08", "blank", reasons=["depression"]),
    dropped("TRT-08", "not asked without a mood reason", reasons=["crps"], brain_treatments=["ect"]),
    flagged("TRT-09", "a medicine that did not help", **medicines({"helped": "none"}, reasons="anxiety")),
    flagged("TRT-09", "a medicine that helped a little", **medicines({"helped": "little"}, reasons="ptsd")),
    flagged("TRT-09", "one such row of several", **medicines({"helped": "lot"}, TRIAL, reasons="ptsd")),
    flagged("TRT-09", "talk therapy, little help", **worry(talk_therapy=["cbt"], talk_therapy_result="little")),
    flagged("TRT-09", "stopped early", **worry(talk_therapy=["not_sure"], talk_therapy_result="stopped_early")),
    flagged("TRT-09", "for PTSD", reasons=["ptsd"], talk_therapy=["cbt"], talk_therapy_result="little"),
    silent("TRT-09", "talk therapy helped", **worry(talk_therapy=["cbt"], talk_therapy_result="helped")),
    silent("TRT-09", "in it now", **worry(talk_therapy=["cbt"], talk_therapy_result="in_it_now")),
    silent("TRT-09", "not sure how it went", **worry(talk_therapy=["cbt"], talk_therapy_result="not_sure")),
    silent("TRT-09", "how it went is blank", **worry(talk_therapy=["cbt"])),
    silent("TRT-09", "medicine helped some", **medicines({"helped": "some"}, reasons="anxiety")),
    silent("TRT-09", "medicine helped a lot", **medicines({"helped": "lot"}, reasons="anxiety")),
    silent("TRT-09", "not sure whether medicine helped", **medicines({"helped": "not_sure"}, reasons="anxiety")),
    silent("TRT-09", "the help is blank", **medicines({"name": "Made-upine"}, reasons="anxiety")),
    silent("TRT-09", "every other reason", **medicines(TRIAL) | {"reasons": all_but("anxiety", "ptsd")}),
    silent("TRT-09", "nothing answered", **worry()),
    dropped("TRT-09", "the result of no therapy", **worry(talk_therapy=["none"], talk_therapy_result="little")),
)
def test_a_mood_row_holds(line: Row) -> None:
    line.check()


@table(
    flagged("TRT-04", "none", **pain("none")),
    flagged("TRT-04", "one kind", **pain("exercise", reason="fibromyalgia")),
    flagged("TRT-04", "one kind, and not sure of more", **pain("opioids", "not_sure", reason="crps")),
    flagged("TRT-04", "not sure", **pain("not_sure")),
    flagged("TRT-04", "blank", reasons=["other_pain"]),
    silent("TRT-04", "two kinds", **pain("exercise", "injections")),
    silent("TRT-04", "every kind", **pain(*PAIN_KINDS)),
    silent("TRT-04", "no pain reason", reasons=["depression", "anxiety", "ptsd", "other"]),
    silent("TRT-04", "no reason given"),
    dropped("TRT-04", "not asked without a pain reason", reasons=["depression"], pain_treatments=["none"]),
    *(
        flagged("TRT-05", f"two kinds, {kind} one of them", **pain(kind, other, pain_treatments_result="none"))
        for kind, other in zip(PAIN_KINDS, PAIN_KINDS[1:] + PAIN_KINDS[:1], strict=True)
    ),
    flagged("TRT-05", "a little", **pain("exercise", "opioids", reason="crps", pain_treatments_result="little")),
    flagged(
        "TRT-05", "fibromyalgia", **pain("exercise", "opioids", reason="fibromyalgia", pain_treatments_result="none")
    ),
    flagged(
        "TRT-05",
        "two kinds, and not sure of more",
        **pain("exercise", "opioids", "not_sure", pain_treatments_result="none"),
    ),
    silent("TRT-05", "one kind is TRT-04", **pain("exercise", pain_treatments_result="none")),
    silent(
        "TRT-05", "one kind and not sure is one kind", **pain("exercise", "not_sure", pain_treatments_result="none")
    ),
    silent("TRT-05", "some help", **pain("exercise", "opioids", pain_treatments_result="some")),
    silent("TRT-05", "a lot of help", **pain("exercise", "opioids", pain_treatments_result="lot")),
    silent("TRT-05", "not sure of the help", **pain("exercise", "opioids", pain_treatments_result="not_sure")),
    silent("TRT-05", "the help is blank", **pain("exercise", "opioids")),
    dropped("TRT-05", "no pain reason", **pain("exercise", "opioids", reason="other", pain_treatments_result="none")),
    flagged("TRT-07", "stopped for side effects", tx_stopped_side_effects="yes"),
    flagged("TRT-07", "and said which", tx_stopped_side_effects="yes", tx_stopped_side_effects_details="Made-upine"),
    silent("TRT-07", "never", tx_stopped_side_effects="no"),
    silent("TRT-07", "not sure: the form's card says so", tx_stopped_side_effects="not_sure"),
    silent("TRT-07", "blank"),
    dropped(
        "TRT-07", "details behind a No", tx_stopped_side_effects="no", tx_stopped_side_effects_details="Made-upine"
    ),
)
def test_a_pain_or_side_effect_row_holds(line: Row) -> None:
    line.check()


def test_trials_rest_on_their_own_rows() -> None:
    shown = rests_on("TRT-01", **medicines({"name": "Other"}, TRIAL, TRIAL))
    assert shown == {"reasons": ("depression",), "mood_meds": ("1", "2")}


def test_too_few_trials_rest_on_the_whole_list() -> None:
    assert rests_on("TRT-02", **medicines({"name": "Other"}, TRIAL))["mood_meds"] == ()


def test_little_help_rests_on_the_rows_and_the_result_that_say_so() -> None:
    answers = medicines({"helped": "lot"}, TRIAL, reasons="anxiety")
    shown = rests_on("TRT-09", talk_therapy=["cbt"], talk_therapy_result="little", **answers)
    assert shown == {"reasons": ("anxiety",), "mood_meds": ("1",), "talk_therapy_result": ("little",)}


def test_details_in_a_reason_are_shown_with_it() -> None:
    answers = {"tx_stopped_side_effects": "yes", "tx_stopped_side_effects_details": "Made-upine"}
    assert set(rests_on("TRT-07", **answers)) == set(answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"reasons": ["ptsd"], "talk_therapy": ["not_sure"]},
        pain("not_sure"),
        worry(mood_meds_any="not_sure", talk_therapy=["none"]),
        worry(mood_meds_any="no", talk_therapy=["not_sure"]),
    ],
)
def test_a_doubt_that_a_reason_speaks_of_is_not_repeated_on_the_form_card(answers: dict[str, object]) -> None:
    assert not fires("FRM-04", **answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"reasons": ["depression"], "mood_meds_any": "not_sure"},
        {"reasons": ["depression"], "brain_treatments": ["ect", "not_sure"]},
        worry(talk_therapy=["cbt"], talk_therapy_result="not_sure"),
        pain("exercise", "opioids", "not_sure", pain_treatments_result="none"),
        pain("exercise", "opioids", pain_treatments_result="not_sure"),
        {"tx_stopped_side_effects": "not_sure"},
    ],
)
def test_a_doubt_that_no_treatment_rule_took_is_on_the_form_card(answers: dict[str, object]) -> None:
    assert fires("FRM-04", **answers)
