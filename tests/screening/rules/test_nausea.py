"""Truth tables and golden sentences of the rules on feeling sick."""

from itertools import product

import pytest

from tests.screening.rules.tables import Row, Sentence, fires, flagged, rests_on, says, silent, table

FREQUENCIES = ("never", "sometimes", "often", None)
AFTER = ("no", "yes", "never_had", "not_sure", None)


@table(
    flagged("NAU-01", "medicines, often", nausea_meds="often"),
    flagged("NAU-01", "motion, often", motion_sick="often"),
    flagged("NAU-01", "after sedation", nausea_after="yes"),
    flagged("NAU-01", "one is enough", nausea_meds="never", motion_sick="often", nausea_after="no"),
    flagged("NAU-01", "all three", nausea_meds="often", motion_sick="often", nausea_after="yes"),
    silent("NAU-01", "sometimes is NAU-02's", nausea_meds="sometimes", motion_sick="sometimes"),
    silent("NAU-01", "not sure is NAU-02's", nausea_after="not_sure"),
    silent("NAU-01", "never had sedation", nausea_after="never_had"),
    silent("NAU-01", "nothing of the kind", nausea_meds="never", motion_sick="never", nausea_after="no"),
    silent("NAU-01", "nothing was answered"),
)
def test_often_sick(line: Row) -> None:
    line.check()


@table(
    flagged("NAU-02", "medicines, sometimes", nausea_meds="sometimes"),
    flagged("NAU-02", "motion, sometimes", motion_sick="sometimes"),
    flagged("NAU-02", "not sure about sedation", nausea_after="not_sure"),
    flagged("NAU-02", "all three", nausea_meds="sometimes", motion_sick="sometimes", nausea_after="not_sure"),
    silent("NAU-02", "medicines often: NAU-01 says more", nausea_meds="often", motion_sick="sometimes"),
    silent("NAU-02", "motion often: NAU-01 says more", nausea_meds="sometimes", motion_sick="often"),
    silent("NAU-02", "sick after sedation: NAU-01 says more", nausea_meds="sometimes", nausea_after="yes"),
    silent("NAU-02", "often, and not sure about sedation", motion_sick="often", nausea_after="not_sure"),
    silent("NAU-02", "never had sedation", nausea_after="never_had"),
    silent("NAU-02", "nothing of the kind", nausea_meds="never", motion_sick="never", nausea_after="no"),
    silent("NAU-02", "nothing was answered"),
)
def test_sometimes_sick_or_not_sure(line: Row) -> None:
    line.check()


@pytest.mark.parametrize(("meds", "motion", "after"), list(product(FREQUENCIES, FREQUENCIES, AFTER)))
def test_the_two_rules_never_fire_together(meds: str | None, motion: str | None, after: str | None) -> None:
    given = {"nausea_meds": meds, "motion_sick": motion, "nausea_after": after}
    answers = {key: code for key, code in given.items() if code}

    assert not (fires("NAU-01", **answers) and fires("NAU-02", **answers))


@table(
    says("NAU-01", "The patient reports: medicines often upset the stomach.", nausea_meds="often"),
    says("NAU-01", "The patient reports: motion sickness often.", motion_sick="often", nausea_meds="sometimes"),
    says("NAU-01", "The patient reports: very sick after surgery or sedation.", nausea_after="yes"),
    says(
        "NAU-01",
        "The patient reports: medicines often upset the stomach and motion sickness often.",
        nausea_meds="often",
        motion_sick="often",
        nausea_after="not_sure",
    ),
    says(
        "NAU-01",
        "The patient reports: medicines often upset the stomach and very sick after surgery or sedation.",
        nausea_meds="often",
        nausea_after="yes",
    ),
    says(
        "NAU-01",
        "The patient reports: motion sickness often and very sick after surgery or sedation.",
        motion_sick="often",
        nausea_after="yes",
    ),
    says(
        "NAU-01",
        "The patient reports: medicines often upset the stomach, motion sickness often and very sick after surgery "
        "or sedation.",
        nausea_meds="often",
        motion_sick="often",
        nausea_after="yes",
    ),
    says(
        "NAU-02",
        "The patient reports some nausea tendency: medicines sometimes upset the stomach.",
        nausea_meds="sometimes",
    ),
    says("NAU-02", "The patient reports some nausea tendency: motion sickness sometimes.", motion_sick="sometimes"),
    says(
        "NAU-02",
        "The patient reports some nausea tendency: medicines sometimes upset the stomach and motion sickness "
        "sometimes.",
        nausea_meds="sometimes",
        motion_sick="sometimes",
        nausea_after="no",
    ),
    says(
        "NAU-02",
        "The patient is not sure whether they felt very sick or threw up after surgery or sedation.",
        nausea_after="not_sure",
        motion_sick="never",
    ),
    says(
        "NAU-02",
        "The patient reports some nausea tendency: motion sickness sometimes. "
        "The patient is not sure whether they felt very sick or threw up after surgery or sedation.",
        motion_sick="sometimes",
        nausea_after="not_sure",
    ),
)
def test_the_reason_reads(line: Sentence) -> None:
    line.check()


def test_a_doubt_beside_often_is_left_to_the_second_pass() -> None:
    answers = {"motion_sick": "often", "nausea_after": "not_sure"}

    assert rests_on("NAU-01", **answers) == {"motion_sick": ("often",)}
    assert rests_on("FRM-04", **answers) == {"nausea_after": ("not_sure",)}
