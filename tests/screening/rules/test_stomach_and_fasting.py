"""Truth tables and golden sentences of the rules on a slow stomach and on fasting with diabetes."""

from tests.screening.rules.tables import Row, Sentence, flagged, rests_on, says, silent, table

KINDS = (
    "benzo",
    "sleep",
    "opioid",
    "relax_gaba",
    "stimulant",
    "maoi",
    "lamotrigine",
    "enzyme",
    "glp1",
    "insulin",
    "naltrexone",
    "theophylline",
    "none",
    "not_sure",
)
ORGANS = ("liver", "kidney", "overactive_thyroid", "diabetes", "slow_stomach", "none", "not_sure")


@table(
    flagged("ASP-01", "a medicine that slows the stomach", med_kinds=["glp1"]),
    flagged("ASP-01", "a slow stomach", organs=["slow_stomach"]),
    flagged("ASP-01", "both", med_kinds=["glp1"], organs=["slow_stomach"]),
    flagged("ASP-01", "one of them, not sure about the rest", med_kinds=["glp1", "not_sure"], organs=["not_sure"]),
    *(silent("ASP-01", f"{kind} is another kind", med_kinds=[kind]) for kind in KINDS if kind != "glp1"),
    *(silent("ASP-01", f"{organ} is another", organs=[organ]) for organ in ORGANS if organ != "slow_stomach"),
    silent("ASP-01", "nothing was answered"),
    flagged("GLU-01", "diabetes", organs=["diabetes"]),
    flagged("GLU-01", "insulin or the like", med_kinds=["insulin"]),
    flagged("GLU-01", "both", organs=["diabetes"], med_kinds=["insulin"]),
    flagged("GLU-01", "one of them, not sure about the rest", organs=["diabetes", "not_sure"]),
    *(silent("GLU-01", f"{kind} is another kind", med_kinds=[kind]) for kind in KINDS if kind != "insulin"),
    *(silent("GLU-01", f"{organ} is another", organs=[organ]) for organ in ORGANS if organ != "diabetes"),
    silent("GLU-01", "nothing was answered"),
)
def test_the_rule_fires_on_its_own_answers_only(line: Row) -> None:
    line.check()


@table(
    says(
        "ASP-01",
        "The patient reports: Weekly or daily diabetes or weight-loss medicine (such as Ozempic, Wegovy or Mounjaro).",
        med_kinds=["glp1", "insulin"],
        organs=["diabetes"],
    ),
    says(
        "ASP-01",
        "The patient reports: Slow stomach (gastroparesis) or bad reflux.",
        med_kinds=["none"],
        organs=["liver", "slow_stomach"],
    ),
    says(
        "ASP-01",
        "The patient reports: Weekly or daily diabetes or weight-loss medicine (such as Ozempic, Wegovy or Mounjaro); "
        "Slow stomach (gastroparesis) or bad reflux.",
        med_kinds=["glp1"],
        organs=["slow_stomach"],
    ),
    says("GLU-01", "The patient reports: Diabetes.", organs=["diabetes", "kidney"], med_kinds=["glp1"]),
    says(
        "GLU-01",
        "The patient reports: Insulin or other diabetes medicine.",
        organs=["none"],
        med_kinds=["insulin"],
    ),
    says(
        "GLU-01",
        "The patient reports: Diabetes; Insulin or other diabetes medicine.",
        organs=["diabetes"],
        med_kinds=["insulin"],
    ),
)
def test_the_reason_reads(line: Sentence) -> None:
    line.check()


def test_only_the_options_that_matter_are_evidence() -> None:
    answers = {"med_kinds": ["glp1", "insulin"], "organs": ["diabetes", "slow_stomach"]}

    assert rests_on("ASP-01", **answers) == {"med_kinds": ("glp1",), "organs": ("slow_stomach",)}
    assert rests_on("GLU-01", **answers) == {"organs": ("diabetes",), "med_kinds": ("insulin",)}
