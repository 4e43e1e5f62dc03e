"""Rules on ketamine or esketamine that the patient has had before."""

from intake.conditions import answer
from intake.sources import FDA_2023, GENERAL_PRACTICE, SANACORA
from screening.reasons import part
from screening.rule import Priority, Rule, Topic

BEFORE = answer("ketamine_before")
WENT = answer("ketamine_before_went")

HAD_IT = BEFORE.includes("surgery_er", "clinic_infusion", "nasal_esketamine", "at_home", "not_prescribed")

RULES = (
    Rule(
        id="KET-01",
        topic=Topic.KETAMINE,
        priority=Priority.DISCUSS,
        when=WENT.is_any_of("bad", "mixed"),
        reason=(
            part(HAD_IT, "The patient had ketamine or esketamine before ({labels}) and says it went: "),
            part(
                BEFORE.includes("not_sure") & ~HAD_IT,
                "The patient is not sure whether they had ketamine or esketamine before, and says it went: ",
            ),
            "{ketamine_before_went}.",
        ),
        prompt="Ask what happened, the dose if known, and what would make it better.",
        sources=(SANACORA,),
    ),
    Rule(
        id="KET-02",
        topic=Topic.KETAMINE,
        priority=Priority.DISCUSS,
        when=BEFORE.includes("at_home"),
        reason="The patient reports ketamine prescribed for home use.",
        prompt="Ask about source, dose, how often, and whether it is still in use.",
        sources=(FDA_2023,),
    ),
    Rule(
        id="KET-03",
        topic=Topic.KETAMINE,
        priority=Priority.NOTE,
        when=BEFORE.includes("clinic_infusion", "nasal_esketamine", "surgery_er")
        & (WENT.is_any_of("fine", "dont_remember") | WENT.is_blank()),
        reason=[part(HAD_IT, "The patient had ketamine or esketamine before: {labels}.")],
        prompt="Ask when, how many times, and how long any benefit lasted.",
        sources=(SANACORA,),
    ),
    Rule(
        id="KET-04",
        topic=Topic.KETAMINE,
        priority=Priority.DISCUSS,
        when=answer("ketamine_last").is_("month") & BEFORE.includes("clinic_infusion", "nasal_esketamine", "at_home"),
        reason="The patient had ketamine or esketamine within the past month.",
        prompt="Ask who gives it, the dose, and what is planned.",
        sources=(GENERAL_PRACTICE,),
    ),
    Rule(
        id="KET-05",
        topic=Topic.KETAMINE,
        priority=Priority.DISCUSS,
        when=answer("ketamine_helped").is_any_of("none", "little"),
        reason="The patient says ketamine or esketamine helped: {ketamine_helped}.",
        prompt="Ask the dose, the number of visits, and how long any benefit lasted.",
        sources=(SANACORA,),
    ),
)
