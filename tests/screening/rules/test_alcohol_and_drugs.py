"""Truth tables and golden sentences of the rules on alcohol and other drugs."""

from screening.policy import Policy
from screening.rule import Priority
from tests.screening.rules.tables import (
    Row,
    Sentence,
    auditc,
    dropped,
    finding,
    flagged,
    rests_on,
    says,
    silent,
    table,
)

RISKIER = ("opioids_np", "cocaine_meth", "sedatives_np", "ketamine_pcp")


@table(
    flagged("SUB-01", "problems now", substance_trouble="now"),
    *(flagged("SUB-01", f"{drug} in the past year", substances=[drug]) for drug in RISKIER),
    flagged("SUB-01", "one of them among others", substances=["cannabis", "sedatives_np", "psychedelics"]),
    flagged("SUB-01", "one of them, and not answering the rest", substances=["cocaine_meth", "prefer_not"]),
    flagged("SUB-01", "both", substance_trouble="now", substances=["opioids_np"]),
    silent("SUB-01", "problems in the past are SUB-03's", substance_trouble="past"),
    silent("SUB-01", "never", substance_trouble="never", substances=["none"]),
    silent("SUB-01", "not answering is SUB-05's", substance_trouble="prefer_not", substances=["prefer_not"]),
    silent("SUB-01", "cannabis is SUB-06's", substances=["cannabis"]),
    silent("SUB-01", "psychedelics are SUB-02's", substances=["psychedelics"]),
    silent("SUB-01", "ketamine at some time is SUB-02's", ketamine_before=["not_prescribed"]),
    silent("SUB-01", "nothing was answered"),
)
def test_problems_now_or_the_riskier_drugs(line: Row) -> None:
    line.check()


@table(
    flagged("SUB-02", "psychedelics in the past year", substances=["psychedelics"]),
    flagged("SUB-02", "ketamine not from a doctor, at any time", ketamine_before=["not_prescribed"]),
    flagged("SUB-02", "ketamine from a doctor as well", ketamine_before=["clinic_infusion", "not_prescribed"]),
    flagged("SUB-02", "both", substances=["psychedelics"], ketamine_before=["not_prescribed"]),
    silent("SUB-02", "ketamine in the past year is SUB-01's", substances=["ketamine_pcp"]),
    silent("SUB-02", "cannabis is SUB-06's", substances=["cannabis"]),
    silent("SUB-02", "ketamine only at home, prescribed", ketamine_before=["at_home"]),
    silent("SUB-02", "ketamine only in care", ketamine_before=["surgery_er", "clinic_infusion", "nasal_esketamine"]),
    silent("SUB-02", "not sure about ketamine", ketamine_before=["not_sure"]),
    silent("SUB-02", "none and never", substances=["none"], ketamine_before=["never"]),
    silent("SUB-02", "not answering is SUB-05's", substances=["prefer_not"]),
    silent("SUB-02", "nothing was answered"),
    flagged("SUB-03", "in the past", substance_trouble="past"),
    silent("SUB-03", "now is SUB-01's", substance_trouble="now"),
    silent("SUB-03", "never", substance_trouble="never"),
    silent("SUB-03", "not answering is SUB-05's", substance_trouble="prefer_not"),
    silent("SUB-03", "nothing was answered"),
    flagged("SUB-06", "cannabis", substances=["cannabis"]),
    flagged("SUB-06", "cannabis among others", substances=["cannabis", "cocaine_meth"]),
    flagged("SUB-06", "cannabis, and not answering the rest", substances=["cannabis", "prefer_not"]),
    *(silent("SUB-06", f"{drug} is another", substances=[drug]) for drug in (*RISKIER, "psychedelics")),
    silent("SUB-06", "none", substances=["none"]),
    silent("SUB-06", "not answered", substances=["prefer_not"]),
    silent("SUB-06", "nothing was answered"),
)
def test_other_drugs_and_the_past(line: Row) -> None:
    line.check()


@table(
    flagged("SUB-04", "3 is the lower published cut point", **auditc("300")),
    flagged("SUB-04", "4", **auditc("211")),
    flagged("SUB-04", "12 is the top", **auditc("444")),
    silent("SUB-04", "2 is below it", **auditc("200")),
    silent("SUB-04", "1, the lowest for someone who drinks", **auditc("100")),
    silent("SUB-04", "never drinks: 0, the rest not asked", auditc_1="0"),
    dropped("SUB-04", "never drinks: what was given for the rest does not count", **auditc("044")),
    silent("SUB-04", "one item declined: no score, however high the others", **auditc("44?")),
    silent("SUB-04", "the first item declined", **auditc("?44")),
    silent("SUB-04", "one item blank: no score", **auditc("4-4")),
    silent("SUB-04", "the first item blank", **auditc("-44")),
    silent("SUB-04", "nothing was answered"),
    flagged("SUB-07", "8 is the local threshold", **auditc("422")),
    flagged("SUB-07", "12 is the top", **auditc("444")),
    silent("SUB-07", "7 is below it", **auditc("421")),
    silent("SUB-07", "3 is SUB-04's", **auditc("300")),
    silent("SUB-07", "never drinks", auditc_1="0"),
    dropped("SUB-07", "never drinks: what was given for the rest does not count", **auditc("044")),
    silent("SUB-07", "one item declined: no score, however high the others", **auditc("44?")),
    silent("SUB-07", "one item blank: no score", **auditc("44-")),
    silent("SUB-07", "nothing was answered"),
)
def test_the_audit_c_score(line: Row) -> None:
    line.check()


