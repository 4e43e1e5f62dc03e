"""Truth tables and golden sentences of the rules on the form itself. That no doubt is lost is in tests/contracts."""

from tests.screening.rules.tables import Row, Sentence, dropped, flagged, rests_on, says, silent, table


@table(
    flagged("FRM-01", "under 18", adult="no"),
    silent("FRM-01", "18 or older", adult="yes"),
    silent("FRM-01", "not worked out"),
    flagged("FRM-02", "someone helped", filled_by="helper"),
    flagged("FRM-02", "someone else filled it out", filled_by="proxy"),
    silent("FRM-02", "the patient did", filled_by="self"),
    silent("FRM-02", "blank"),
    flagged("FRM-03", "no message", callback_message_ok="no"),
    silent("FRM-03", "a message is fine", callback_message_ok="yes"),
    silent("FRM-03", "blank"),
    flagged("FRM-05", "asks for help", language_help="yes"),
    flagged("FRM-05", "says which", language_help="yes", language_help_details="Spanish"),
    flagged("FRM-05", "not sure", language_help="not_sure"),
    silent("FRM-05", "no", language_help="no"),
    silent("FRM-05", "blank"),
    dropped("FRM-05", "details of a No were not asked", language_help="no", language_help_details="Spanish"),
)
def test_who_filled_it_in_and_how_to_reach_the_patient(line: Row) -> None:
    line.check()


@table(
    flagged("FRM-04", "not sure, and no other rule on it", told_by_professional=["not_sure"]),
    flagged("FRM-04", "not sure beside an answer", told_by_professional=["anxiety", "not_sure"]),
    flagged("FRM-04", "declined, and no other rule on it", phq9_1="1", phq9_difficulty="prefer_not"),
    flagged("FRM-04", "one option is KET-02's, the other is left", ketamine_before=["at_home", "not_sure"]),
    silent("FRM-04", "not sure, and TRN-02 takes it", ride_home="not_sure"),
    silent("FRM-04", "declined, and SUB-05 takes it", substance_trouble="prefer_not"),
    silent("FRM-04", "not sure, and MED-06 takes it", med_list="none", med_kinds=["not_sure"]),
    silent("FRM-04", "a definite answer", told_by_professional=["none"]),
    silent(
        "FRM-04",
        "“I do not remember” is an answer of its own",
        ketamine_before=["surgery_er"],
        ketamine_before_went="dont_remember",
    ),
    silent("FRM-04", "“Not checked” is an answer of its own", heart_vessel=["high_bp"], bp_status="not_checked"),
    silent("FRM-04", "a blank is not a doubt: it is listed as blank"),
    dropped("FRM-04", "a doubt on a question that was not asked", heart_vessel=["none"], heart_recent="not_sure"),
    silent(
        "FRM-04",
        "doubts in the rows of medicines stay in the rows",
        reasons=["other", "anxiety"],
        mood_meds_any="yes",
        mood_meds=[{"name": "Sertraline", "weeks": "not_sure", "full_dose": "not_sure", "helped": "not_sure"}],
    ),
)
def test_every_doubt_that_no_other_rule_took(line: Row) -> None:
    line.check()


@table(
    says("FRM-01", "The patient says they are under 18.", adult="no"),
    says("FRM-02", "Someone helped with this form.", filled_by="helper"),
    says("FRM-02", "Someone filled out this form for the patient.", filled_by="proxy"),
    says("FRM-03", "Do not leave a message at the patient's number.", callback_message_ok="no"),
    says(
        "FRM-04",
        "The patient was not sure about, or chose not to answer: “Has a doctor or other health worker ever told you "
        "that you have any of these?”.",
        told_by_professional=["not_sure"],
    ),
    says(
        "FRM-04",
        "The patient was not sure about, or chose not to answer: “Do you have any of these eye problems?”; "
        "“Do you have any of these breathing problems?”.",
        eyes=["glaucoma", "not_sure"],
        breathing=["not_sure"],
    ),
    says("FRM-05", "The patient asks for an interpreter or other help.", language_help="yes"),
    says(
        "FRM-05",
        "The patient asks for an interpreter or other help: Spanish.",
        language_help="yes",
        language_help_details="Spanish",
    ),
    says(
        "FRM-05",
        "The patient asks for an interpreter or other help: I cannot see well.",
        language_help="yes",
        language_help_details="I cannot see well.",
    ),
    says(
        "FRM-05",
        "The patient is not sure whether they would like an interpreter or other help.",
        language_help="not_sure",
    ),
)
def test_the_reason_reads(line: Sentence) -> None:
    line.check()


def test_the_second_pass_takes_only_the_option_that_is_left() -> None:
    answers = {"ketamine_before": ["at_home", "not_sure"]}

    assert rests_on("KET-02", **answers) == {"ketamine_before": ("at_home",)}
    assert rests_on("FRM-04", **answers) == {"ketamine_before": ("not_sure",)}


def test_the_details_are_shown_as_evidence() -> None:
    answers = {"language_help": "yes", "language_help_details": "Spanish"}

    assert rests_on("FRM-05", **answers) == {"language_help": ("yes",), "language_help_details": ()}
