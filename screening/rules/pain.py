"""Rules on the PEG score and on how long the pain has lasted. What was tried for it is in treatments_tried.py."""

from intake.conditions import answer, score
from intake.sources import COHEN_2018, PEG
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

SCORE = score("peg.mean")
DURATION = answer("pain_duration")

DISCUSS_FROM = 7
SETTING = "peg_discuss_from"

RULES = (
    Rule(
        id="PAIN-01",
        topic=Topic.PAIN,
        priority=Priority.DISCUSS,
        when=SCORE.at_least(DISCUSS_FROM, setting=SETTING),
        reason="PEG score {peg.mean} of 10 (higher means pain gets in the way more).",
        prompt="Ask which daily tasks matter most and set one goal.",
        sources=(PEG,),
    ),
    Rule(
        id="PAIN-02",
        topic=Topic.PAIN,
        priority=Priority.NOTE,
        when=SCORE.fewer_than(DISCUSS_FROM, setting=SETTING),
        reason=("PEG score {peg.mean} of 10.", part(DURATION.is_given(), " Duration: {pain_duration}.")),
        prompt="Keep as a starting point to compare later.",
        sources=(PEG,),
    ),
    Rule(
        id="PAIN-03",
        topic=Topic.PAIN,
        priority=Priority.DISCUSS,
        when=DURATION.is_("under_3m"),
        reason="The patient reports pain for less than 3 months.",
        prompt="Ask about cause and work-up so far.",
        sources=(COHEN_2018,),
    ),
)
