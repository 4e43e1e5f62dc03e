"""Truth tables and sentences of the rules on allergy and anesthesia: ALL-01 and ALL-02."""

from tests.screening.rules.tables import Row, Sentence, dropped, flagged, rests_on, says, silent, table


@table(
    flagged("ALL-01", "allergic", allergy_ketamine="yes"),
    silent("ALL-01", "not sure is for ALL-02", allergy_ketamine="not_sure"),
    silent("ALL-01", "not allergic", allergy_ketamine="no"),
    silent("ALL-01", "another allergy is read on the form", allergy_other="ketamine, penicillin"),
    silent("ALL-01", "a reaction to anesthesia is for ALL-02", anesthesia_problem="yes"),
    silent("ALL-01", "nothing answered"),
    says("ALL-01", "The patient reports being allergic to ketamine or esketamine.", allergy_ketamine="yes"),
)
def test_all_01_fires_for_an_allergy_to_ketamine(line: Row | Sentence) -> None:
    line.check()


@table(
    flagged("ALL-02", "not sure of an allergy", allergy_ketamine="not_sure"),
    flagged("ALL-02", "a bad reaction", anesthesia_problem="yes"),
    flagged("ALL-02", "not sure of a reaction", anesthesia_problem="not_sure"),
    flagged("ALL-02", "both in doubt", allergy_ketamine="not_sure", anesthesia_problem="not_sure"),
    flagged("ALL-02", "a bad reaction beside an allergy", allergy_ketamine="yes", anesthesia_problem="yes"),
    silent("ALL-02", "allergic is for ALL-01", allergy_ketamine="yes", anesthesia_problem="no"),
    silent("ALL-02", "no allergy, no reaction", allergy_ketamine="no", anesthesia_problem="no"),
    silent("ALL-02", "never had anesthesia", allergy_ketamine="no", anesthesia_problem="never_had"),
    silent("ALL-02", "another allergy is read on the form", allergy_other="latex"),
    silent("ALL-02", "sick after surgery is for NAU-01", nausea_after="yes"),
    dropped(
        "ALL-02",
        "details of a reaction that did not happen are not asked",
        anesthesia_problem="no",
        anesthesia_problem_details="woke up",
    ),
    silent("ALL-02", "nothing answered"),
)
def test_all_02_fires_for_doubt_about_an_allergy_and_for_a_reaction_or_doubt_about_one(line: Row) -> None:
    line.check()


@table(
    says("ALL-02", "The patient is not sure about an allergy to ketamine.", allergy_ketamine="not_sure"),
    says(
        "ALL-02",
        "The patient is not sure about an allergy to ketamine.",
        allergy_ketamine="not_sure",
        anesthesia_problem="never_had",
    ),
    says("ALL-02", "The patient reports a bad reaction to anesthesia or sedation.", anesthesia_problem="yes"),
    says(
        "ALL-02",
        "The patient reports a bad reaction to anesthesia or sedation: woke up confused.",
        anesthesia_problem="yes",
        anesthesia_problem_details="woke up confused",
    ),
    says(
        "ALL-02",
        "The patient reports a bad reaction to anesthesia or sedation: I woke up. It was scary!",
        anesthesia_problem="yes",
        anesthesia_problem_details="I woke up.\nIt was scary!",
    ),
    says(
        "ALL-02",
        "The patient is not sure whether they have ever had a bad reaction to anesthesia or sedation.",
        anesthesia_problem="not_sure",
    ),
    says(
        "ALL-02",
        "The patient is not sure whether they have ever had a bad reaction to anesthesia or sedation.",
        allergy_ketamine="yes",
        anesthesia_problem="not_sure",
    ),
    says(
        "ALL-02",
        "The patient is not sure about an allergy to ketamine. "
        "The patient reports a bad reaction to anesthesia or sedation.",
        allergy_ketamine="not_sure",
        anesthesia_problem="yes",
    ),
    says(
        "ALL-02",
        "The patient is not sure about an allergy to ketamine. "
        "The patient reports a bad reaction to anesthesia or sedation: woke up confused.",
        allergy_ketamine="not_sure",
        anesthesia_problem="yes",
        anesthesia_problem_details="woke up confused",
    ),
    says(
        "ALL-02",
        "The patient is not sure about an allergy to ketamine. "
        "The patient is not sure whether they have ever had a bad reaction to anesthesia or sedation.",
        allergy_ketamine="not_sure",
        anesthesia_problem="not_sure",
    ),
)
def test_all_02_reports_a_reaction_only_where_there_was_one(line: Sentence) -> None:
    line.check()


def test_all_02_shows_the_details_that_it_quotes() -> None:
    found = rests_on("ALL-02", anesthesia_problem="yes", anesthesia_problem_details="woke up confused")

    assert found == {"anesthesia_problem": ("yes",), "anesthesia_problem_details": ()}
