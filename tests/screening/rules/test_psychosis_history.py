"""Truth tables and sentences of the rules on unusual experiences: PSY-01 to PSY-03."""

from tests.screening.rules.tables import Row, Sentence, flagged, rests_on, says, silent, table

TOLD = ["psychosis_condition"]


@table(
    flagged("PSY-01", "it is happening now", psychosis_ever="now"),
    flagged("PSY-01", "it happened in the past", psychosis_ever="past"),
    flagged("PSY-01", "a health worker named such a condition", told_by_professional=TOLD),
    flagged("PSY-01", "both", psychosis_ever="past", told_by_professional=TOLD),
    flagged("PSY-01", "told, although the patient says No", psychosis_ever="no", told_by_professional=TOLD),
    flagged("PSY-01", "told, among other conditions", told_by_professional=["depression", "psychosis_condition"]),
    silent("PSY-01", "never happened, never told", psychosis_ever="no", told_by_professional=["none"]),
    silent("PSY-01", "not sure is for PSY-02", psychosis_ever="not_sure"),
    silent("PSY-01", "declined is for PSY-02", psychosis_ever="prefer_not"),
    silent("PSY-01", "not sure what was told is for FRM-04", told_by_professional=["not_sure"]),
    silent("PSY-01", "told of bipolar disorder is for BIP-02", told_by_professional=["bipolar"]),
    silent("PSY-01", "in the family is for PSY-02", family_psychosis="yes"),
    silent("PSY-01", "nothing answered"),
)
def test_psy_01_fires_for_unusual_experiences_and_for_a_condition_the_patient_was_told_of(line: Row) -> None:
    line.check()


@table(
    says(
        "PSY-01",
        "The patient reports seeing, hearing or believing things others did not — now.",
        psychosis_ever="now",
    ),
    says(
        "PSY-01",
        "The patient reports seeing, hearing or believing things others did not — in the past.",
        psychosis_ever="past",
    ),
    says("PSY-01", "The patient reports being told of a condition with psychosis.", told_by_professional=TOLD),
    says(
        "PSY-01",
        "The patient reports being told of a condition with psychosis.",
        psychosis_ever="not_sure",
        told_by_professional=TOLD,
    ),
    says(
        "PSY-01",
        "The patient reports seeing, hearing or believing things others did not — now, "
        "and being told of a condition with psychosis.",
        psychosis_ever="now",
        told_by_professional=TOLD,
    ),
    says(
        "PSY-01",
        "The patient reports seeing, hearing or believing things others did not — in the past, "
        "and being told of a condition with psychosis.",
        psychosis_ever="past",
        told_by_professional=["bipolar", "psychosis_condition"],
    ),
)
def test_psy_01_says_when_and_whether_the_patient_was_told(line: Sentence) -> None:
    line.check()


def test_psy_01_rests_on_the_one_condition_told_and_on_no_other() -> None:
    found = rests_on("PSY-01", psychosis_ever="no", told_by_professional=["depression", "psychosis_condition"])

    assert found == {"told_by_professional": ("psychosis_condition",)}


@table(
    flagged("PSY-02", "someone in the close family", family_psychosis="yes"),
    flagged("PSY-02", "not sure of unusual experiences", psychosis_ever="not_sure"),
    flagged("PSY-02", "declined to say", psychosis_ever="prefer_not"),
    flagged("PSY-02", "in the family, and not sure", family_psychosis="yes", psychosis_ever="not_sure"),
    flagged("PSY-02", "in the family, and the patient's own now", family_psychosis="yes", psychosis_ever="now"),
    silent("PSY-02", "not in the family, never happened", family_psychosis="no", psychosis_ever="no"),
    silent("PSY-02", "not sure about the family is for PSY-03", family_psychosis="not_sure"),
    silent("PSY-02", "the patient's own, now, is for PSY-01", psychosis_ever="now"),
    silent("PSY-02", "the patient's own, in the past, is for PSY-01", psychosis_ever="past"),
    silent("PSY-02", "nothing answered"),
)
def test_psy_02_fires_for_family_history_and_for_doubt_about_unusual_experiences(line: Row) -> None:
    line.check()


@table(
    says("PSY-02", "A close relative had schizophrenia or psychosis.", family_psychosis="yes"),
    says("PSY-02", "A close relative had schizophrenia or psychosis.", family_psychosis="yes", psychosis_ever="past"),
    says(
        "PSY-02",
        "The patient is not sure whether they have ever had unusual experiences.",
        psychosis_ever="not_sure",
    ),
    says(
        "PSY-02",
        "The patient chose not to answer the question on unusual experiences.",
        psychosis_ever="prefer_not",
    ),
    says(
        "PSY-02",
        "A close relative had schizophrenia or psychosis. "
        "The patient is not sure whether they have ever had unusual experiences.",
        family_psychosis="yes",
        psychosis_ever="not_sure",
    ),
    says(
        "PSY-02",
        "A close relative had schizophrenia or psychosis. "
        "The patient chose not to answer the question on unusual experiences.",
        family_psychosis="yes",
        psychosis_ever="prefer_not",
    ),
    says(
        "PSY-02",
        "The patient is not sure whether they have ever had unusual experiences.",
        family_psychosis="not_sure",
        psychosis_ever="not_sure",
    ),
)
def test_psy_02_keeps_not_sure_and_declined_apart(line: Sentence) -> None:
    line.check()


@table(
    flagged("PSY-03", "not sure about the family", family_psychosis="not_sure"),
    silent("PSY-03", "someone in the family is for PSY-02", family_psychosis="yes"),
    silent("PSY-03", "no one in the family", family_psychosis="no"),
    silent("PSY-03", "not sure of the patient's own is for PSY-02", psychosis_ever="not_sure"),
    silent("PSY-03", "nothing answered"),
    says(
        "PSY-03",
        "The patient is not sure whether a close relative had schizophrenia or psychosis.",
        family_psychosis="not_sure",
    ),
)
def test_psy_03_fires_for_doubt_about_the_family(line: Row | Sentence) -> None:
    line.check()
