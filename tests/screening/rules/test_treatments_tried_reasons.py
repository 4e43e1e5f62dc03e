"""Golden sentences of the rules in treatments_tried.py: one for each fragment, and for what changes their grammar."""

from tests.screening.rules.tables import Sentence, says, table

TRIAL = {"name": "Made-upine", "weeks": "over6", "full_dose": "yes", "helped": "none"}
OTHER = TRIAL | {"name": "Inventaline", "helped": "little"}
NO_NAME = {"weeks": "over6", "full_dose": "yes", "helped": "none"}
TAKEN = {"mood_meds_any": "yes"}
LOW_MOOD, WORRY, TRAUMA = {"reasons": ["depression"]}, {"reasons": ["anxiety"]}, {"reasons": ["ptsd"]}
PAIN = {"reasons": ["other_pain"]}
NO_HELP = {"pain_treatments_result": "none"}


@table(
    says(
        "TRT-01",
        "The patient reports 2 medicines taken more than 6 weeks, at the planned dose, with little or no help: "
        "Made-upine, Inventaline.",
        mood_meds=[TRIAL, {"name": "Not counted", "helped": "none"}, OTHER],
        **LOW_MOOD,
        **TAKEN,
    ),
    says(
        "TRT-01",
        "The patient reports 3 medicines taken more than 6 weeks, at the planned dose, with little or no help: "
        "Made-upine, Inventaline, (no name given).",
        mood_meds=[TRIAL, OTHER, NO_NAME],
        **LOW_MOOD,
        **TAKEN,
    ),
    says(
        "TRT-02",
        "The form shows 0 medicine(s) taken more than 6 weeks, at the planned dose, with little or no help. "
        "The history may be incomplete.",
        **LOW_MOOD,
    ),
    says(
        "TRT-02",
        "The form shows 1 medicine(s) taken more than 6 weeks, at the planned dose, with little or no help. "
        "The history may be incomplete.",
        mood_meds=[TRIAL],
        **LOW_MOOD,
        **TAKEN,
    ),
    says("TRT-03", "No trauma-focused talk therapy is listed.", talk_therapy=["none"], **TRAUMA),
    says("TRT-03", "No trauma-focused talk therapy is listed.", talk_therapy=["cbt", "group_skills"], **TRAUMA),
    says(
        "TRT-03",
        "No trauma-focused talk therapy is listed. The patient is not sure whether any talk therapy they have tried "
        "was of this kind.",
        talk_therapy=["cbt", "not_sure"],
        **TRAUMA,
    ),
    says(
        "TRT-03",
        "No trauma-focused talk therapy is listed. The patient did not answer what kinds of talk therapy they have "
        "tried.",
        **TRAUMA,
    ),
    says(
        "TRT-04",
        "0 kind(s) of pain treatment listed. The history may be incomplete.",
        pain_treatments=["none"],
        **PAIN,
    ),
    says(
        "TRT-04",
        "1 kind(s) of pain treatment listed. The history may be incomplete.",
        pain_treatments=["injections"],
        **PAIN,
    ),
    says(
        "TRT-04",
        "0 kind(s) of pain treatment listed. The history may be incomplete. "
        "The patient is not sure what they have tried for pain.",
        pain_treatments=["not_sure"],
        **PAIN,
    ),
    says(
        "TRT-04",
        "1 kind(s) of pain treatment listed. The history may be incomplete. "
        "The patient is not sure what else they have tried for pain.",
        pain_treatments=["injections", "not_sure"],
        **PAIN,
    ),
    says(
        "TRT-04",
        "0 kind(s) of pain treatment listed. The history may be incomplete. "
        "The patient did not answer what they have tried for pain.",
        **PAIN,
    ),
    says(
        "TRT-05",
        "The patient reports 2 kinds of pain treatment with little or no help: An exercise program; "
        "Shots or nerve blocks.",
        pain_treatments=["exercise", "injections"],
        **PAIN,
        **NO_HELP,
    ),
    says(
        "TRT-05",
        "The patient reports 3 kinds of pain treatment with little or no help: An exercise program; "
        "Opioid pain medicine; A stimulator or pump.",
        pain_treatments=["exercise", "opioids", "stimulator", "not_sure"],
        **PAIN,
        **NO_HELP,
    ),
)
def test_a_reason_on_medicines_therapy_or_pain_reads(line: Sentence) -> None:
    line.check()


