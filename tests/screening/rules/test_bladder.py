"""Truth tables and sentences of the rules on the bladder: BLA-01 and BLA-02."""

from tests.screening.rules.tables import Row, Sentence, flagged, says, silent, table


@table(
    flagged("BLA-01", "often", bladder="often"),
    flagged("BLA-01", "not sure", bladder="not_sure"),
    silent("BLA-01", "sometimes is for BLA-02", bladder="sometimes"),
    silent("BLA-01", "no symptoms", bladder="no"),
    silent("BLA-01", "nothing answered"),
    says("BLA-01", "The patient reports bladder symptoms: Often.", bladder="often"),
    says("BLA-01", "The patient is not sure whether they have bladder symptoms.", bladder="not_sure"),
)
def test_bla_01_fires_for_frequent_symptoms_and_reports_none_where_the_patient_is_not_sure(
    line: Row | Sentence,
) -> None:
    line.check()


@table(
    flagged("BLA-02", "sometimes", bladder="sometimes"),
    silent("BLA-02", "often is for BLA-01", bladder="often"),
    silent("BLA-02", "not sure is for BLA-01", bladder="not_sure"),
    silent("BLA-02", "no symptoms", bladder="no"),
    silent("BLA-02", "nothing answered"),
    says("BLA-02", "The patient reports bladder symptoms sometimes.", bladder="sometimes"),
)
def test_bla_02_fires_for_symptoms_sometimes(line: Row | Sentence) -> None:
    line.check()
