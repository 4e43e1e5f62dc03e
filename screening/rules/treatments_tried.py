"""Rules on treatments tried before for mood, worry, trauma and pain. Ketamine has its own, in past_ketamine.py."""

from intake.conditions import answer, score
from intake.sources import ATRQ, COHEN_2018, SANACORA, TRD, VADOD_2023
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

REASONS = answer("reasons")
PAIN_REASON = REASONS.includes("fibromyalgia", "crps", "other_pain")

TRIALS = score("trials")
MEDICINE = answer("mood_meds_any")
LITTLE_HELP = answer("mood_meds").any_row("helped", "none", "little")
TALK = answer("talk_therapy")
TALK_RESULT = answer("talk_therapy_result").is_any_of("little", "stopped_early")

KINDS = score("kinds")
PAIN_TRIED = answer("pain_treatments")
PAIN_RESULT = answer("pain_treatments_result")

STOPPED = answer("tx_stopped_side_effects")
WHICH = answer("tx_stopped_side_effects_details")

RULES = (
    Rule(
        id="TRT-01",
        topic=Topic.TREATMENTS,
        priority=Priority.DISCUSS,
        when=REASONS.includes("depression") & TRIALS.at_least(2),
        reason=(
            "The patient reports {trials} medicines taken more than 6 weeks, at the planned dose, "
            "with little or no help: {names}."
        ),
        prompt="Check doses and dates against records. Review options not yet tried.",
        sources=(TRD, ATRQ, SANACORA),
    ),
    Rule(
        id="TRT-02",
        topic=Topic.TREATMENTS,
        priority=Priority.DISCUSS,
        when=REASONS.includes("depression") & TRIALS.fewer_than(2),
        reason=(
            "The form shows {trials} medicine(s) taken more than 6 weeks, at the planned dose, "
            "with little or no help. The history may be incomplete."
        ),
        prompt="Go over past treatments, doses and lengths. Ask for records.",
        sources=(TRD, SANACORA),
    ),
    Rule(
        id="TRT-03",
        topic=Topic.TREATMENTS,
        priority=Priority.DISCUSS,
        when=REASONS.includes("ptsd") & TALK.does_not_include("trauma_focused"),
        reason=(
            "No trauma-focused talk therapy is listed.",
            part(
                TALK.includes("not_sure"),
                " The patient is not sure whether any talk therapy they have tried was of this kind.",
            ),
            part(TALK.is_blank(), " The patient did not answer what kinds of talk therapy they have tried."),
        ),
        prompt="Ask what has been tried or offered. Guidelines put trauma-focused therapy before medicine.",
        sources=(VADOD_2023,),
    ),
    Rule(
        id="TRT-04",
        topic=Topic.TREATMENTS,
        priority=Priority.DISCUSS,
        when=PAIN_REASON & KINDS.fewer_than(2),
        reason=(
            "{kinds} kind(s) of pain treatment listed. The history may be incomplete.",
            part(
                PAIN_TRIED.includes("not_sure") & KINDS.fewer_than(1),
                " The patient is not sure what they have tried for pain.",
            ),
            part(
                PAIN_TRIED.includes("not_sure") & KINDS.at_least(1),
                " The patient is not sure what else they have tried for pain.",
            ),
            part(PAIN_TRIED.is_blank(), " The patient did not answer what they have tried for pain."),
        ),
        prompt="Go over what has been tried, for how long, and why it stopped.",
        sources=(COHEN_2018,),
    ),
    Rule(
        id="TRT-05",
        topic=Topic.TREATMENTS,
        priority=Priority.DISCUSS,
        when=PAIN_REASON & KINDS.at_least(2) & PAIN_RESULT.is_any_of("none", "little"),
        reason=[
            part(
                KINDS.at_least(2),
                "The patient reports {kinds} kinds of pain treatment with little or no help: {labels}.",
            )
        ],
        prompt="Check details against records. Review options not yet tried.",
        sources=(COHEN_2018,),
    ),
    Rule(
        id="TRT-06",
        topic=Topic.TREATMENTS,
        priority=Priority.DISCUSS,
        when=REASONS.includes("anxiety") & MEDICINE.is_not("yes") & TALK.includes_only("none", "not_sure"),
        reason=(
            part(MEDICINE.is_("no") & TALK.includes("none"), "No medicine or talk therapy for anxiety is listed."),
            part(MEDICINE.is_("no") & TALK.includes("not_sure"), "No medicine for anxiety is listed. "),
            part(~MEDICINE.is_("no") & TALK.includes("none"), "No talk therapy for anxiety is listed. "),
            part(
                MEDICINE.is_("not_sure"),
                "The patient is not sure whether they have taken medicine for mood, worry or trauma. ",
            ),
            part(
                MEDICINE.is_blank(),
                "The patient did not answer whether they have taken medicine for mood, worry or trauma. ",
            ),
            part(TALK.includes("not_sure"), "The patient is not sure what kind of talk therapy they have tried."),
        ),
        prompt="Ask what has been tried. Review first treatments.",
        sources=(SANACORA,),
    ),
    Rule(
        id="TRT-07",
        topic=Topic.TREATMENTS,
        priority=Priority.NOTE,
        when=STOPPED.is_("yes"),
        reason=(
            "The patient stopped a treatment because of side effects",
            part(WHICH.is_given(), ": {tx_stopped_side_effects_details}."),
            part(WHICH.is_blank(), ", and did not answer which one."),
        ),
        prompt="Ask which effects were hard to bear and what would help.",
        sources=(SANACORA,),
    ),
    Rule(
        id="TRT-08",
        topic=Topic.TREATMENTS,
        priority=Priority.NOTE,
        when=answer("brain_treatments").includes("ect", "tms", "vns"),
        reason="The patient reports: {labels}.",
        prompt="Ask when, how many sessions, and how much it helped.",
        sources=(TRD,),
    ),
    Rule(
        id="TRT-09",
        topic=Topic.TREATMENTS,
        priority=Priority.DISCUSS,
        when=REASONS.includes("anxiety", "ptsd") & (LITTLE_HELP | TALK_RESULT),
        reason=(
            "The patient reports that these did not help enough or stopped early: ",
            each(
                part(LITTLE_HELP, "{names}"),
                part(TALK_RESULT, "talk therapy (“{talk_therapy_result}”)"),
                last="; ",
            ),
            ".",
        ),
        prompt="Go over what was tried, for how long, and why it stopped.",
        sources=(SANACORA, VADOD_2023),
    ),
)
