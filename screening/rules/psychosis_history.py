"""Rules on unusual experiences, one's own and in the close family. Spells of high energy are in mania_history.py."""

from intake.conditions import answer
from intake.sources import COHEN_2018, MCINTYRE, SPRAVATO
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

EVER = answer("psychosis_ever")
FAMILY = answer("family_psychosis")
TOLD = answer("told_by_professional").includes("psychosis_condition")

RULES = (
    Rule(
        id="PSY-01",
        topic=Topic.PSYCHOSIS,
        priority=Priority.DISCUSS_FIRST,
        when=EVER.is_any_of("now", "past") | TOLD,
        reason=(
            "The patient reports ",
            each(
                part(EVER.is_("now"), "seeing, hearing or believing things others did not — now"),
                part(EVER.is_("past"), "seeing, hearing or believing things others did not — in the past"),
                part(TOLD, "being told of a condition with psychosis"),
                last=", and ",
            ),
            ".",
        ),
        prompt="Ask about timing, cause and present treatment before talking about an infusion.",
        sources=(SPRAVATO, COHEN_2018, MCINTYRE),
    ),
    Rule(
        id="PSY-02",
        topic=Topic.PSYCHOSIS,
        priority=Priority.DISCUSS,
        when=FAMILY.is_("yes") | EVER.is_any_of("not_sure", "prefer_not"),
        reason=(
            part(FAMILY.is_("yes"), "A close relative had schizophrenia or psychosis. "),
            part(EVER.is_("not_sure"), "The patient is not sure whether they have ever had unusual experiences."),
            part(EVER.is_("prefer_not"), "The patient chose not to answer the question on unusual experiences."),
        ),
        prompt="Ask open questions about unusual experiences.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="PSY-03",
        topic=Topic.PSYCHOSIS,
        priority=Priority.NOTE,
        when=FAMILY.is_("not_sure"),
        reason="The patient is not sure whether a close relative had schizophrenia or psychosis.",
        prompt="Ask what they know.",
        sources=(SPRAVATO,),
    ),
)
