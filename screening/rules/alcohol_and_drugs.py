"""Rules on alcohol, and on drugs other than medicines taken as prescribed. Past ketamine is in past_ketamine.py."""

from intake.conditions import answer, score
from intake.sources import AUDITC, COHEN_2018, SANACORA, SPRAVATO
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

USED = answer("substances")
TROUBLE = answer("substance_trouble")
KETAMINE = answer("ketamine_before")

RISKIER = USED.includes("ketamine_pcp", "opioids_np", "cocaine_meth", "sedatives_np")

RULES = (
    Rule(
        id="SUB-01",
        topic=Topic.SUBSTANCES,
        priority=Priority.DISCUSS_FIRST,
        when=TROUBLE.is_("now") | RISKIER,
        reason=(
            "The patient reports ",
            each(
                part(TROUBLE.is_("now"), "problems with alcohol or drugs now"),
                part(RISKIER, "use in the past year: {labels}"),
            ),
            ".",
        ),
        prompt="Ask without judgment about amount, last use and supports, before planning.",
        sources=(COHEN_2018, SPRAVATO, SANACORA),
    ),
    Rule(
        id="SUB-02",
        topic=Topic.SUBSTANCES,
        priority=Priority.DISCUSS,
        when=USED.includes("psychedelics") | KETAMINE.includes("not_prescribed"),
        reason=(
            "The patient reports ",
            each(
                part(USED.includes("psychedelics"), "use in the past year: {labels}"),
                part(KETAMINE.includes("not_prescribed"), "ketamine, at some time, not from a doctor"),
                # Without the semicolon the ketamine would read as used in the past year.
                last="; and ",
            ),
            ".",
        ),
        prompt="Ask about last use, amount and any bad reactions.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="SUB-03",
        topic=Topic.SUBSTANCES,
        priority=Priority.DISCUSS,
        when=TROUBLE.is_("past"),
        reason="The patient reports past problems with, or treatment for, alcohol or drugs.",
        prompt="Ask what supports recovery, and how the patient feels about a medicine that can be misused.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="SUB-04",
        topic=Topic.SUBSTANCES,
        priority=Priority.DISCUSS,
        when=score("auditc.total").at_least(3, setting="auditc_discuss_from"),
        reason="AUDIT-C score {auditc.total} of 12. Published cut points are 3 (women) and 4 (men).",
        prompt="Ask about usual drinking and drinking near infusion days.",
        sources=(AUDITC,),
    ),
    Rule(
        id="SUB-05",
        topic=Topic.SUBSTANCES,
        priority=Priority.DISCUSS,
        when=USED.includes("prefer_not")
        | TROUBLE.is_("prefer_not")
        | answer("auditc_1").is_("prefer_not")
        | answer("auditc_2").is_("prefer_not")
        | answer("auditc_3").is_("prefer_not"),
        reason="The patient chose not to answer some alcohol or drug questions.",
        prompt="Ask in person; explain why it matters for safety.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="SUB-06",
        topic=Topic.SUBSTANCES,
        priority=Priority.NOTE,
        when=USED.includes("cannabis"),
        reason="The patient reports cannabis use in the past year.",
        prompt="Ask about use on infusion days and any bad reactions.",
        sources=(SPRAVATO,),
    ),
    Rule(
        id="SUB-07",
        topic=Topic.SUBSTANCES,
        priority=Priority.DISCUSS_FIRST,
        when=score("auditc.total").at_least(8),
        reason="AUDIT-C score {auditc.total} of 12.",
        prompt="Ask about daily drinking and past withdrawal. (Local display threshold.)",
        sources=(AUDITC,),
    ),
)
