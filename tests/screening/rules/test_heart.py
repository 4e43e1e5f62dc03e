"""Truth tables of the rules on the heart and blood vessels: CV-01 to CV-05. What they say: test_heart_reasons.py."""

import pytest

from tests.screening.rules.tables import Row, dropped, fires, flagged, rests_on, silent, table

HIGH = ["high_bp"]


@table(
    flagged("CV-01", "an aneurysm", heart_vessel=["aneurysm"]),
    flagged("CV-01", "an AVM", heart_vessel=["avm"]),
    flagged("CV-01", "bleeding in the brain", heart_vessel=["brain_bleed"]),
    flagged("CV-01", "an AVM among others", heart_vessel=["high_bp", "avm", "device"]),
    flagged("CV-01", "an aneurysm, and not sure of the rest", heart_vessel=["aneurysm", "not_sure"]),
    silent("CV-01", "none of these", heart_vessel=["none"]),
    silent("CV-01", "not sure is for CV-04", heart_vessel=["not_sure"]),
    silent("CV-01", "high pressure in the brain is for NEU-01", brain_head=["high_pressure"]),
    silent("CV-01", "nothing answered"),
)
def test_cv_01_fires_for_aneurysm_avm_and_bleeding_in_the_brain(line: Row) -> None:
    line.check()


OTHER_PROBLEMS = (
    "high_bp",
    "heart_attack",
    "heart_failure_valve",
    "irregular_beat",
    "chest_pain",
    "stroke_tia",
    "procedure",
    "device",
)


@pytest.mark.parametrize("problem", OTHER_PROBLEMS)
def test_cv_01_stays_silent_for_each_other_problem(problem: str) -> None:
    assert not fires("CV-01", heart_vessel=[problem])


@table(
    flagged("CV-02", "140 over 90 or higher", heart_vessel=HIGH, bp_status="above"),
    silent("CV-02", "below 140 over 90 is for CV-05", heart_vessel=HIGH, bp_status="below"),
    silent("CV-02", "not sure is for CV-04", heart_vessel=HIGH, bp_status="not_sure"),
    silent("CV-02", "not checked is for CV-04", heart_vessel=HIGH, bp_status="not_checked"),
    silent("CV-02", "high blood pressure, last figure left blank", heart_vessel=HIGH),
    dropped("CV-02", "not asked without high blood pressure", heart_vessel=["device"], bp_status="above"),
    dropped("CV-02", "not asked where the list is blank", bp_status="above"),
    silent("CV-02", "nothing answered"),
)
def test_cv_02_fires_for_blood_pressure_last_checked_at_140_over_90_or_higher(line: Row) -> None:
    line.check()


@table(
    flagged("CV-03", "an event in the past 12 months", heart_vessel=["stroke_tia"], heart_recent="yes"),
    flagged("CV-03", "an event, of a kind not sure of", heart_vessel=["not_sure"], heart_recent="yes"),
    flagged("CV-03", "chest pain in the past month", heart_vessel=["chest_pain"]),
    flagged("CV-03", "chest pain, no event", heart_vessel=["chest_pain"], heart_recent="no"),
    flagged("CV-03", "chest pain, not sure of an event", heart_vessel=["chest_pain"], heart_recent="not_sure"),
    flagged("CV-03", "both", heart_vessel=["heart_attack", "chest_pain"], heart_recent="yes"),
    silent("CV-03", "a heart attack longer ago is for CV-04", heart_vessel=["heart_attack"], heart_recent="no"),
    silent("CV-03", "not sure when is for CV-04", heart_vessel=["heart_attack"], heart_recent="not_sure"),
    silent("CV-03", "when was left blank", heart_vessel=["heart_attack"]),
    silent("CV-03", "none of these", heart_vessel=["none"]),
    dropped("CV-03", "not asked where none was chosen", heart_vessel=["none"], heart_recent="yes"),
    dropped("CV-03", "not asked where the list is blank", heart_recent="yes"),
    silent("CV-03", "nothing answered"),
)
def test_cv_03_fires_for_an_event_in_12_months_and_for_chest_pain_in_one_month(line: Row) -> None:
    line.check()


