"""The rule on complex regional pain syndrome (CRPS) as the patient lists it. Changes in the limb are never counted."""

from intake.conditions import answer
from intake.sources import COHEN_2018
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

REASON = answer("reasons").includes("crps")
TOLD = answer("told_by_professional").includes("crps")
ALSO = answer("limb_changes").includes("touch", "color_temp", "swelling_sweat", "move_hair_nail")

RULES = (
    Rule(
        id="CRPS-01",
        topic=Topic.CRPS,
        priority=Priority.DISCUSS,
        when=REASON | TOLD,
        reason=(
            part(REASON, "The patient lists CRPS"),
            part(REASON & TOLD, ", and says a health worker told them so"),
            part(TOLD & ~REASON, "The patient says a health worker told them of CRPS"),
            ".",
            part(ALSO, " Also reports: {labels}."),
        ),
        prompt=(
            "Ask when it was found and what care has followed; plan an exam. Talk about the evidence: 2018 guideline "
            "found moderate evidence for relief up to 12 weeks, with infusions over 4 to 10 days."
        ),
        sources=(COHEN_2018,),
    ),
)
