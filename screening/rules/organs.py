"""Rules on liver, kidney and thyroid. Diabetes and a slow stomach, asked with them, are in stomach_and_fasting.py."""

from intake.conditions import answer
from intake.sources import COHEN_2018, MCINTYRE
from screening.rule import Priority, Rule, Topic

ORGANS = answer("organs")

RULES = (
    Rule(
        id="ORG-01",
        topic=Topic.ORGANS,
        priority=Priority.DISCUSS,
        when=ORGANS.includes("liver", "overactive_thyroid"),
        reason="The patient reports: {labels}.",
        prompt="Ask about cause, treatment and recent lab tests.",
        sources=(COHEN_2018, MCINTYRE),
    ),
    Rule(
        id="ORG-02",
        topic=Topic.ORGANS,
        priority=Priority.NOTE,
        when=ORGANS.includes("kidney"),
        reason="The patient reports kidney disease.",
        prompt="Ask about stage and present care.",
        sources=(COHEN_2018,),
    ),
)
