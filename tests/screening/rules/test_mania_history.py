"""Truth tables and sentences of the rules on spells of high energy: BIP-01 to BIP-03."""

from tests.screening.rules.tables import Row, Sentence, flagged, rests_on, says, silent, table

TOLD = ["bipolar"]


@table(
    flagged("BIP-01", "it is happening now", mania_ever="now"),
    flagged("BIP-01", "now, and told as well", mania_ever="now", told_by_professional=TOLD),
    silent("BIP-01", "in the past is for BIP-02", mania_ever="past"),
    silent("BIP-01", "never happened", mania_ever="no"),
    silent("BIP-01", "not sure is for BIP-03", mania_ever="not_sure"),
    silent("BIP-01", "declined is for BIP-03", mania_ever="prefer_not"),
    silent("BIP-01", "told only is for BIP-02", told_by_professional=TOLD),
    silent("BIP-01", "nothing answered"),
    says(
        "BIP-01",
        "The patient reports, now, several days of much more energy or irritability with much less sleep.",
        mania_ever="now",
    ),
)
def test_bip_01_fires_for_high_energy_now(line: Row | Sentence) -> None:
    line.check()


@table(
    flagged("BIP-02", "in the past", mania_ever="past"),
    flagged("BIP-02", "a health worker named it", told_by_professional=TOLD),
    flagged("BIP-02", "both", mania_ever="past", told_by_professional=TOLD),
    flagged("BIP-02", "told, although the patient says No", mania_ever="no", told_by_professional=TOLD),
    flagged("BIP-02", "told, and it is happening now", mania_ever="now", told_by_professional=TOLD),
    flagged("BIP-02", "told, among other conditions", told_by_professional=["ptsd", "bipolar"]),
    silent("BIP-02", "now, and never told, is for BIP-01", mania_ever="now"),
    silent("BIP-02", "never happened, never told", mania_ever="no", told_by_professional=["none"]),
    silent("BIP-02", "not sure is for BIP-03", mania_ever="not_sure"),
    silent("BIP-02", "declined is for BIP-03", mania_ever="prefer_not"),
    silent("BIP-02", "not sure what was told is for FRM-04", told_by_professional=["not_sure"]),
    silent("BIP-02", "told of psychosis is for PSY-01", told_by_professional=["psychosis_condition"]),
    silent("BIP-02", "nothing answered"),
)
def test_bip_02_fires_for_past_spells_and_for_bipolar_disorder_the_patient_was_told_of(line: Row) -> None:
    line.check()


@table(
    says("BIP-02", "The patient reports past high-energy spells.", mania_ever="past"),
    says("BIP-02", "The patient reports being told of bipolar disorder.", told_by_professional=TOLD),
    says("BIP-02", "The patient reports being told of bipolar disorder.", mania_ever="now", told_by_professional=TOLD),
    says(
        "BIP-02",
        "The patient reports being told of bipolar disorder.",
        mania_ever="not_sure",
        told_by_professional=TOLD,
    ),
    says(
        "BIP-02",
        "The patient reports past high-energy spells and being told of bipolar disorder.",
        mania_ever="past",
        told_by_professional=TOLD,
    ),
)
def test_bip_02_speaks_of_past_spells_only_where_they_were_reported(line: Sentence) -> None:
    line.check()


def test_bip_02_rests_on_both_answers_where_both_were_given() -> None:
    found = rests_on("BIP-02", mania_ever="past", told_by_professional=["anxiety", "bipolar"])

    assert found == {"mania_ever": ("past",), "told_by_professional": ("bipolar",)}


@table(
    flagged("BIP-03", "not sure", mania_ever="not_sure"),
    flagged("BIP-03", "declined", mania_ever="prefer_not"),
    flagged("BIP-03", "not sure, although told", mania_ever="not_sure", told_by_professional=TOLD),
    silent("BIP-03", "now is for BIP-01", mania_ever="now"),
    silent("BIP-03", "in the past is for BIP-02", mania_ever="past"),
    silent("BIP-03", "never happened", mania_ever="no"),
    silent("BIP-03", "not sure what was told is for FRM-04", told_by_professional=["not_sure"]),
    silent("BIP-03", "nothing answered"),
    says("BIP-03", "The patient is not sure whether they have ever had a high-energy spell.", mania_ever="not_sure"),
    says("BIP-03", "The patient chose not to answer the high-energy question.", mania_ever="prefer_not"),
)
def test_bip_03_fires_for_doubt_and_keeps_not_sure_and_declined_apart(line: Row | Sentence) -> None:
    line.check()
