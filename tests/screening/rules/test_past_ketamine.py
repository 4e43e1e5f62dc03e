"""Truth tables and golden sentences of the rules in past_ketamine.py."""

from tests.screening.rules.tables import Row, Sentence, dropped, fires, flagged, rests_on, says, silent, table


def had(*where: str, **others: str) -> dict[str, object]:
    """The answers of someone who had it in these ways."""
    return {"ketamine_before": list(where), **{f"ketamine_{key}": code for key, code in others.items()}}


@table(
    flagged("KET-01", "bad or scary", **had("clinic_infusion", before_went="bad")),
    flagged("KET-01", "some good, some bad", **had("surgery_er", before_went="mixed")),
    flagged("KET-01", "as a nose spray", **had("nasal_esketamine", before_went="bad")),
    flagged("KET-01", "at home", **had("at_home", before_went="bad")),
    flagged("KET-01", "not from a doctor", **had("not_prescribed", before_went="bad")),
    flagged("KET-01", "not sure whether it was that, and it went badly", **had("not_sure", before_went="bad")),
    silent("KET-01", "fine", **had("clinic_infusion", before_went="fine")),
    silent("KET-01", "not remembered", **had("clinic_infusion", before_went="dont_remember")),
    silent("KET-01", "how it went is blank", **had("clinic_infusion")),
    silent("KET-01", "never had", **had("never")),
    silent("KET-01", "nothing answered"),
    dropped("KET-01", "how it went, of what was never had", **had("never", before_went="bad")),
    flagged("KET-02", "at home", **had("at_home")),
    flagged("KET-02", "at home among others", **had("clinic_infusion", "at_home", "not_sure")),
    silent("KET-02", "every other way", **had("surgery_er", "clinic_infusion", "nasal_esketamine", "not_prescribed")),
    silent("KET-02", "not sure", **had("not_sure")),
    silent("KET-02", "never", **had("never")),
    silent("KET-02", "nothing answered"),
    flagged("KET-03", "at a clinic, fine", **had("clinic_infusion", before_went="fine")),
    flagged("KET-03", "as a nose spray, fine", **had("nasal_esketamine", before_went="fine")),
    flagged("KET-03", "for surgery, fine", **had("surgery_er", before_went="fine")),
    flagged("KET-03", "not remembered", **had("surgery_er", before_went="dont_remember")),
    flagged("KET-03", "how it went is blank", **had("surgery_er")),
    flagged("KET-03", "at a clinic among others", **had("clinic_infusion", "at_home", "not_sure", before_went="fine")),
    silent("KET-03", "bad or scary is KET-01", **had("clinic_infusion", before_went="bad")),
    silent("KET-03", "some good, some bad is KET-01", **had("clinic_infusion", before_went="mixed")),
    silent("KET-03", "only at home is KET-02", **had("at_home", before_went="fine")),
    silent("KET-03", "only not from a doctor is SUB-02", **had("not_prescribed", before_went="fine")),
    silent("KET-03", "not sure", **had("not_sure", before_went="fine")),
    silent("KET-03", "never", **had("never")),
    silent("KET-03", "nothing answered"),
    flagged("KET-04", "at a clinic", **had("clinic_infusion", last="month")),
    flagged("KET-04", "as a nose spray", **had("nasal_esketamine", last="month")),
    flagged("KET-04", "at home", **had("at_home", last="month")),
    flagged("KET-04", "at home among others", **had("surgery_er", "at_home", "not_sure", last="month")),
    silent("KET-04", "for surgery", **had("surgery_er", last="month")),
    silent("KET-04", "not from a doctor", **had("not_prescribed", last="month")),
    silent("KET-04", "not sure what it was", **had("not_sure", last="month")),
    silent("KET-04", "1 to 12 months ago", **had("clinic_infusion", last="m1_12")),
    silent("KET-04", "more than a year ago", **had("clinic_infusion", last="over_1y")),
    silent("KET-04", "not sure when: the form's card says so", **had("clinic_infusion", last="not_sure")),
    silent("KET-04", "when is blank", **had("clinic_infusion")),
    silent("KET-04", "nothing answered"),
    dropped("KET-04", "when, of what was never had", **had("never", last="month")),
    flagged("KET-05", "not at all", **had("clinic_infusion", helped="none")),
    flagged("KET-05", "a little, as a nose spray", **had("nasal_esketamine", helped="little")),
    flagged("KET-05", "a little, at home", **had("at_home", helped="little")),
    silent("KET-05", "a lot", **had("clinic_infusion", helped="lot")),
    silent("KET-05", "not sure: the form's card says so", **had("clinic_infusion", helped="not_sure")),
    silent("KET-05", "blank", **had("clinic_infusion")),
    silent("KET-05", "nothing answered"),
    dropped("KET-05", "not asked after surgery", **had("surgery_er", helped="none")),
    dropped("KET-05", "not asked of use not from a doctor", **had("not_prescribed", helped="none")),
    dropped("KET-05", "not asked where the patient is not sure", **had("not_sure", helped="none")),
)
def test_each_row_holds(line: Row) -> None:
    line.check()


