"""The rule on trouble with memory or thinking."""

from intake.conditions import answer
from intake.sources import SPRAVATO, VA
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

TROUBLE = answer("thinking_memory")

RULES = (
    Rule(
        id="COG-01",
        topic=Topic.THINKING,
        priority=Priority.DISCUSS,
        when=TROUBLE.is_any_of("yes", "not_sure"),
        reason=(
            part(TROUBLE.is_("yes"), "The patient reports trouble with memory or thinking."),
            part(TROUBLE.is_("not_sure"), "The patient is not sure whether they have trouble with memory or thinking."),
        ),
        prompt="Check understanding and consent. Ask if someone should join the visit.",
        sources=(SPRAVATO, VA),
    ),
)
