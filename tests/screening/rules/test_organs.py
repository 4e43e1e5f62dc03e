"""Truth tables and sentences of the rules on liver, kidney and thyroid: ORG-01 and ORG-02."""

from tests.screening.rules.tables import Row, Sentence, flagged, says, silent, table


@table(
    flagged("ORG-01", "liver disease", organs=["liver"]),
    flagged("ORG-01", "an overactive thyroid", organs=["overactive_thyroid"]),
    flagged("ORG-01", "both, and kidney disease", organs=["liver", "kidney", "overactive_thyroid"]),
    flagged("ORG-01", "liver disease, and not sure of the rest", organs=["liver", "not_sure"]),
    silent("ORG-01", "kidney disease is for ORG-02", organs=["kidney"]),
    silent("ORG-01", "diabetes is for GLU-01", organs=["diabetes"]),
    silent("ORG-01", "a slow stomach is for ASP-01", organs=["slow_stomach"]),
    silent("ORG-01", "none of these", organs=["none"]),
    silent("ORG-01", "not sure is for FRM-04", organs=["not_sure"]),
    silent("ORG-01", "nothing answered"),
    says("ORG-01", "The patient reports: Liver disease.", organs=["liver", "kidney", "diabetes"]),
    says("ORG-01", "The patient reports: Overactive thyroid.", organs=["overactive_thyroid", "not_sure"]),
    says("ORG-01", "The patient reports: Liver disease; Overactive thyroid.", organs=["liver", "overactive_thyroid"]),
)
def test_org_01_fires_for_liver_and_thyroid_and_names_only_these(line: Row | Sentence) -> None:
    line.check()


@table(
    flagged("ORG-02", "kidney disease", organs=["kidney"]),
    flagged("ORG-02", "kidney and liver disease", organs=["liver", "kidney"]),
    flagged("ORG-02", "kidney disease, and not sure of the rest", organs=["kidney", "not_sure"]),
    silent("ORG-02", "liver disease is for ORG-01", organs=["liver"]),
    silent("ORG-02", "an overactive thyroid is for ORG-01", organs=["overactive_thyroid"]),
    silent("ORG-02", "diabetes is for GLU-01", organs=["diabetes"]),
    silent("ORG-02", "a slow stomach is for ASP-01", organs=["slow_stomach"]),
    silent("ORG-02", "none of these", organs=["none"]),
    silent("ORG-02", "not sure is for FRM-04", organs=["not_sure"]),
    silent("ORG-02", "nothing answered"),
    says("ORG-02", "The patient reports kidney disease.", organs=["kidney", "liver"]),
)
def test_org_02_fires_for_kidney_disease(line: Row | Sentence) -> None:
    line.check()