@table(
    says(
        "TRT-06",
        "No medicine or talk therapy for anxiety is listed.",
        mood_meds_any="no",
        talk_therapy=["none"],
        **WORRY,
    ),
    says(
        "TRT-06",
        "No medicine for anxiety is listed. The patient is not sure what kind of talk therapy they have tried.",
        mood_meds_any="no",
        talk_therapy=["not_sure"],
        **WORRY,
    ),
    says(
        "TRT-06",
        "No talk therapy for anxiety is listed. The patient is not sure whether they have taken medicine for mood, "
        "worry or trauma.",
        mood_meds_any="not_sure",
        talk_therapy=["none"],
        **WORRY,
    ),
    says(
        "TRT-06",
        "No talk therapy for anxiety is listed. The patient did not answer whether they have taken medicine for mood, "
        "worry or trauma.",
        talk_therapy=["none"],
        **WORRY,
    ),
    says(
        "TRT-06",
        "The patient is not sure whether they have taken medicine for mood, worry or trauma. "
        "The patient is not sure what kind of talk therapy they have tried.",
        mood_meds_any="not_sure",
        talk_therapy=["not_sure"],
        **WORRY,
    ),
    says(
        "TRT-06",
        "The patient did not answer whether they have taken medicine for mood, worry or trauma. "
        "The patient is not sure what kind of talk therapy they have tried.",
        talk_therapy=["not_sure"],
        **WORRY,
    ),
    says(
        "TRT-07",
        "The patient stopped a treatment because of side effects: Made-upine, it made me shake.",
        tx_stopped_side_effects="yes",
        tx_stopped_side_effects_details="Made-upine, it made me shake",
    ),
    says(
        "TRT-07",
        "The patient stopped a treatment because of side effects: Made-upine. It made me shake!",
        tx_stopped_side_effects="yes",
        tx_stopped_side_effects_details="Made-upine. It made me shake!",
    ),
    says(
        "TRT-07",
        "The patient stopped a treatment because of side effects, and did not answer which one.",
        tx_stopped_side_effects="yes",
    ),
    says("TRT-08", "The patient reports: TMS (magnet treatment).", brain_treatments=["tms", "not_sure"], **LOW_MOOD),
    says(
        "TRT-08",
        "The patient reports: ECT (electric treatment done while asleep); TMS (magnet treatment); "
        "A nerve or brain stimulator.",
        brain_treatments=["ect", "tms", "vns"],
        **TRAUMA,
    ),
    says(
        "TRT-09",
        "The patient reports that these did not help enough or stopped early: Made-upine.",
        mood_meds=[TRIAL, {"name": "Helpful", "helped": "lot"}],
        **WORRY,
        **TAKEN,
    ),
    says(
        "TRT-09",
        "The patient reports that these did not help enough or stopped early: talk therapy (“I stopped early”).",
        talk_therapy=["cbt"],
        talk_therapy_result="stopped_early",
        **WORRY,
    ),
    says(
        "TRT-09",
        "The patient reports that these did not help enough or stopped early: Made-upine, Inventaline; "
        "talk therapy (“It helped a little or not at all”).",
        mood_meds=[TRIAL, OTHER],
        talk_therapy=["trauma_focused"],
        talk_therapy_result="little",
        **TRAUMA,
        **TAKEN,
    ),
)
def test_a_reason_on_what_was_tried_reads(line: Sentence) -> None:
    line.check()
