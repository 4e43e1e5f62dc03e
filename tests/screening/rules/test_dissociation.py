"""Truth tables and golden sentences of the rules on feeling cut off."""

from tests.screening.rules.tables import Row, Sentence, dropped, flagged, rests_on, says, silent, table


@table(
    flagged("DIS-01", "very upsetting, once", dissoc_often="once_twice", dissoc_upset="very", dissoc_trigger="no"),
    flagged("DIS-01", "very upsetting, often", dissoc_often="often", dissoc_upset="very"),
    flagged("DIS-01", "very upsetting, not sure it was that", dissoc_often="not_sure", dissoc_upset="very"),
    flagged("DIS-01", "a drug, though never otherwise", dissoc_often="never", dissoc_trigger="yes"),
    flagged("DIS-01", "a drug, the rest blank", dissoc_trigger="yes"),
    flagged("DIS-01", "a drug, not upset", dissoc_often="sometimes", dissoc_upset="not", dissoc_trigger="yes"),
    flagged("DIS-01", "both", dissoc_often="often", dissoc_upset="very", dissoc_trigger="yes"),
    silent("DIS-01", "a little upsetting", dissoc_often="often", dissoc_upset="little", dissoc_trigger="no"),
    silent("DIS-01", "not upsetting", dissoc_often="often", dissoc_upset="not", dissoc_trigger="no"),
    silent("DIS-01", "not sure about a drug is DIS-02's", dissoc_often="never", dissoc_trigger="not_sure"),
    silent("DIS-01", "often, how upsetting is blank", dissoc_often="often"),
    silent("DIS-01", "never", dissoc_often="never", dissoc_trigger="no"),
    silent("DIS-01", "nothing was answered"),
    dropped("DIS-01", "never: how upsetting was not asked", dissoc_often="never", dissoc_upset="very"),
    dropped("DIS-01", "how often is blank: how upsetting was not asked", dissoc_upset="very"),
)
def test_very_upsetting_or_brought_on_in_a_scary_way(line: Row) -> None:
    line.check()


@table(
    flagged("DIS-02", "sometimes", dissoc_often="sometimes", dissoc_upset="not", dissoc_trigger="no"),
    flagged("DIS-02", "often", dissoc_often="often", dissoc_upset="not", dissoc_trigger="no"),
    flagged("DIS-02", "not sure", dissoc_often="not_sure", dissoc_upset="not", dissoc_trigger="no"),
    flagged("DIS-02", "once, a little upsetting", dissoc_often="once_twice", dissoc_upset="little"),
    flagged("DIS-02", "not sure about a drug", dissoc_often="never", dissoc_trigger="not_sure"),
    flagged("DIS-02", "not sure about a drug, the rest blank", dissoc_trigger="not_sure"),
    flagged("DIS-02", "often, also beside DIS-01", dissoc_often="often", dissoc_upset="very", dissoc_trigger="yes"),
    flagged("DIS-02", "sometimes, how upsetting is blank", dissoc_often="sometimes"),
    silent("DIS-02", "once, very upsetting is DIS-01's", dissoc_often="once_twice", dissoc_upset="very"),
    silent("DIS-02", "once, not upsetting", dissoc_often="once_twice", dissoc_upset="not", dissoc_trigger="no"),
    silent("DIS-02", "never", dissoc_often="never", dissoc_trigger="no"),
    silent("DIS-02", "a drug did is DIS-01's", dissoc_often="never", dissoc_trigger="yes"),
    silent("DIS-02", "nothing was answered"),
    dropped("DIS-02", "never: how upsetting was not asked", dissoc_often="never", dissoc_upset="little"),
)
def test_repeated_a_little_upsetting_or_not_sure(line: Row) -> None:
    line.check()


@table(
    flagged("DIS-03", "once, not upset, no drug", dissoc_often="once_twice", dissoc_upset="not", dissoc_trigger="no"),
    silent("DIS-03", "sometimes", dissoc_often="sometimes", dissoc_upset="not", dissoc_trigger="no"),
    silent("DIS-03", "often", dissoc_often="often", dissoc_upset="not", dissoc_trigger="no"),
    silent("DIS-03", "not sure how often", dissoc_often="not_sure", dissoc_upset="not", dissoc_trigger="no"),
    silent("DIS-03", "a little upset", dissoc_often="once_twice", dissoc_upset="little", dissoc_trigger="no"),
    silent("DIS-03", "very upset", dissoc_often="once_twice", dissoc_upset="very", dissoc_trigger="no"),
    silent("DIS-03", "how upsetting is blank", dissoc_often="once_twice", dissoc_trigger="no"),
    silent("DIS-03", "not sure about a drug", dissoc_often="once_twice", dissoc_upset="not", dissoc_trigger="not_sure"),
    silent("DIS-03", "a drug did", dissoc_often="once_twice", dissoc_upset="not", dissoc_trigger="yes"),
    silent("DIS-03", "whether a drug did is blank", dissoc_often="once_twice", dissoc_upset="not"),
    silent("DIS-03", "never", dissoc_often="never", dissoc_trigger="no"),
    silent("DIS-03", "nothing was answered"),
)
def test_once_or_twice_and_not_upset(line: Row) -> None:
    line.check()


