"""Rules on feeling cut off from body or world."""

from intake.conditions import answer
from intake.sources import ARTICLE, SPRAVATO
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

OFTEN = answer("dissoc_often")
UPSET = answer("dissoc_upset")
TRIGGER = answer("dissoc_trigger")

UNSURE = OFTEN.is_("not_sure")
FELT = OFTEN.is_any_of("once_twice", "sometimes", "often")

RULES = (
    Rule(
        id="DIS-01",
        topic=Topic.DISSOCIATION,
        priority=Priority.DISCUSS_FIRST,
        when=UPSET.is_("very") | TRIGGER.is_("yes"),
        reason=(
            part(
                UPSET.is_("very") & FELT,
                "The patient reports feeling cut off from body or world: {dissoc_often}, {dissoc_upset}. ",
            ),
            part(
                UPSET.is_("very") & UNSURE,
                "The patient is not sure whether they have felt cut off from body or world, and says of it: "
                "{dissoc_upset}. ",
            ),
            part(
                TRIGGER.is_("yes") & UPSET.is_("very"),
                "A drug, medicine or alcohol once caused this in a scary way.",
            ),
            part(
                TRIGGER.is_("yes") & UPSET.is_not("very"),
                "The patient reports feeling cut off: a drug, medicine or alcohol once caused this in a scary way.",
            ),
        ),
        prompt=(
            "Talk before treatment about what this feels like, what to expect, ways to feel grounded, "
            "and how to ask to stop."
        ),
        sources=(ARTICLE, SPRAVATO),
    ),
    Rule(
        id="DIS-02",
        topic=Topic.DISSOCIATION,
        priority=Priority.DISCUSS,
        when=OFTEN.is_any_of("sometimes", "often", "not_sure") | UPSET.is_("little") | TRIGGER.is_("not_sure"),
        reason=(
            part(
                FELT & UPSET.is_given() & (OFTEN.is_any_of("sometimes", "often") | UPSET.is_("little")),
                "The patient reports feeling cut off from body or world: {dissoc_often}, {dissoc_upset}. ",
            ),
            part(
                OFTEN.is_any_of("sometimes", "often") & UPSET.is_blank(),
                "The patient reports feeling cut off from body or world: {dissoc_often}. ",
            ),
            part(UNSURE, "The patient is not sure whether they have felt cut off from body or world"),
            part(UNSURE & UPSET.is_given(), ", and says of it: {dissoc_upset}"),
            part(UNSURE, ". "),
            part(
                TRIGGER.is_("not_sure"),
                "The patient is not sure whether a drug, medicine or alcohol ever made them feel cut off "
                "in a scary way.",
            ),
        ),
        prompt="Explain that many people feel this during ketamine, and ask what has helped.",
        sources=(ARTICLE, SPRAVATO),
    ),
    Rule(
        id="DIS-03",
        topic=Topic.DISSOCIATION,
        priority=Priority.NOTE,
        when=OFTEN.is_("once_twice") & UPSET.is_("not") & TRIGGER.is_("no"),
        reason="The patient felt this once or twice and was not upset by it.",
        prompt="Use it to explain what an infusion may feel like.",
        sources=(ARTICLE,),
    ),
)
