"""Rules on allergy to ketamine and on reactions to anesthesia or sedation."""

from intake.conditions import answer
from intake.sources import SANACORA, SPRAVATO
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

ALLERGY = answer("allergy_ketamine")
REACTION = answer("anesthesia_problem")
DETAILS = answer("anesthesia_problem_details")

RULES = (
    Rule(
        id="ALL-01",
        topic=Topic.ALLERGY,
        priority=Priority.DISCUSS_FIRST,
        when=ALLERGY.is_("yes"),
        reason="The patient reports being allergic to ketamine or esketamine.",
        prompt="Ask what happened and get records first.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="ALL-02",
        topic=Topic.ALLERGY,
        priority=Priority.DISCUSS,
        when=ALLERGY.is_("not_sure") | REACTION.is_any_of("yes", "not_sure"),
        reason=(
            part(ALLERGY.is_("not_sure"), "The patient is not sure about an allergy to ketamine. "),
            part(
                REACTION.is_("yes") & DETAILS.is_given(),
                "The patient reports a bad reaction to anesthesia or sedation: {anesthesia_problem_details}.",
            ),
            part(
                REACTION.is_("yes") & DETAILS.is_blank(),
                "The patient reports a bad reaction to anesthesia or sedation.",
            ),
            part(
                REACTION.is_("not_sure"),
                "The patient is not sure whether they have ever had a bad reaction to anesthesia or sedation.",
            ),
        ),
        prompt="Ask what happened; get records if you can.",
        sources=(SPRAVATO, SANACORA),
    ),
)
