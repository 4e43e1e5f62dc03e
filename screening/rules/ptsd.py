"""Rules on the PC-PTSD-5 score, on trauma questions left open, and on PTSD as a reason for coming."""

from functools import reduce
from operator import or_

from intake.conditions import answer, score
from intake.measures import PCPTSD5 as ITEMS
from intake.sources import PCPTSD, PTSD_REVIEW, VADOD_2023
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

SCORE = score("pcptsd5.score")
REASON = answer("reasons").includes("ptsd")
LISTED = REASON | answer("told_by_professional").includes("ptsd")
GATE = answer("pcptsd5_gate")

DECLINED = GATE.is_("prefer_not") | reduce(or_, [answer(key).is_("prefer_not") for key in ITEMS])
# Behind a gate that is not Yes the items were not asked, so nothing was left open there.
LEFT_BLANK = GATE.is_blank() | (GATE.is_("yes") & reduce(or_, [answer(key).is_blank() for key in ITEMS]))

RULES = (
    Rule(
        id="PTSD-01",
        topic=Topic.PTSD,
        priority=Priority.DISCUSS,
        when=SCORE.at_least(3),
        reason="PC-PTSD-5 score {pcptsd5.score} of 5. Published cut points are 3 and 4.",
        prompt=(
            "Ask, gently and only as far as the patient wishes, how the past affects life now. "
            "Plan for trauma memories during an infusion."
        ),
        sources=(PCPTSD,),
    ),
    Rule(
        id="PTSD-02",
        topic=Topic.PTSD,
        priority=Priority.NOTE,
        when=LISTED & SCORE.fewer_than(3),
        reason="The patient lists PTSD. PC-PTSD-5 score today is {pcptsd5.score} of 5.",
        prompt="Ask what the patient would like help with.",
        sources=(PCPTSD,),
    ),
    Rule(
        id="PTSD-03",
        topic=Topic.PTSD,
        priority=Priority.DISCUSS,
        when=DECLINED | LEFT_BLANK,
        reason=(
            part(DECLINED, "The patient chose not to answer some trauma questions"),
            part(DECLINED & LEFT_BLANK, ", and did not answer others"),
            part(LEFT_BLANK & ~DECLINED, "The patient did not answer some trauma questions"),
            ".",
        ),
        prompt=("Respect this. Ask if there is anything about past events the team should know before an infusion."),
        sources=(PCPTSD,),
    ),
    Rule(
        id="PTSD-04",
        topic=Topic.PTSD,
        priority=Priority.DISCUSS,
        when=REASON,
        reason="The patient would like help with PTSD or effects of trauma.",
        prompt=(
            "Talk about the evidence: study results for ketamine are mixed and the 2023 VA/DoD guideline suggests "
            "against it for PTSD."
        ),
        sources=(VADOD_2023, PTSD_REVIEW),
    ),
)