@table(
    flagged("CV-04", "a heart attack", heart_vessel=["heart_attack"]),
    flagged("CV-04", "heart failure or a valve problem", heart_vessel=["heart_failure_valve"]),
    flagged("CV-04", "an uneven heartbeat or long QT", heart_vessel=["irregular_beat"]),
    flagged("CV-04", "a stroke or mini-stroke", heart_vessel=["stroke_tia"]),
    flagged("CV-04", "a heart procedure", heart_vessel=["procedure"]),
    flagged("CV-04", "an implanted device", heart_vessel=["device"]),
    flagged("CV-04", "a heart attack, beside CV-03", heart_vessel=["heart_attack"], heart_recent="yes"),
    flagged("CV-04", "not sure of blood pressure", heart_vessel=HIGH, bp_status="not_sure"),
    flagged("CV-04", "blood pressure not checked", heart_vessel=HIGH, bp_status="not_checked"),
    flagged("CV-04", "not sure of an event", heart_vessel=HIGH, bp_status="below", heart_recent="not_sure"),
    flagged("CV-04", "not sure of any on the list", heart_vessel=["not_sure"]),
    flagged("CV-04", "not sure of the list, no event", heart_vessel=["not_sure"], heart_recent="no"),
    silent("CV-04", "none of these", heart_vessel=["none"]),
    silent("CV-04", "high blood pressure and nothing more", heart_vessel=HIGH),
    silent("CV-04", "high blood pressure, below is for CV-05", heart_vessel=HIGH, bp_status="below"),
    silent("CV-04", "high blood pressure, above is for CV-02", heart_vessel=HIGH, bp_status="above"),
    silent("CV-04", "chest pain is for CV-03", heart_vessel=["chest_pain"]),
    silent("CV-04", "an aneurysm is for CV-01", heart_vessel=["aneurysm"]),
    silent("CV-04", "an AVM is for CV-01", heart_vessel=["avm"]),
    silent("CV-04", "bleeding in the brain is for CV-01", heart_vessel=["brain_bleed"]),
    silent("CV-04", "an AVM, an event in 12 months is for CV-03", heart_vessel=["avm"], heart_recent="yes"),
    silent("CV-04", "an AVM, no event", heart_vessel=["avm"], heart_recent="no"),
    dropped("CV-04", "blood pressure not asked", heart_vessel=["avm"], bp_status="not_sure"),
    dropped("CV-04", "recent events not asked", heart_vessel=["none"], heart_recent="not_sure"),
    silent("CV-04", "nothing answered"),
)
def test_cv_04_fires_for_heart_history_and_for_doubt(line: Row) -> None:
    line.check()


def test_cv_04_rests_only_on_the_answers_that_raised_it() -> None:
    found = rests_on(
        "CV-04",
        heart_vessel=["high_bp", "chest_pain", "device", "not_sure"],
        bp_status="not_checked",
        heart_recent="no",
    )

    assert found == {"heart_vessel": ("device", "not_sure"), "bp_status": ("not_checked",)}


@table(
    flagged("CV-05", "below 140 over 90", heart_vessel=HIGH, bp_status="below"),
    flagged("CV-05", "below, beside a heart attack", heart_vessel=["high_bp", "heart_attack"], bp_status="below"),
    silent("CV-05", "140 over 90 or higher is for CV-02", heart_vessel=HIGH, bp_status="above"),
    silent("CV-05", "not sure is for CV-04", heart_vessel=HIGH, bp_status="not_sure"),
    silent("CV-05", "not checked is for CV-04", heart_vessel=HIGH, bp_status="not_checked"),
    silent("CV-05", "high blood pressure, last figure left blank", heart_vessel=HIGH),
    dropped("CV-05", "not asked without high blood pressure", heart_vessel=["none"], bp_status="below"),
    silent("CV-05", "nothing answered"),
)
def test_cv_05_fires_for_high_blood_pressure_last_checked_below_140_over_90(line: Row) -> None:
    line.check()
