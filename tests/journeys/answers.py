"""What the patients of the journeys answer: one set that opens every follow-up there is. No database, no browser."""

from typing import Any

from screening.plain_answers import complete

TWO_MEDICINES = [
    {"name": "sertraline", "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "no_help"},
    {"name": "bupropion", "weeks": "lt4", "full_dose": "no", "helped": "none", "stopped": "side_effects"},
]

# The answers on which another question hangs, each with an answer to that question.
WITH_FOLLOW_UPS: dict[str, Any] = {
    "support_contact": "A made-up sister, 555-0178",
    "current_place": "1 Made-up Street",
    "language_help": "yes",
    "language_help_details": "I hear badly on one side.",
    "reasons": ["depression", "fibromyalgia", "crps"],
    "told_by_professional": ["depression", "fibromyalgia"],
    "main_goal": "I would like to cook for my kids again.",
    "phq9_1": "2",
    "phq9_2": "3",
    "phq9_9": "1",
    "phq9_difficulty": "very",
    "asq_1": "yes",
    "asq_4": "yes",
    "attempt_when": "over_1_year",
    "asq_5": "no",
    "gad7_1": "prefer_not",
    "pcptsd5_gate": "yes",
    "peg_1": "6",
    "pain_with": ["very_tired", "foggy"],
    "limb_changes": ["touch", "color_temp"],
    "mood_meds_any": "yes",
    "mood_meds": TWO_MEDICINES,
    "talk_therapy": ["cbt", "not_sure"],
    "talk_therapy_result": "little",
    "brain_treatments": ["tms"],
    "pain_treatments": ["exercise", "opioids"],
    "pain_treatments_result": "little",
    "tx_stopped_side_effects": "yes",
    "tx_stopped_side_effects_details": "Duloxetine made me sweat all night.",
    "ketamine_before": ["clinic_infusion"],
    "ketamine_before_went": "mixed",
    "ketamine_last": "m1_12",
    "ketamine_helped": "little",
    "psychosis_ever": "prefer_not",
    "heart_vessel": ["high_bp"],
    "bp_status": "not_checked",
    "heart_recent": "no",
    "anesthesia_problem": "yes",
    "anesthesia_problem_details": "I shook for an hour.",
    "med_list": "venlafaxine 150 mg\nlisinopril 10 mg",
    "med_kinds": ["benzo", "glp1"],
    "auditc_1": "2",
    "auditc_2": "1",
    "auditc_3": "0",
    "nausea_meds": "often",
    "dissoc_often": "sometimes",
    "dissoc_upset": "very",
    "ride_home": "self_drive",
    "anything_else": "I am afraid of needles.",
}


def everything(**changed: Any) -> dict[str, Any]:
    """An answer to every question that can be asked of one person."""
    return complete(**WITH_FOLLOW_UPS | changed)
