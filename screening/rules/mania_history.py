"""Rules on spells of high energy with little sleep. Unusual experiences are in psychosis_history.py."""

from intake.conditions import answer
from intake.sources import CANMAT, MCINTYRE
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

EVER = answer("mania_ever")
TOLD = answer("told_by_professional").includes("bipolar")

RULES = (
    Rule(
        id="BIP-01",
        topic=Topic.MANIA,
        priority=Priority.DISCUSS_FIRST,
        when=EVER.is_("now"),
        reason="The patient reports, now, several days of much more energy or irritability with much less sleep.",
        prompt="Ask about sleep, energy, money and safety today.",
        sources=(MCINTYRE, CANMAT),
    ),
    Rule(
        id="BIP-02",
        topic=Topic.MANIA,
        priority=Priority.DISCUSS,
        when=EVER.is_("past") | TOLD,
        reason=(
            "The patient reports ",
            each(
                part(EVER.is_("past"), "past high-energy spells"),
                part(TOLD, "being told of bipolar disorder"),
            ),
            ".",
        ),
        prompt="Ask about the last spell and present mood medicines.",
        sources=(MCINTYRE, CANMAT),
    ),
    Rule(
        id="BIP-03",
        topic=Topic.MANIA,
        priority=Priority.DISCUSS,
        when=EVER.is_any_of("not_sure", "prefer_not"),
        reason=(
            part(EVER.is_("not_sure"), "The patient is not sure whether they have ever had a high-energy spell."),
            part(EVER.is_("prefer_not"), "The patient chose not to answer the high-energy question."),
        ),
        prompt="Ask in person.",
        sources=(MCINTYRE,),
    ),
)