@table(
    says(
        "KET-01",
        "The patient had ketamine or esketamine before (As a treatment at a clinic) and says it went: Bad or scary.",
        **had("clinic_infusion", before_went="bad"),
    ),
    says(
        "KET-01",
        "The patient had ketamine or esketamine before (For surgery or in an emergency room; As a nose spray "
        "(Spravato); Not from a doctor) and says it went: Some good, some bad.",
        **had("surgery_er", "nasal_esketamine", "not_prescribed", "not_sure", before_went="mixed"),
    ),
    says(
        "KET-01",
        "The patient is not sure whether they had ketamine or esketamine before, and says it went: Bad or scary.",
        **had("not_sure", before_went="bad"),
    ),
    says("KET-02", "The patient reports ketamine prescribed for home use.", **had("at_home")),
    says(
        "KET-03",
        "The patient had ketamine or esketamine before: For surgery or in an emergency room.",
        **had("surgery_er"),
    ),
    says(
        "KET-03",
        "The patient had ketamine or esketamine before: As a treatment at a clinic; Prescribed for use at home.",
        **had("clinic_infusion", "at_home", "not_sure", before_went="fine"),
    ),
    says(
        "KET-04",
        "The patient had ketamine or esketamine within the past month.",
        **had("nasal_esketamine", last="month"),
    ),
    says("KET-05", "The patient says ketamine or esketamine helped: Not at all.", **had("at_home", helped="none")),
    says("KET-05", "The patient says ketamine or esketamine helped: A little.", **had("at_home", helped="little")),
)
def test_a_reason_reads(line: Sentence) -> None:
    line.check()


def test_where_it_was_had_is_shown_with_how_it_went() -> None:
    shown = rests_on("KET-01", **had("clinic_infusion", "not_sure", before_went="bad"))
    assert shown == {"ketamine_before_went": ("bad",), "ketamine_before": ()}


def test_a_doubt_beside_a_definite_answer_is_on_the_form_card() -> None:
    answers = had("at_home", "not_sure")
    assert fires("KET-02", **answers)
    assert rests_on("FRM-04", **answers) == {"ketamine_before": ("not_sure",)}


def test_a_doubt_that_a_reason_only_quotes_stays_on_the_form_card() -> None:
    assert rests_on("FRM-04", **had("not_sure", before_went="bad")) == {"ketamine_before": ("not_sure",)}


def test_doubts_about_when_and_how_much_are_on_the_form_card() -> None:
    answers = had("clinic_infusion", last="not_sure", helped="not_sure")
    assert set(rests_on("FRM-04", **answers)) == {"ketamine_last", "ketamine_helped"}
