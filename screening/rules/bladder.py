"""Rules on the bladder."""

from intake.conditions import answer
from intake.sources import BLADDER, SPRAVATO
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

SYMPTOMS = answer("bladder")

RULES = (
    Rule(
        id="BLA-01",
        topic=Topic.BLADDER,
        priority=Priority.DISCUSS,
        when=SYMPTOMS.is_any_of("often", "not_sure"),
        reason=(
            part(SYMPTOMS.is_("often"), "The patient reports bladder symptoms: {bladder}."),
            part(SYMPTOMS.is_("not_sure"), "The patient is not sure whether they have bladder symptoms."),
        ),
        prompt=(
            "Ask when they began; note a starting point. Long-term or heavy ketamine use is linked to bladder harm."
        ),
        sources=(SPRAVATO, BLADDER),
    ),
    Rule(
        id="BLA-02",
        topic=Topic.BLADDER,
        priority=Priority.NOTE,
        when=SYMPTOMS.is_("sometimes"),
        reason="The patient reports bladder symptoms sometimes.",
        prompt="Note as a starting point.",
        sources=(SPRAVATO,),
    ),
)