@table(
    says(
        "DIS-01",
        "The patient reports feeling cut off from body or world: Sometimes, Very upsetting.",
        dissoc_often="sometimes",
        dissoc_upset="very",
        dissoc_trigger="no",
    ),
    says(
        "DIS-01",
        "The patient reports feeling cut off from body or world: Often, Very upsetting.",
        dissoc_often="often",
        dissoc_upset="very",
    ),
    says(
        "DIS-01",
        "The patient reports feeling cut off from body or world: Once or twice, Very upsetting. "
        "A drug, medicine or alcohol once caused this in a scary way.",
        dissoc_often="once_twice",
        dissoc_upset="very",
        dissoc_trigger="yes",
    ),
    says(
        "DIS-01",
        "The patient is not sure whether they have felt cut off from body or world, and says of it: Very upsetting.",
        dissoc_often="not_sure",
        dissoc_upset="very",
        dissoc_trigger="not_sure",
    ),
    says(
        "DIS-01",
        "The patient is not sure whether they have felt cut off from body or world, and says of it: Very upsetting. "
        "A drug, medicine or alcohol once caused this in a scary way.",
        dissoc_often="not_sure",
        dissoc_upset="very",
        dissoc_trigger="yes",
    ),
    *(
        says(
            "DIS-01",
            "The patient reports feeling cut off: a drug, medicine or alcohol once caused this in a scary way.",
            **answers,
            dissoc_trigger="yes",
        )
        for answers in (
            {},
            {"dissoc_often": "never"},
            {"dissoc_often": "often"},
            {"dissoc_often": "sometimes", "dissoc_upset": "little"},
            {"dissoc_often": "not_sure", "dissoc_upset": "not"},
        )
    ),
    says(
        "DIS-02",
        "The patient reports feeling cut off from body or world: Often, Not upsetting.",
        dissoc_often="often",
        dissoc_upset="not",
        dissoc_trigger="no",
    ),
    says(
        "DIS-02",
        "The patient reports feeling cut off from body or world: Once or twice, A little upsetting.",
        dissoc_often="once_twice",
        dissoc_upset="little",
        dissoc_trigger="yes",
    ),
    says(
        "DIS-02",
        "The patient reports feeling cut off from body or world: Sometimes, Very upsetting.",
        dissoc_often="sometimes",
        dissoc_upset="very",
        dissoc_trigger="no",
    ),
    says(
        "DIS-02",
        "The patient reports feeling cut off from body or world: Often.",
        dissoc_often="often",
        dissoc_trigger="no",
    ),
    says(
        "DIS-02",
        "The patient reports feeling cut off from body or world: Sometimes.",
        dissoc_often="sometimes",
    ),
    says(
        "DIS-02",
        "The patient reports feeling cut off from body or world: Sometimes. "
        "The patient is not sure whether a drug, medicine or alcohol ever made them feel cut off in a scary way.",
        dissoc_often="sometimes",
        dissoc_trigger="not_sure",
    ),
    says(
        "DIS-02",
        "The patient reports feeling cut off from body or world: Once or twice, A little upsetting. "
        "The patient is not sure whether a drug, medicine or alcohol ever made them feel cut off in a scary way.",
        dissoc_often="once_twice",
        dissoc_upset="little",
        dissoc_trigger="not_sure",
    ),
    says(
        "DIS-02",
        "The patient is not sure whether they have felt cut off from body or world.",
        dissoc_often="not_sure",
        dissoc_trigger="no",
    ),
    says(
        "DIS-02",
        "The patient is not sure whether they have felt cut off from body or world, and says of it: "
        "A little upsetting.",
        dissoc_often="not_sure",
        dissoc_upset="little",
        dissoc_trigger="no",
    ),
    says(
        "DIS-02",
        "The patient is not sure whether they have felt cut off from body or world, and says of it: Not upsetting. "
        "The patient is not sure whether a drug, medicine or alcohol ever made them feel cut off in a scary way.",
        dissoc_often="not_sure",
        dissoc_upset="not",
        dissoc_trigger="not_sure",
    ),
    says(
        "DIS-02",
        "The patient is not sure whether a drug, medicine or alcohol ever made them feel cut off in a scary way.",
        dissoc_often="once_twice",
        dissoc_upset="not",
        dissoc_trigger="not_sure",
    ),
    says(
        "DIS-03",
        "The patient felt this once or twice and was not upset by it.",
        dissoc_often="once_twice",
        dissoc_upset="not",
        dissoc_trigger="no",
    ),
)
def test_the_reason_reads(line: Sentence) -> None:
    line.check()


def test_a_trigger_alone_rests_on_nothing_else() -> None:
    answers = {"dissoc_often": "sometimes", "dissoc_upset": "little", "dissoc_trigger": "yes"}

    assert rests_on("DIS-01", **answers) == {"dissoc_trigger": ("yes",)}


def test_the_frequency_that_is_quoted_is_shown_as_evidence() -> None:
    answers = {"dissoc_often": "once_twice", "dissoc_upset": "very", "dissoc_trigger": "no"}

    assert rests_on("DIS-01", **answers) == {"dissoc_upset": ("very",), "dissoc_often": ()}


def test_not_being_sure_of_it_is_evidence_even_where_dis_01_speaks() -> None:
    answers = {"dissoc_often": "not_sure", "dissoc_upset": "very", "dissoc_trigger": "no"}

    assert rests_on("DIS-02", **answers) == {"dissoc_often": ("not_sure",), "dissoc_upset": ()}
