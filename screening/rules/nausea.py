"""Rules on feeling sick from medicines, motion or sedation. Eating and drinking times are in stomach_and_fasting.py."""

from intake.conditions import answer
from intake.sources import APFEL_1999, ARTICLE, SPRAVATO
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

FROM_MEDICINES = answer("nausea_meds")
FROM_MOTION = answer("motion_sick")
AFTER_SEDATION = answer("nausea_after")

OFTEN = FROM_MEDICINES.is_("often") | FROM_MOTION.is_("often") | AFTER_SEDATION.is_("yes")
SOMETIMES = FROM_MEDICINES.is_("sometimes") | FROM_MOTION.is_("sometimes")
UNSURE = AFTER_SEDATION.is_("not_sure")

RULES = (
    Rule(
        id="NAU-01",
        topic=Topic.NAUSEA,
        priority=Priority.DISCUSS,
        when=OFTEN,
        reason=(
            "The patient reports: ",
            each(
                part(FROM_MEDICINES.is_("often"), "medicines often upset the stomach"),
                part(FROM_MOTION.is_("often"), "motion sickness often"),
                part(AFTER_SEDATION.is_("yes"), "very sick after surgery or sedation"),
            ),
            ".",
        ),
        prompt=(
            "Talk about anti-nausea medicine before treatment and when to stop eating and drinking. "
            "Check for long QT before choosing one."
        ),
        sources=(ARTICLE, APFEL_1999, SPRAVATO),
    ),
    Rule(
        id="NAU-02",
        topic=Topic.NAUSEA,
        priority=Priority.NOTE,
        when=~OFTEN & (SOMETIMES | UNSURE),
        reason=(
            part(SOMETIMES, "The patient reports some nausea tendency: "),
            each(
                part(FROM_MEDICINES.is_("sometimes"), "medicines sometimes upset the stomach"),
                part(FROM_MOTION.is_("sometimes"), "motion sickness sometimes"),
            ),
            part(SOMETIMES, ". "),
            part(UNSURE, "The patient is not sure whether they felt very sick or threw up after surgery or sedation."),
        ),
        prompt="Ask if they want anti-nausea medicine on hand.",
        sources=(ARTICLE, APFEL_1999),
    ),
)
