"""The rule on fibromyalgia as the patient lists it. What else they feel is listed word for word, never counted."""

from intake.conditions import answer
from intake.sources import COHEN_2018, PASTRAK_2021
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

REASON = answer("reasons").includes("fibromyalgia")
TOLD = answer("told_by_professional").includes("fibromyalgia")
ALSO = answer("pain_with").includes("very_tired", "unrefreshed", "foggy", "headaches", "belly")

RULES = (
    Rule(
        id="FIB-01",
        topic=Topic.FIBROMYALGIA,
        priority=Priority.DISCUSS,
        when=REASON | TOLD,
        reason=(
            part(REASON, "The patient lists fibromyalgia"),
            part(REASON & TOLD, ", and says a health worker told them so"),
            part(TOLD & ~REASON, "The patient says a health worker told them of fibromyalgia"),
            ".",
            part(ALSO, " Also reports: {labels}."),
        ),
        prompt=(
            "Ask when it was found and what care has followed. Talk about the evidence: 2018 guideline found weak or "
            "no evidence; reviews show mostly short relief."
        ),
        sources=(COHEN_2018, PASTRAK_2021),
    ),
)
