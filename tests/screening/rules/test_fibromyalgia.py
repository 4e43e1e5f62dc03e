"""Truth table and golden sentences of the rule in fibromyalgia.py."""

from tests.screening.rules.tables import Row, Sentence, dropped, flagged, rests_on, says, silent, table

EVERY_SIGN = ["very_tired", "unrefreshed", "foggy", "headaches", "belly"]
OTHER_REASONS = ["depression", "anxiety", "ptsd", "crps", "other_pain", "other"]
OTHER_CONDITIONS = ["depression", "anxiety", "ptsd", "crps", "bipolar", "psychosis_condition"]


@table(
    flagged("FIB-01", "a reason for coming", reasons=["fibromyalgia"]),
    flagged("FIB-01", "one reason of several", reasons=["depression", "fibromyalgia"]),
    flagged("FIB-01", "told by a health worker", told_by_professional=["fibromyalgia"]),
    flagged("FIB-01", "told, and not sure of more", told_by_professional=["fibromyalgia", "not_sure"]),
    flagged("FIB-01", "both", reasons=["fibromyalgia"], told_by_professional=["fibromyalgia"]),
    flagged("FIB-01", "a reason, told of none", reasons=["fibromyalgia"], told_by_professional=["none"]),
    flagged(
        "FIB-01",
        "a reason, and not sure what they were told",
        reasons=["fibromyalgia"],
        told_by_professional=["not_sure"],
    ),
    flagged("FIB-01", "a reason, with none of the signs", reasons=["fibromyalgia"], pain_with=["none"]),
    silent("FIB-01", "every other reason", reasons=OTHER_REASONS),
    silent("FIB-01", "told of every other condition", told_by_professional=OTHER_CONDITIONS),
    silent("FIB-01", "told of none of these", reasons=["other_pain"], told_by_professional=["none"]),
    silent("FIB-01", "not sure what they were told", reasons=["other_pain"], told_by_professional=["not_sure"]),
    silent("FIB-01", "pain in many places is not the condition", reasons=["other_pain"], pain_where="many_places"),
    silent("FIB-01", "both blank"),
    dropped("FIB-01", "the signs were not asked", reasons=["other_pain"], pain_with=EVERY_SIGN),
)
def test_each_row_holds(line: Row) -> None:
    line.check()


@table(
    says("FIB-01", "The patient lists fibromyalgia.", reasons=["fibromyalgia"]),
    says("FIB-01", "The patient lists fibromyalgia.", reasons=["fibromyalgia"], told_by_professional=["not_sure"]),
    says("FIB-01", "The patient lists fibromyalgia.", reasons=["fibromyalgia"], pain_with=["none"]),
    says(
        "FIB-01",
        "The patient lists fibromyalgia, and says a health worker told them so.",
        reasons=["fibromyalgia"],
        told_by_professional=["fibromyalgia"],
    ),
    says(
        "FIB-01",
        "The patient says a health worker told them of fibromyalgia.",
        reasons=["depression"],
        told_by_professional=["fibromyalgia"],
    ),
    says(
        "FIB-01",
        "The patient lists fibromyalgia. Also reports: Headaches.",
        reasons=["fibromyalgia"],
        pain_with=["headaches"],
    ),
    says(
        "FIB-01",
        "The patient lists fibromyalgia, and says a health worker told them so. Also reports: Feeling very tired; "
        "Waking up still tired; Trouble thinking clearly; Headaches; Belly pain or cramps.",
        reasons=["fibromyalgia"],
        told_by_professional=["fibromyalgia"],
        pain_with=EVERY_SIGN,
    ),
)
def test_a_reason_reads(line: Sentence) -> None:
    line.check()


def test_what_the_reason_lists_is_shown_with_it() -> None:
    shown = rests_on("FIB-01", reasons=["fibromyalgia"], pain_with=["foggy"])
    assert shown == {"reasons": ("fibromyalgia",), "pain_with": ()}


def test_none_of_the_signs_is_not_shown_as_one() -> None:
    assert "pain_with" not in rests_on("FIB-01", reasons=["fibromyalgia"], pain_with=["none"])
