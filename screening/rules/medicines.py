"""Rules on the medicines that the patient takes. Allergies are in allergy.py."""

from intake.conditions import answer
from intake.sources import (
    ANDRADE_2017,
    FDA_OPIOIDS,
    KETALAR,
    SANACORA,
    SPRAVATO,
    VERAART_2021,
    WILLIAMS_2018,
)
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

KINDS = answer("med_kinds")
LIST = answer("med_list")

RULES = (
    Rule(
        id="MED-01",
        topic=Topic.MEDICINES,
        priority=Priority.DISCUSS_FIRST,
        when=KINDS.includes("opioid") & KINDS.includes("benzo"),
        reason="The patient reports taking both an opioid and a benzodiazepine.",
        prompt="Review doses and timing with the prescribers.",
        sources=(SPRAVATO, FDA_OPIOIDS),
    ),
    Rule(
        id="MED-02",
        topic=Topic.MEDICINES,
        priority=Priority.DISCUSS,
        when=KINDS.includes("benzo", "sleep", "opioid", "relax_gaba"),
        reason="The patient reports: {labels}.",
        prompt=(
            "These can add to sleepiness. ",
            part(KINDS.includes("benzo"), "Benzodiazepines may also shorten ketamine's effect on mood. "),
            "Review timing; no sudden stops.",
        ),
        sources=(SPRAVATO, VERAART_2021, ANDRADE_2017),
    ),
    Rule(
        id="MED-03",
        topic=Topic.MEDICINES,
        priority=Priority.DISCUSS,
        when=KINDS.includes("stimulant", "maoi"),
        reason="The patient reports: {labels}.",
        prompt="These may add to a rise in blood pressure. Review timing and blood pressure checks.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="MED-04",
        topic=Topic.MEDICINES,
        priority=Priority.NOTE,
        when=KINDS.includes("lamotrigine"),
        reason="The patient reports lamotrigine.",
        prompt="Some small studies suggest it may weaken ketamine's effect; the evidence is low quality.",
        sources=(VERAART_2021, ANDRADE_2017),
    ),
    Rule(
        id="MED-05",
        topic=Topic.MEDICINES,
        priority=Priority.NOTE,
        when=KINDS.includes("enzyme"),
        reason="The patient reports medicine of a kind that may change ketamine levels (CYP3A4 or CYP2B6).",
        prompt="Check the list for interactions.",
        sources=(ANDRADE_2017,),
    ),
    Rule(
        id="MED-06",
        topic=Topic.MEDICINES,
        priority=Priority.DISCUSS,
        when=KINDS.includes("not_sure") | LIST.is_blank(),
        reason=(
            "The medicine list may not be complete. The patient ",
            each(
                part(
                    KINDS.includes("not_sure"),
                    # "Some of" stays true beside a kind that was chosen.
                    "is not sure whether they take some of the kinds of medicine asked about",
                ),
                part(LIST.is_blank(), "did not answer the question that asks for all medicines, vitamins and herbs"),
                last=", and ",
            ),
            ".",
        ),
        prompt="Go over every bottle, vitamin and herb, or call the pharmacy.",
        sources=(SANACORA,),
    ),
    Rule(
        id="MED-07",
        topic=Topic.MEDICINES,
        priority=Priority.DISCUSS,
        when=KINDS.includes("naltrexone"),
        reason="The patient reports naltrexone.",
        prompt=(
            "Ask why it is taken. One small study (12 completers) found less effect on mood; evidence is limited. "
            "Changes are for the prescriber."
        ),
        sources=(WILLIAMS_2018,),
    ),
    Rule(
        id="MED-08",
        topic=Topic.MEDICINES,
        priority=Priority.DISCUSS,
        when=KINDS.includes("theophylline"),
        reason="The patient reports theophylline or aminophylline.",
        prompt="Check the ketamine label on seizure threshold.",
        sources=(KETALAR,),
    ),
)
