"""Truth table and golden sentences of the rule in crps.py."""

from tests.screening.rules.tables import Row, Sentence, dropped, flagged, rests_on, says, silent, table

EVERY_CHANGE = ["touch", "color_temp", "swelling_sweat", "move_hair_nail"]
OTHER_REASONS = ["depression", "anxiety", "ptsd", "fibromyalgia", "other_pain", "other"]
OTHER_CONDITIONS = ["depression", "anxiety", "ptsd", "fibromyalgia", "bipolar", "psychosis_condition"]


@table(
    flagged("CRPS-01", "a reason for coming", reasons=["crps"]),
    flagged("CRPS-01", "one reason of several", reasons=["depression", "crps"]),
    flagged("CRPS-01", "told by a health worker", told_by_professional=["crps"]),
    flagged("CRPS-01", "told, and not sure of more", told_by_professional=["crps", "not_sure"]),
    flagged("CRPS-01", "both", reasons=["crps"], told_by_professional=["crps"]),
    flagged("CRPS-01", "a reason, told of none", reasons=["crps"], told_by_professional=["none"]),
    flagged(
        "CRPS-01", "a reason, and not sure what they were told", reasons=["crps"], told_by_professional=["not_sure"]
    ),
    flagged("CRPS-01", "a reason, with none of the changes", reasons=["crps"], limb_changes=["none"]),
    silent("CRPS-01", "every other reason", reasons=OTHER_REASONS),
    silent("CRPS-01", "told of every other condition", told_by_professional=OTHER_CONDITIONS),
    silent("CRPS-01", "told of none of these", reasons=["other_pain"], told_by_professional=["none"]),
    silent("CRPS-01", "not sure what they were told", reasons=["other_pain"], told_by_professional=["not_sure"]),
    silent("CRPS-01", "pain in one limb is not the condition", reasons=["other_pain"], pain_where="one_limb"),
    silent("CRPS-01", "both blank"),
    dropped("CRPS-01", "the changes were not asked", reasons=["other_pain"], limb_changes=EVERY_CHANGE),
)
def test_each_row_holds(line: Row) -> None:
    line.check()


@table(
    says("CRPS-01", "The patient lists CRPS.", reasons=["crps"]),
    says("CRPS-01", "The patient lists CRPS.", reasons=["crps"], told_by_professional=["not_sure"]),
    says("CRPS-01", "The patient lists CRPS.", reasons=["crps"], limb_changes=["none"]),
    says(
        "CRPS-01",
        "The patient lists CRPS, and says a health worker told them so.",
        reasons=["crps"],
        told_by_professional=["crps"],
    ),
    says(
        "CRPS-01",
        "The patient says a health worker told them of CRPS.",
        reasons=["depression"],
        told_by_professional=["crps"],
    ),
    says(
        "CRPS-01",
        "The patient lists CRPS. Also reports: Light touch hurts.",
        reasons=["crps"],
        limb_changes=["touch"],
    ),
    says(
        "CRPS-01",
        "The patient lists CRPS, and says a health worker told them so. Also reports: Light touch hurts; "
        "Skin color changes, or it feels hot or cold; Swelling or sweating; "
        "Weak or stiff, or changes in hair, nails or skin.",
        reasons=["crps"],
        told_by_professional=["crps"],
        limb_changes=EVERY_CHANGE,
    ),
)
def test_a_reason_reads(line: Sentence) -> None:
    line.check()


def test_what_the_reason_lists_is_shown_with_it() -> None:
    shown = rests_on("CRPS-01", reasons=["crps"], limb_changes=["swelling_sweat"])
    assert shown == {"reasons": ("crps",), "limb_changes": ()}


def test_none_of_the_changes_is_not_shown_as_one() -> None:
    assert "limb_changes" not in rests_on("CRPS-01", reasons=["crps"], limb_changes=["none"])
