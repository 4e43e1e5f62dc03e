"""Rules on the PHQ-9 score and on depression as the patient lists it. Item 9 has its own rules, in safety.py."""

from functools import reduce
from operator import or_

from intake.conditions import answer, score
from intake.measures import PHQ9 as ITEMS
from intake.sources import PHQ9
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

SCORE = score("phq9.total")
LISTED = answer("reasons").includes("depression") | answer("told_by_professional").includes("depression")
DIFFICULTY_SAID = answer("phq9_difficulty").is_any_of("not_difficult", "somewhat", "very", "extremely")
NOT_ANSWERED = reduce(or_, [answer(key).is_("prefer_not") | answer(key).is_blank() for key in ITEMS])

RULES = (
    Rule(
        id="DEP-01",
        topic=Topic.DEPRESSION,
        priority=Priority.DISCUSS,
        when=SCORE.at_least(10),
        reason=(
            "PHQ-9 score {phq9.total} of 27. 10 is a published cut point for a closer look.",
            part(DIFFICULTY_SAID, " Difficulty item: “{phq9_difficulty}”."),
        ),
        prompt="Ask how low mood affects daily life, when it started, and what helps.",
        sources=(PHQ9,),
    ),
    Rule(
        id="DEP-02",
        topic=Topic.DEPRESSION,
        priority=Priority.NOTE,
        when=LISTED & SCORE.fewer_than(10),
        reason="The patient lists depression. PHQ-9 score today is {phq9.total} of 27.",
        prompt="Scores change from week to week. Ask about the past few months and about present treatment.",
        sources=(PHQ9,),
    ),
    Rule(
        id="DEP-03",
        topic=Topic.DEPRESSION,
        priority=Priority.NOTE,
        when=NOT_ANSWERED,
        reason=[
            part(
                NOT_ANSWERED,
                "PHQ-9 not scored: {count} items not answered.",
                one="PHQ-9 not scored: {count} item not answered.",
            )
        ],
        prompt="Go over the missing items together.",
        sources=(PHQ9,),
    ),
)
