"""Truth tables and sentences of the rules on pregnancy and breastfeeding: PRG-01 and PRG-02."""

from tests.screening.rules.tables import Row, Sentence, flagged, rests_on, says, silent, table


@table(
    flagged("PRG-01", "pregnant", pregnancy=["pregnant"]),
    flagged("PRG-01", "might be pregnant", pregnancy=["might_be"]),
    flagged("PRG-01", "breastfeeding", pregnancy=["breastfeeding"]),
    flagged("PRG-01", "breastfeeding and trying", pregnancy=["trying", "breastfeeding"]),
    flagged("PRG-01", "might be, and declined to say more", pregnancy=["might_be", "prefer_not"]),
    silent("PRG-01", "trying is for PRG-02", pregnancy=["trying"]),
    silent("PRG-01", "declined is for PRG-02", pregnancy=["prefer_not"]),
    silent("PRG-01", "no", pregnancy=["no"]),
    silent("PRG-01", "does not apply", pregnancy=["does_not_apply"]),
    silent("PRG-01", "nothing answered"),
)
def test_prg_01_fires_for_pregnancy_possible_pregnancy_and_breastfeeding(line: Row) -> None:
    line.check()


@table(
    says("PRG-01", "The patient reports: I am pregnant.", pregnancy=["pregnant"]),
    says("PRG-01", "The patient reports: I might be pregnant.", pregnancy=["might_be", "prefer_not"]),
    says("PRG-01", "The patient reports: I am breastfeeding.", pregnancy=["breastfeeding", "trying"]),
    says(
        "PRG-01",
        "The patient reports: I am pregnant; I am breastfeeding.",
        pregnancy=["pregnant", "breastfeeding"],
    ),
)
def test_prg_01_gives_the_patients_own_words(line: Sentence) -> None:
    line.check()


@table(
    flagged("PRG-02", "trying", pregnancy=["trying"]),
    flagged("PRG-02", "declined", pregnancy=["prefer_not"]),
    flagged("PRG-02", "trying, and declined to say more", pregnancy=["trying", "prefer_not"]),
    flagged("PRG-02", "trying while breastfeeding", pregnancy=["trying", "breastfeeding"]),
    flagged("PRG-02", "pregnant, and declined to say more", pregnancy=["pregnant", "prefer_not"]),
    silent("PRG-02", "pregnant is for PRG-01", pregnancy=["pregnant"]),
    silent("PRG-02", "might be pregnant is for PRG-01", pregnancy=["might_be"]),
    silent("PRG-02", "breastfeeding is for PRG-01", pregnancy=["breastfeeding"]),
    silent("PRG-02", "no", pregnancy=["no"]),
    silent("PRG-02", "does not apply", pregnancy=["does_not_apply"]),
    silent("PRG-02", "nothing answered", reasons=["depression"]),
)
def test_prg_02_fires_for_trying_and_for_a_declined_answer(line: Row) -> None:
    line.check()


@table(
    says("PRG-02", "The patient is trying to get pregnant.", pregnancy=["trying"]),
    says("PRG-02", "The patient is trying to get pregnant.", pregnancy=["trying", "breastfeeding"]),
    says("PRG-02", "The patient did not answer the pregnancy question.", pregnancy=["prefer_not"]),
    says(
        "PRG-02",
        "The patient is trying to get pregnant and also chose “Prefer not to answer” on the pregnancy question.",
        pregnancy=["trying", "prefer_not"],
    ),
    says(
        "PRG-02",
        "The patient also chose “Prefer not to answer” on the pregnancy question.",
        pregnancy=["might_be", "prefer_not"],
    ),
)
def test_prg_02_says_that_nothing_was_answered_only_where_nothing_was(line: Sentence) -> None:
    line.check()


def test_prg_02_leaves_pregnancy_itself_to_prg_01() -> None:
    assert rests_on("PRG-02", pregnancy=["pregnant", "prefer_not"]) == {"pregnancy": ("prefer_not",)}
