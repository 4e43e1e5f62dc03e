"""Truth tables and sentences of the rules on breathing: RES-01 and RES-02."""

import pytest

from tests.screening.rules.tables import Row, Sentence, fires, flagged, rests_on, says, silent, table

NOT_SEDATING = (
    "stimulant",
    "maoi",
    "lamotrigine",
    "enzyme",
    "glp1",
    "insulin",
    "naltrexone",
    "theophylline",
    "none",
    "not_sure",
)


@table(
    flagged("RES-01", "oxygen at home, whatever is taken", breathing=["home_oxygen"], med_kinds=["none"]),
    flagged("RES-01", "oxygen at home, medicines blank", breathing=["home_oxygen"]),
    flagged("RES-01", "sleep apnea and an opioid", breathing=["sleep_apnea"], med_kinds=["opioid"]),
    flagged("RES-01", "lung disease and a benzodiazepine", breathing=["copd_asthma"], med_kinds=["benzo"]),
    flagged("RES-01", "sleep apnea and a sleeping pill", breathing=["sleep_apnea"], med_kinds=["sleep"]),
    flagged("RES-01", "lung disease and a muscle relaxer", breathing=["copd_asthma"], med_kinds=["relax_gaba"]),
    flagged("RES-01", "sleep apnea, not sure of more", breathing=["sleep_apnea", "not_sure"], med_kinds=["sleep"]),
    flagged(
        "RES-01", "a sedating medicine, not sure of more", breathing=["sleep_apnea"], med_kinds=["sleep", "not_sure"]
    ),
    silent("RES-01", "sleep apnea without such a medicine", breathing=["sleep_apnea"], med_kinds=["none"]),
    silent("RES-01", "sleep apnea, medicines blank, is for RES-02", breathing=["sleep_apnea"]),
    silent("RES-01", "sleep apnea, not sure of medicines", breathing=["sleep_apnea"], med_kinds=["not_sure"]),
    silent("RES-01", "lung disease and a stimulant", breathing=["copd_asthma"], med_kinds=["stimulant"]),
    silent("RES-01", "a benzodiazepine without a breathing problem", breathing=["none"], med_kinds=["benzo"]),
    silent("RES-01", "an opioid, not sure of breathing", breathing=["not_sure"], med_kinds=["opioid"]),
    silent("RES-01", "an opioid, breathing blank", med_kinds=["opioid"]),
    silent("RES-01", "nothing answered"),
)
def test_res_01_fires_for_home_oxygen_and_for_breathing_problems_with_sedating_medicine(line: Row) -> None:
    line.check()


@pytest.mark.parametrize("problem", ["sleep_apnea", "copd_asthma"])
@pytest.mark.parametrize("kind", NOT_SEDATING)
def test_res_01_stays_silent_for_each_other_kind(problem: str, kind: str) -> None:
    assert not fires("RES-01", breathing=[problem], med_kinds=[kind])


@table(
    says("RES-01", "The patient reports home oxygen.", breathing=["home_oxygen"]),
    says("RES-01", "The patient reports home oxygen.", breathing=["home_oxygen"], med_kinds=["opioid"]),
    says(
        "RES-01", "The patient reports home oxygen.", breathing=["sleep_apnea", "home_oxygen"], med_kinds=["stimulant"]
    ),
    says(
        "RES-01",
        "The patient reports “Sleep apnea” together with: Sleeping pills.",
        breathing=["sleep_apnea"],
        med_kinds=["sleep", "lamotrigine"],
    ),
    says(
        "RES-01",
        "The patient reports “Sleep apnea; COPD or bad asthma” together with: "
        "Opioid pain medicine, methadone or buprenorphine; Muscle relaxers, gabapentin or pregabalin.",
        breathing=["sleep_apnea", "copd_asthma"],
        med_kinds=["opioid", "relax_gaba"],
    ),
    says(
        "RES-01",
        "The patient reports home oxygen, and “COPD or bad asthma” together with: Sleeping pills.",
        breathing=["copd_asthma", "home_oxygen"],
        med_kinds=["sleep", "not_sure"],
    ),
)
def test_res_01_lists_the_medicines_only_beside_the_problem_they_go_with(line: Sentence) -> None:
    line.check()


def test_res_01_rests_on_the_problem_and_the_medicines_that_go_with_it() -> None:
    found = rests_on("RES-01", breathing=["sleep_apnea", "not_sure"], med_kinds=["sleep", "insulin"])

    assert found == {"breathing": ("sleep_apnea",), "med_kinds": ("sleep",)}


@table(
    flagged("RES-02", "sleep apnea", breathing=["sleep_apnea"]),
    flagged("RES-02", "lung disease", breathing=["copd_asthma"]),
    flagged("RES-02", "together with an opioid, beside RES-01", breathing=["sleep_apnea"], med_kinds=["opioid"]),
    flagged("RES-02", "sleep apnea, and not sure of the rest", breathing=["sleep_apnea", "not_sure"]),
    silent("RES-02", "oxygen at home is for RES-01", breathing=["home_oxygen"]),
    silent("RES-02", "none of these", breathing=["none"]),
    silent("RES-02", "not sure is for FRM-04", breathing=["not_sure"]),
    silent("RES-02", "nothing answered"),
    says("RES-02", "The patient reports: Sleep apnea.", breathing=["sleep_apnea", "home_oxygen"]),
    says("RES-02", "The patient reports: COPD or bad asthma.", breathing=["copd_asthma"], med_kinds=["opioid"]),
    says("RES-02", "The patient reports: Sleep apnea; COPD or bad asthma.", breathing=["sleep_apnea", "copd_asthma"]),
)
def test_res_02_fires_for_sleep_apnea_and_lung_disease_and_names_only_these(line: Row | Sentence) -> None:
    line.check()
