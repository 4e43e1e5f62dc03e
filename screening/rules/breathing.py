"""Rules on breathing, alone and together with medicines that add to sleepiness. Those medicines alone: medicines.py."""

from intake.conditions import answer
from intake.sources import SCHWENK_2018, SPRAVATO
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

BREATHING = answer("breathing")
OXYGEN = BREATHING.includes("home_oxygen")
LUNGS = BREATHING.includes("sleep_apnea", "copd_asthma")
SEDATING = answer("med_kinds").includes("benzo", "sleep", "opioid", "relax_gaba")

RULES = (
    Rule(
        id="RES-01",
        topic=Topic.BREATHING,
        priority=Priority.DISCUSS_FIRST,
        when=OXYGEN | (LUNGS & SEDATING),
        reason=(
            "The patient reports ",
            each(
                part(OXYGEN, "home oxygen"),
                part(LUNGS & SEDATING, "“{labels.breathing}” together with: {labels.med_kinds}"),
                last=", and ",
            ),
            ".",
        ),
        prompt="Plan breathing checks and medicine timing.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="RES-02",
        topic=Topic.BREATHING,
        priority=Priority.DISCUSS,
        when=LUNGS,
        reason="The patient reports: {labels}.",
        prompt="Ask about CPAP use and recent flare-ups.",
        sources=(SPRAVATO, SCHWENK_2018),
    ),
)
