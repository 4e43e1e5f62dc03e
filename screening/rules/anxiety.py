"""Rules on the GAD-7 score and on anxiety as the patient lists it."""

from functools import reduce
from operator import or_

from intake.conditions import answer, score
from intake.measures import GAD7 as ITEMS
from intake.sources import GAD7
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

SCORE = score("gad7.total")
LISTED = answer("reasons").includes("anxiety") | answer("told_by_professional").includes("anxiety")
NOT_ANSWERED = reduce(or_, [answer(key).is_("prefer_not") | answer(key).is_blank() for key in ITEMS])

RULES = (
    Rule(
        id="ANX-01",
        topic=Topic.ANXIETY,
        priority=Priority.DISCUSS,
        when=SCORE.at_least(10),
        reason="GAD-7 score {gad7.total} of 21. 10 is a published cut point for a closer look.",
        prompt=(
            "Ask what the worry is about, and about fear of the infusion itself. "
            "Evidence for ketamine in anxiety comes from small studies."
        ),
        sources=(GAD7,),
    ),
    Rule(
        id="ANX-02",
        topic=Topic.ANXIETY,
        priority=Priority.NOTE,
        when=LISTED & SCORE.fewer_than(10),
        reason="The patient lists anxiety. GAD-7 score today is {gad7.total} of 21.",
        prompt="Ask about the past few months and about present treatment.",
        sources=(GAD7,),
    ),
    Rule(
        id="ANX-03",
        topic=Topic.ANXIETY,
        priority=Priority.NOTE,
        when=NOT_ANSWERED,
        reason=[
            part(
                NOT_ANSWERED,
                "GAD-7 not scored: {count} items not answered.",
                one="GAD-7 not scored: {count} item not answered.",
            )
        ],
        prompt="Go over the missing items together.",
        sources=(GAD7,),
    ),
)
