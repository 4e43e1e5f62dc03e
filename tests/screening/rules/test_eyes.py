"""Truth table and sentences of the rule on the eyes: EYE-01."""

from tests.screening.rules.tables import Row, Sentence, flagged, says, silent, table


@table(
    flagged("EYE-01", "glaucoma or high eye pressure", eyes=["glaucoma"]),
    flagged("EYE-01", "an injury or surgery in the past 3 months", eyes=["eye_injury"]),
    flagged("EYE-01", "both", eyes=["glaucoma", "eye_injury"]),
    flagged("EYE-01", "glaucoma, and not sure of the rest", eyes=["glaucoma", "not_sure"]),
    silent("EYE-01", "none of these", eyes=["none"]),
    silent("EYE-01", "not sure is for FRM-04", eyes=["not_sure"]),
    silent("EYE-01", "nothing answered"),
)
def test_eye_01_fires_for_eye_pressure_injury_and_surgery(line: Row) -> None:
    line.check()


@table(
    says("EYE-01", "The patient reports: Glaucoma or high eye pressure.", eyes=["glaucoma", "not_sure"]),
    says("EYE-01", "The patient reports: Eye injury or eye surgery in the past 3 months.", eyes=["eye_injury"]),
    says(
        "EYE-01",
        "The patient reports: Glaucoma or high eye pressure; Eye injury or eye surgery in the past 3 months.",
        eyes=["glaucoma", "eye_injury"],
    ),
)
def test_eye_01_names_what_was_chosen(line: Sentence) -> None:
    line.check()
