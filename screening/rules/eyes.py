"""The rule on the eyes."""

from intake.conditions import answer
from intake.sources import COHEN_2018, JNJ_CARDIOVASCULAR
from screening.rule import Priority, Rule, Topic

RULES = (
    Rule(
        id="EYE-01",
        topic=Topic.EYES,
        priority=Priority.DISCUSS,
        when=answer("eyes").includes("glaucoma", "eye_injury"),
        reason="The patient reports: {labels}.",
        prompt="Ask about eye pressure, treatment and eye care.",
        sources=(COHEN_2018, JNJ_CARDIOVASCULAR),
    ),
)
