"""Rules on the heart, the blood vessels and blood pressure."""

from intake.conditions import answer
from intake.sources import COHEN_2018, JNJ_CARDIOVASCULAR, SPRAVATO
from screening.reasons import each, part
from screening.rule import Priority, Rule, Topic

EVER_HAD = answer("heart_vessel")
PRESSURE = answer("bp_status")
RECENT = answer("heart_recent")

HEART_HISTORY = EVER_HAD.includes(
    "heart_attack", "heart_failure_valve", "irregular_beat", "stroke_tia", "procedure", "device"
)
UNSURE = EVER_HAD.includes("not_sure")
ONLY_UNSURE = EVER_HAD.includes_only("not_sure")

RULES = (
    Rule(
        id="CV-01",
        topic=Topic.HEART,
        priority=Priority.DISCUSS_FIRST,
        when=EVER_HAD.includes("aneurysm", "avm", "brain_bleed"),
        reason="The patient reports: {labels}.",
        prompt=(
            "Review records and imaging first. "
            "These are listed in section 4 of the esketamine label (rise in blood pressure)."
        ),
        sources=(SPRAVATO,),
    ),
    Rule(
        id="CV-02",
        topic=Topic.HEART,
        priority=Priority.DISCUSS_FIRST,
        when=PRESSURE.is_("above"),
        reason="The patient reports high blood pressure, last checked at 140 over 90 or higher.",
        prompt=("Recheck blood pressure and medicines. 140/90 is the label's general guide for weighing a delay."),
        sources=(SPRAVATO, COHEN_2018),
    ),
    Rule(
        id="CV-03",
        topic=Topic.HEART,
        priority=Priority.DISCUSS_FIRST,
        when=RECENT.is_("yes") | EVER_HAD.includes("chest_pain"),
        reason=(
            "The patient reports ",
            each(
                part(RECENT.is_("yes"), "a heart attack, stroke or heart procedure in the past 12 months"),
                part(EVER_HAD.includes("chest_pain"), "chest pain in the past month"),
                last=", and ",
            ),
            ".",
        ),
        prompt="Review with heart care before planning. Check that chest pain is not happening now.",
        sources=(JNJ_CARDIOVASCULAR, COHEN_2018),
    ),
    Rule(
        id="CV-04",
        topic=Topic.HEART,
        priority=Priority.DISCUSS,
        when=HEART_HISTORY | PRESSURE.is_any_of("not_sure", "not_checked") | RECENT.is_("not_sure") | UNSURE,
        reason=(
            part(HEART_HISTORY, "The patient reports: {labels}. "),
            part(
                PRESSURE.is_("not_sure"),
                "The patient is not sure what their blood pressure was like the last time it was checked. ",
            ),
            part(
                PRESSURE.is_("not_checked"),
                "The patient reports that their blood pressure was not checked in the past year. ",
            ),
            part(
                RECENT.is_("not_sure"),
                "The patient is not sure whether they had a heart attack, a stroke or a heart procedure "
                "in the past 12 months. ",
            ),
            part(
                ONLY_UNSURE,
                "The patient is not sure whether they have ever had any of the heart or blood vessel problems listed.",
            ),
            part(
                UNSURE & ~ONLY_UNSURE,
                "The patient is not sure whether they have ever had any other of the heart or blood vessel "
                "problems listed.",
            ),
        ),
        prompt="Ask about present symptoms, heart care and tests.",
        sources=(SPRAVATO, COHEN_2018),
    ),
    Rule(
        id="CV-05",
        topic=Topic.HEART,
        priority=Priority.NOTE,
        when=PRESSURE.is_("below"),
        reason="The patient reports high blood pressure, last checked below 140 over 90.",
        prompt="Confirm medicines, and whether to take them on infusion days.",
        sources=(SPRAVATO,),
    ),
)
