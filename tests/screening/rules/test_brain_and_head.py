"""Truth tables and sentences of the rules on the brain and the head: NEU-01 and NEU-02."""

from tests.screening.rules.tables import Row, Sentence, flagged, rests_on, says, silent, table


@table(
    flagged("NEU-01", "high pressure, a tumor or a shunt", brain_head=["high_pressure"]),
    flagged("NEU-01", "together with seizures", brain_head=["seizure", "high_pressure"]),
    flagged("NEU-01", "and not sure of the rest", brain_head=["high_pressure", "not_sure"]),
    silent("NEU-01", "seizures are for NEU-02", brain_head=["seizure"]),
    silent("NEU-01", "a head injury is for NEU-02", brain_head=["head_injury"]),
    silent("NEU-01", "none of these", brain_head=["none"]),
    silent("NEU-01", "not sure is for FRM-04", brain_head=["not_sure"]),
    silent("NEU-01", "bleeding in the brain is for CV-01", heart_vessel=["brain_bleed"]),
    silent("NEU-01", "nothing answered"),
    says(
        "NEU-01",
        "The patient reports high pressure in the brain, a brain tumor or a shunt.",
        brain_head=["head_injury", "high_pressure"],
    ),
)
def test_neu_01_fires_for_high_pressure_a_tumor_or_a_shunt(line: Row | Sentence) -> None:
    line.check()


@table(
    flagged("NEU-02", "seizures", brain_head=["seizure"]),
    flagged("NEU-02", "a head injury", brain_head=["head_injury"]),
    flagged("NEU-02", "both", brain_head=["seizure", "head_injury"]),
    flagged("NEU-02", "seizures, and not sure of the rest", brain_head=["seizure", "not_sure"]),
    silent("NEU-02", "high pressure is for NEU-01", brain_head=["high_pressure"]),
    silent("NEU-02", "none of these", brain_head=["none"]),
    silent("NEU-02", "not sure is for FRM-04", brain_head=["not_sure"]),
    silent("NEU-02", "seizure medicine is for MED-05", med_kinds=["enzyme"]),
    silent("NEU-02", "nothing answered"),
    says("NEU-02", "The patient reports: Seizures or epilepsy.", brain_head=["seizure"]),
    says("NEU-02", "The patient reports: A serious head injury.", brain_head=["head_injury", "not_sure"]),
    says(
        "NEU-02",
        "The patient reports: Seizures or epilepsy; A serious head injury.",
        brain_head=["seizure", "head_injury", "high_pressure"],
    ),
)
def test_neu_02_fires_for_seizures_and_head_injury_and_names_only_these(line: Row | Sentence) -> None:
    line.check()


def test_neu_02_leaves_not_sure_to_the_rule_that_takes_every_doubt() -> None:
    assert rests_on("NEU-02", brain_head=["seizure", "not_sure"]) == {"brain_head": ("seizure",)}
    assert rests_on("FRM-04", brain_head=["seizure", "not_sure"]) == {"brain_head": ("not_sure",)}
