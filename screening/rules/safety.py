"""Rules on thoughts of suicide. The only urgent ones; none may be lowered or switched off (see docs/decisions)."""

from functools import reduce
from operator import or_

from intake.conditions import answer
from intake.sections.safety import RIGHT_NOW_IS_DUE
from intake.sources import ASQ, LOUZON_2016, NPSG, SIMON_2013
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

ITEM_9 = answer("phq9_9")
BETTER_OFF_DEAD = answer("asq_1").is_("yes") | answer("asq_2").is_("yes")
EVER_TRIED = answer("asq_4").is_("yes")
RIGHT_NOW = answer("asq_5")
ATTEMPT = answer("attempt_when")

ASKED_OF_ALL = [answer(key) for key in ("phq9_9", "asq_1", "asq_2", "asq_3", "asq_4")]
NOT_ANSWERED = reduce(or_, [one.is_("prefer_not") | one.is_blank() for one in ASKED_OF_ALL])

RULES = (
    Rule(
        id="SAFE-01",
        topic=Topic.SAFETY,
        priority=Priority.DISCUSS_FIRST,
        when=ITEM_9.is_any_of("1", "2", "3"),
        reason=(
            "On the PHQ-9 item about thoughts of being better off dead or of self-harm, "
            "the patient chose “{phq9_9}” (past 2 weeks)."
        ),
        prompt="Same-day review, before any other topic. Ask about thoughts, plan, intent, means and supports.",
        sources=(SIMON_2013, LOUZON_2016, NPSG),
        may_be_raised_to_urgent=True,
    ),
    Rule(
        id="SAFE-02",
        topic=Topic.SAFETY,
        priority=Priority.URGENT,
        when=RIGHT_NOW.is_("yes"),
        reason="The patient answered Yes to: thoughts of killing themselves right now.",
        prompt=(
            "Contact the patient now. The toolkit treats this answer as needing a full safety evaluation today; "
            "consider emergency help if unreachable."
        ),
        sources=(ASQ,),
    ),
    Rule(
        id="SAFE-03",
        topic=Topic.SAFETY,
        priority=Priority.URGENT,
        when=answer("asq_3").is_("yes"),
        reason="The patient answered Yes to: thoughts about killing themselves in the past week.",
        prompt="Contact the patient now, under the clinic's safety plan. (Local rule, stricter than the ASQ.)",
        sources=(ASQ,),
    ),
    Rule(
        id="SAFE-04",
        topic=Topic.SAFETY,
        priority=Priority.URGENT,
        when=ATTEMPT.is_("past_3_months"),
        reason="The patient reports a suicide attempt in the past 3 months.",
        prompt=(
            "Contact the patient now. (Local rule, stricter than the ASQ.) "
            "Ask what has changed since then and who is helping."
        ),
        sources=(ASQ, NPSG),
    ),
    Rule(
        id="SAFE-05",
        topic=Topic.SAFETY,
        priority=Priority.URGENT,
        when=RIGHT_NOW_IS_DUE & (RIGHT_NOW.is_blank() | RIGHT_NOW.is_("prefer_not")),
        reason="The “right now” safety question was due and was not answered.",
        prompt="Contact the patient now. No answer is not the same as No.",
        sources=(ASQ,),
        about_silence=True,
    ),
    Rule(
        id="SAFE-06",
        topic=Topic.SAFETY,
        priority=Priority.DISCUSS_FIRST,
        when=BETTER_OFF_DEAD,
        reason="The patient answered Yes to: {questions}.",
        prompt="Same-day review. Talk about this before any other topic.",
        sources=(ASQ,),
    ),
    Rule(
        id="SAFE-07",
        topic=Topic.SAFETY,
        priority=Priority.DISCUSS_FIRST,
        when=EVER_TRIED & ATTEMPT.is_not("past_3_months"),
        reason=(
            "The patient reports a past suicide attempt",
            part(ATTEMPT.is_any_of("m3_12", "over_1_year"), " ({attempt_when})."),
            part(ATTEMPT.is_("prefer_not"), ", and chose not to say when it was."),
            part(ATTEMPT.is_blank(), ", and did not answer when it was."),
        ),
        prompt="Ask about what led up to it, and about present supports.",
        sources=(ASQ, NPSG),
    ),
    Rule(
        id="SAFE-08",
        topic=Topic.SAFETY,
        priority=Priority.DISCUSS_FIRST,
        when=NOT_ANSWERED,
        reason="The patient did not answer one or more safety questions: {questions}.",
        prompt="Same-day review. Ask these questions in person or by phone.",
        sources=(ASQ,),
        about_silence=True,
    ),
)