@table(
    flagged("SUB-05", "drugs", substances=["prefer_not"]),
    flagged("SUB-05", "drugs, beside one that was chosen", substances=["cannabis", "prefer_not"]),
    flagged("SUB-05", "problems", substance_trouble="prefer_not"),
    flagged("SUB-05", "the first alcohol item", **auditc("?--")),
    flagged("SUB-05", "the second alcohol item", **auditc("1?0")),
    flagged("SUB-05", "the third alcohol item", **auditc("10?")),
    flagged("SUB-05", "the third, the first blank", **auditc("--?")),
    flagged("SUB-05", "everything", substances=["prefer_not"], substance_trouble="prefer_not", **auditc("???")),
    dropped("SUB-05", "an item that was not shown was not declined", **auditc("0??")),
    silent("SUB-05", "all answered", substances=["none"], substance_trouble="never", **auditc("100")),
    silent("SUB-05", "a blank is not a choice: Check and send lists it"),
)
def test_questions_that_the_patient_chose_not_to_answer(line: Row) -> None:
    line.check()


@table(
    says("SUB-01", "The patient reports problems with alcohol or drugs now.", substance_trouble="now"),
    says(
        "SUB-01",
        "The patient reports use in the past year: Cocaine or meth; Ketamine or PCP not from a doctor.",
        substances=["cannabis", "cocaine_meth", "ketamine_pcp", "prefer_not"],
        substance_trouble="past",
    ),
    says(
        "SUB-01",
        "The patient reports problems with alcohol or drugs now and use in the past year: "
        "Opioids not as prescribed, or heroin or fentanyl; Sedatives not as prescribed.",
        substances=["opioids_np", "sedatives_np"],
        substance_trouble="now",
    ),
    says(
        "SUB-02",
        "The patient reports use in the past year: Mushrooms, LSD or MDMA.",
        substances=["cannabis", "psychedelics"],
        ketamine_before=["never"],
    ),
    says(
        "SUB-02",
        "The patient reports ketamine, at some time, not from a doctor.",
        substances=["none"],
        ketamine_before=["surgery_er", "not_prescribed"],
    ),
    says(
        "SUB-02",
        "The patient reports use in the past year: Mushrooms, LSD or MDMA; and ketamine, at some time, "
        "not from a doctor.",
        substances=["psychedelics"],
        ketamine_before=["not_prescribed"],
    ),
    says(
        "SUB-03",
        "The patient reports past problems with, or treatment for, alcohol or drugs.",
        substance_trouble="past",
    ),
    says("SUB-04", "AUDIT-C score 3 of 12. Published cut points are 3 (women) and 4 (men).", **auditc("300")),
    says("SUB-04", "AUDIT-C score 12 of 12. Published cut points are 3 (women) and 4 (men).", **auditc("444")),
    says("SUB-05", "The patient chose not to answer some alcohol or drug questions.", substances=["prefer_not"]),
    says("SUB-06", "The patient reports cannabis use in the past year.", substances=["cannabis"]),
    says("SUB-07", "AUDIT-C score 8 of 12.", **auditc("422")),
)
def test_the_reason_reads(line: Sentence) -> None:
    line.check()


def test_a_clinic_may_move_the_number_from_which_drinking_is_discussed() -> None:
    four = Policy(numbers={"auditc_discuss_from": 4})

    assert finding("SUB-04", four, **auditc("300")) is None
    assert finding("SUB-04", four, **auditc("310")) is not None


def test_no_setting_moves_the_higher_threshold() -> None:
    twelve = Policy(numbers={"auditc_discuss_from": 12})

    found = finding("SUB-07", twelve, **auditc("422"))

    assert found is not None
    assert found.priority is Priority.DISCUSS_FIRST


def test_a_score_rests_on_the_items_that_were_counted() -> None:
    assert rests_on("SUB-04", **auditc("310")) == {"auditc_1": ("3",), "auditc_2": ("1",), "auditc_3": ("0",)}


def test_only_the_ketamine_not_from_a_doctor_is_evidence_of_other_drugs() -> None:
    answers = {"ketamine_before": ["clinic_infusion", "not_prescribed", "not_sure"]}

    assert rests_on("SUB-02", **answers) == {"ketamine_before": ("not_prescribed",)}


def test_only_the_declined_items_are_evidence_of_not_answering() -> None:
    answers = {"substances": ["cannabis", "prefer_not"], **auditc("2?1")}

    assert rests_on("SUB-05", **answers) == {"substances": ("prefer_not",), "auditc_2": ("prefer_not",)}
