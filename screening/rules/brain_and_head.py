"""Rules on the brain and the head. Bleeding in the brain is asked with the blood vessels: see heart.py."""

from intake.conditions import answer
from intake.sources import COHEN_2018, JNJ_CARDIOVASCULAR, SANACORA, SPRAVATO
from screening.rule import Priority, Rule, Topic

EVER_HAD = answer("brain_head")

RULES = (
    Rule(
        id="NEU-01",
        topic=Topic.BRAIN,
        priority=Priority.DISCUSS_FIRST,
        when=EVER_HAD.includes("high_pressure"),
        reason="The patient reports high pressure in the brain, a brain tumor or a shunt.",
        prompt="Review records before planning.",
        sources=(COHEN_2018, JNJ_CARDIOVASCULAR),
    ),
    Rule(
        id="NEU-02",
        topic=Topic.BRAIN,
        priority=Priority.DISCUSS,
        when=EVER_HAD.includes("seizure", "head_injury"),
        reason="The patient reports: {labels}.",
        prompt=("Ask about the last seizure, control, and medicines; or about the injury and lasting effects."),
        sources=(SANACORA, SPRAVATO),
    ),
)
