"""Rules on a slow stomach and on fasting with diabetes. Feeling sick is in nausea.py."""

from intake.conditions import answer
from intake.sources import GENERAL_PRACTICE, GLP1_GUIDANCE
from screening.rule import Priority, Rule, Topic

KINDS = answer("med_kinds")
ORGANS = answer("organs")

RULES = (
    Rule(
        id="ASP-01",
        topic=Topic.STOMACH,
        priority=Priority.DISCUSS,
        when=KINDS.includes("glp1") | ORGANS.includes("slow_stomach"),
        reason="The patient reports: {labels}.",
        prompt="Ask about nausea, fullness and dose changes. Agree on eating and drinking times.",
        sources=(GLP1_GUIDANCE,),
    ),
    Rule(
        id="GLU-01",
        topic=Topic.STOMACH,
        priority=Priority.DISCUSS,
        when=ORGANS.includes("diabetes") | KINDS.includes("insulin"),
        reason="The patient reports: {labels}.",
        prompt="Plan fasting, medicine timing and a glucose check with the prescriber.",
        sources=(GENERAL_PRACTICE,),
    ),
)
