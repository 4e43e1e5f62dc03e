"""Golden sentences of the rules on the heart and blood vessels. When they fire is in test_heart.py."""

from tests.screening.rules.tables import Sentence, says, table

HIGH = ["high_bp"]
UNSURE_OF_PRESSURE = "The patient is not sure what their blood pressure was like the last time it was checked."
NOT_CHECKED = "The patient reports that their blood pressure was not checked in the past year."
UNSURE_WHEN = (
    "The patient is not sure whether they had a heart attack, a stroke or a heart procedure in the past 12 months."
)
UNSURE_OF_ALL = "The patient is not sure whether they have ever had any of the heart or blood vessel problems listed."
UNSURE_OF_OTHERS = (
    "The patient is not sure whether they have ever had any other of the heart or blood vessel problems listed."
)


@table(
    says("CV-01", "The patient reports: AVM (a tangle of blood vessels).", heart_vessel=["high_bp", "avm", "not_sure"]),
    says(
        "CV-01",
        "The patient reports: Aneurysm (a bulge in a blood vessel); AVM (a tangle of blood vessels); "
        "Bleeding in the brain.",
        heart_vessel=["aneurysm", "avm", "brain_bleed"],
    ),
)
def test_cv_01_names_only_the_three_that_it_is_about(line: Sentence) -> None:
    line.check()


@table(
    says(
        "CV-02",
        "The patient reports high blood pressure, last checked at 140 over 90 or higher.",
        heart_vessel=HIGH,
        bp_status="above",
    ),
    says(
        "CV-05",
        "The patient reports high blood pressure, last checked below 140 over 90.",
        heart_vessel=HIGH,
        bp_status="below",
    ),
)
def test_blood_pressure_is_told_as_last_checked(line: Sentence) -> None:
    line.check()


@table(
    says(
        "CV-03",
        "The patient reports a heart attack, stroke or heart procedure in the past 12 months.",
        heart_vessel=["procedure"],
        heart_recent="yes",
    ),
    says("CV-03", "The patient reports chest pain in the past month.", heart_vessel=["chest_pain"]),
    says(
        "CV-03",
        "The patient reports chest pain in the past month.",
        heart_vessel=["heart_attack", "chest_pain"],
        heart_recent="not_sure",
    ),
    says(
        "CV-03",
        "The patient reports a heart attack, stroke or heart procedure in the past 12 months, "
        "and chest pain in the past month.",
        heart_vessel=["heart_attack", "chest_pain"],
        heart_recent="yes",
    ),
)
def test_cv_03_says_which_of_the_two_was_reported(line: Sentence) -> None:
    line.check()


@table(
    says("CV-04", "The patient reports: Heart attack.", heart_vessel=["heart_attack", "chest_pain", "avm"]),
    says(
        "CV-04",
        "The patient reports: Heart attack; Heart failure or a heart valve problem; "
        "Fast or uneven heartbeat, or long QT; Stroke or mini-stroke; Heart stent, bypass or other heart procedure; "
        "Pacemaker or implanted defibrillator.",
        heart_vessel=[
            "heart_attack",
            "heart_failure_valve",
            "irregular_beat",
            "stroke_tia",
            "procedure",
            "device",
        ],
        heart_recent="yes",
    ),
    says("CV-04", UNSURE_OF_PRESSURE, heart_vessel=HIGH, bp_status="not_sure", heart_recent="no"),
    says("CV-04", NOT_CHECKED, heart_vessel=HIGH, bp_status="not_checked"),
    says("CV-04", UNSURE_WHEN, heart_vessel=HIGH, bp_status="below", heart_recent="not_sure"),
    says("CV-04", UNSURE_OF_ALL, heart_vessel=["not_sure"], heart_recent="no"),
    says("CV-04", UNSURE_OF_OTHERS, heart_vessel=["high_bp", "not_sure"], bp_status="above"),
)
def test_cv_04_says_no_more_than_each_answer_does(line: Sentence) -> None:
    line.check()


@table(
    says(
        "CV-04",
        f"The patient reports: Stroke or mini-stroke. {UNSURE_WHEN}",
        heart_vessel=["stroke_tia"],
        heart_recent="not_sure",
    ),
    says(
        "CV-04",
        f"The patient reports: Pacemaker or implanted defibrillator. {UNSURE_OF_OTHERS}",
        heart_vessel=["device", "not_sure"],
    ),
    says(
        "CV-04",
        f"The patient reports: Heart attack. {NOT_CHECKED}",
        heart_vessel=["high_bp", "heart_attack"],
        bp_status="not_checked",
    ),
    says("CV-04", f"{UNSURE_WHEN} {UNSURE_OF_ALL}", heart_vessel=["not_sure"], heart_recent="not_sure"),
    says(
        "CV-04",
        f"{UNSURE_OF_PRESSURE} {UNSURE_WHEN}",
        heart_vessel=HIGH,
        bp_status="not_sure",
        heart_recent="not_sure",
    ),
    says(
        "CV-04",
        f"The patient reports: Heart attack. {UNSURE_OF_PRESSURE} {UNSURE_WHEN} {UNSURE_OF_OTHERS}",
        heart_vessel=["high_bp", "heart_attack", "not_sure"],
        bp_status="not_sure",
        heart_recent="not_sure",
    ),
)
def test_cv_04_puts_several_answers_into_one_readable_reason(line: Sentence) -> None:
    line.check()
