"""The people of the demo clinic and what they answer. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from clinic.models import Role

CLINIC = {
    "name": "Cedar Clinic",
    "phone": "(555) 010-0123",
    "phone_hours": "We answer the phone Monday to Friday, 9 am to 5 pm.",
    "time_zone": "America/New_York",
    "response_text": "Staff check notices Monday to Friday, 9 to 5.",
    "fasting_text": "Stop eating 6 hours before your visit. You may drink water until 2 hours before.",
    "driving_text": "We ask you to wait 24 hours before you drive.",
    "companion_text": "Bring an adult who can take you home and stay with you that day.",
    "offers_spanish": True,
    "spanish": {
        "phone_hours": "Contestamos el teléfono de lunes a viernes, de 9 a.m. a 5 p.m.",
        "response_text": "El personal lee los avisos de lunes a viernes, de 9 a 5.",
        "fasting_text": "Deje de comer 6 horas antes de su visita. Puede beber agua hasta 2 horas antes.",
        "driving_text": "Le pedimos que espere 24 horas antes de manejar.",
        "companion_text": "Traiga a una persona adulta que pueda llevarle a casa y quedarse con usted ese día.",
    },
}
CRISIS_LINE = {
    "name": "Cedar County crisis line",
    "phone": "(555) 010-0190",
    "when": "Free, day and night.",
    "spanish_name": "Línea de crisis del condado de Cedar",
    "spanish_when": "Gratis, de día y de noche.",
}

STAFF: tuple[tuple[str, str, Role], ...] = (
    ("clinician@example.org", "Dr. Ada Okafor", Role.CLINICIAN),
    ("lead@example.org", "Dr. Mei Lin", Role.LEAD),
    ("desk@example.org", "Robin Hale", Role.FRONT_DESK),
    ("admin@example.org", "Noor Aziz", Role.ADMINISTRATOR),
)
PASSWORD = "cedar-demo-only"  # noqa: S105 - opens nothing but made-up data
APP_SECRET = "CEDARDEMOCEDARDEMOCEDARDEMOCEDAR"  # noqa: S105 - of everybody's authenticator app, as published as this


class Stage(Enum):
    """How far a demo patient has come."""

    INVITED = "invited"
    STOPPED = "link stopped"
    BEGUN = "in progress"
    SENT = "sent"
    IN_REVIEW = "in review"
    SIGNED = "signed"


@dataclass(frozen=True, kw_only=True)
class DemoPatient:
    """A made-up patient. ``first`` are answers that were changed to ``answers`` later; sent forms are completed.

    ``changes`` are answers that were changed after sending, and sent unless ``is_still_changing``. ``left`` are boxes
    that leave an instrument for staff. ``earlier`` are signed forms before this one: how many days before, and what
    was answered otherwise. ``companion``: who takes the patient home, and a phone, as the front desk noted it.
    """

    name: str
    born: str
    stage: Stage
    consult_in_days: int
    with_lead: bool = False
    taken: bool = False
    language: str = "en"
    left: tuple[str, ...] = ()
    earlier: tuple[tuple[int, dict[str, Any]], ...] = ()
    first: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    is_still_changing: bool = False
    companion: tuple[str, str] | None = None


def items(name: str, *codes: int) -> dict[str, str]:
    """Answers to the items of an instrument in order: ``items("gad7", 1, 2)`` is gad7_1 = "1", gad7_2 = "2"."""
    return {f"{name}_{number}": str(code) for number, code in enumerate(codes, start=1)}


def medicine(name: str, weeks: str, full_dose: str, helped: str, stopped: str) -> dict[str, str]:
    """One row of the medicines tried."""
    return {"name": name, "weeks": weeks, "full_dose": full_dose, "helped": helped, "stopped": stopped}


CONTACT = {
    "read_notice": True,
    "filled_by": "self",
    "callback_phone": "(555) 010-0177",
    "callback_message_ok": "yes",
    "support_contact": "A made-up sister, (555) 010-0178",
    "current_place": "1 Made-up Street, Cedar Falls",
    "language_help": "no",
}

PATIENTS: tuple[DemoPatient, ...] = (
    DemoPatient(name="Taylor Reed", born="1988-04-12", stage=Stage.INVITED, consult_in_days=6),
    DemoPatient(
        name="Jordan Rivera",
        born="1974-03-09",
        stage=Stage.SENT,
        consult_in_days=2,
        earlier=(
            (171, items("phq9", 3, 3, 3, 3, 2, 3, 2, 2, 0) | items("gad7", 2, 2, 1, 1, 2, 1, 0)),
            (80, items("phq9", 3, 3, 2, 2, 2, 3, 2, 2, 0)),
        ),
        answers={
            "reasons": ["depression", "fibromyalgia"],
            "told_by_professional": ["depression", "fibromyalgia"],
            "main_goal": "I would like to cook for my kids again.",
            **items("phq9", 2, 3, 2, 2, 1, 3, 2, 1, 0),
            "phq9_difficulty": "very",
            **items("gad7", 1, 1, 1, 1, 1, 1, 0),
            **items("peg", 6, 6, 5),
            "pain_duration": "over_5y",
            "pain_where": "many_places",
            "pain_with": ["very_tired", "unrefreshed", "foggy"],
            "mood_meds_any": "yes",
            "mood_meds": [
                medicine("sertraline", "over6", "yes", "little", "no_help"),
                medicine("venlafaxine", "over6", "yes", "none", "taking"),
                medicine("bupropion", "lt4", "no", "none", "side_effects"),
            ],
            "talk_therapy": ["cbt"],
            "talk_therapy_result": "little",
            "brain_treatments": ["none"],
            "pain_treatments": ["physical_therapy", "exercise", "nerve_pain_meds"],
            "pain_treatments_result": "little",
            "heart_vessel": ["high_bp"],
            "bp_status": "below",
            "heart_recent": "no",
            "bladder": "sometimes",
            "med_list": "venlafaxine 150 mg\nlisinopril 10 mg\nvitamin D",
            "nausea_meds": "often",
            "dissoc_often": "sometimes",
            "dissoc_upset": "very",
            "ride_home": "self_drive",
            "auditc_1": "prefer_not",
            **{"auditc_2": "prefer_not", "auditc_3": "prefer_not"},
        },
    ),
    DemoPatient(
        name="Sam Whitfield",
        born="1997-11-30",
        stage=Stage.SENT,
        consult_in_days=2,
        with_lead=True,
        answers={
            "reasons": ["crps"],
            "told_by_professional": ["crps"],
            "main_goal": "Ride a bike to work.",
            **items("peg", 8, 7, 9),
            "pain_duration": "m3_12",
            "pain_where": "one_limb",
            "limb_changes": ["touch", "color_temp", "swelling_sweat"],
            "pain_treatments": ["physical_therapy"],
            "pain_treatments_result": "some",
            "heart_vessel": ["chest_pain", "irregular_beat"],
            "heart_recent": "no",
            "med_kinds": ["relax_gaba", "lamotrigine"],
            "ride_home": "service_alone",
            "home_support": "no",
        },
    ),
    DemoPatient(name="Lena Park", born="1981-02-14", stage=Stage.SENT, consult_in_days=3),
    DemoPatient(
        name="Maria Delgado",
        born="1992-08-21",
        stage=Stage.BEGUN,
        consult_in_days=1,
        answers=CONTACT
        | {
            "reasons": ["depression"],
            **items("phq9", 3, 3, 3, 3, 2, 3, 2, 2, 2),
            "phq9_difficulty": "extremely",
            **{"asq_1": "yes", "asq_2": "yes", "asq_3": "yes", "asq_4": "no", "asq_5": "no"},
        },
    ),
    DemoPatient(
        name="Peter Ahn",
        born="1965-06-02",
        stage=Stage.BEGUN,
        consult_in_days=4,
        with_lead=True,
        taken=True,
        answers=CONTACT | {"reasons": ["depression", "anxiety"], **items("phq9", 2, 2, 1, 2, 1, 1, 1, 0, 1)},
    ),
    DemoPatient(
        name="Grace Mbeki",
        born="1959-12-05",
        stage=Stage.IN_REVIEW,
        consult_in_days=1,
        answers={
            "reasons": ["anxiety", "ptsd"],
            "told_by_professional": ["ptsd"],
            **items("gad7", 3, 3, 2, 2, 2, 1, 1),
            "pcptsd5_gate": "yes",
            **{f"pcptsd5_{n}": "yes" for n in range(1, 6)},
            "mood_meds_any": "yes",
            "mood_meds": [medicine("escitalopram", "w4_6", "not_sure", "some", "taking")],
            "talk_therapy": ["other_talk", "not_sure"],
            "talk_therapy_result": "stopped_early",
            "breathing": ["sleep_apnea"],
            "med_kinds": ["sleep"],
            "nausea_after": "yes",
            "anesthesia_problem": "not_sure",
        },
    ),
    DemoPatient(
        name="Omar Haddad",
        born="1970-10-17",
        stage=Stage.SIGNED,
        consult_in_days=-2,
        answers={
            "reasons": ["depression"],
            **items("phq9", 1, 2, 1, 2, 1, 1, 1, 0, 0),
            "phq9_difficulty": "somewhat",
            "mood_meds_any": "yes",
            "mood_meds": [medicine("fluoxetine", "over6", "yes", "some", "taking")],
            "ketamine_before": ["clinic_infusion"],
            "ketamine_before_went": "fine",
            "ketamine_last": "m1_12",
            "ketamine_helped": "lot",
            "motion_sick": "sometimes",
        },
    ),
    DemoPatient(
        name="Ruth Feld",
        born="1948-05-26",
        stage=Stage.SENT,
        consult_in_days=5,
        answers={
            "filled_by": "helper",
            "language_help": "yes",
            "language_help_details": "I do not hear well on one side.",
            "callback_message_ok": "no",
            "reasons": ["other_pain", "depression"],
            "told_by_professional": ["not_sure"],
            "phq9_2": "prefer_not",
            "asq_4": "prefer_not",
            "asq_5": "no",
            "pcptsd5_gate": "prefer_not",
            "mood_meds_any": "not_sure",
            "psychosis_ever": "prefer_not",
            "mania_ever": "not_sure",
            "family_psychosis": "not_sure",
            "thinking_memory": "not_sure",
            "heart_vessel": ["not_sure"],
            "eyes": ["glaucoma", "not_sure"],
            "med_kinds": ["not_sure"],
            "allergy_ketamine": "not_sure",
            "dissoc_often": "not_sure",
            "dissoc_upset": "little",
            "ride_home": "not_sure",
        },
    ),
    DemoPatient(
        name="Chris Vale",
        born="1986-09-08",
        stage=Stage.SENT,
        consult_in_days=7,
        with_lead=True,
        answers={
            "reasons": ["depression", "other"],
            "psychosis_ever": "past",
            "family_psychosis": "yes",
            "mania_ever": "past",
            "brain_head": ["seizure"],
            "breathing": ["copd_asthma"],
            "organs": ["liver", "diabetes"],
            "med_kinds": ["benzo", "opioid", "glp1"],
            "substances": ["cannabis", "psychedelics"],
            "substance_trouble": "past",
            **{"auditc_1": "3", "auditc_2": "1", "auditc_3": "2"},
            "ketamine_before": ["at_home", "not_sure"],
            "ketamine_before_went": "mixed",
            "ketamine_last": "month",
            "ketamine_helped": "little",
            "care_for_others": "not_covered",
            "anything_else": "I work nights, so mornings are hard.",
        },
    ),
    DemoPatient(
        name="Dana Kim",
        born="2001-01-31",
        stage=Stage.BEGUN,
        consult_in_days=9,
        answers=CONTACT | {"reasons": ["anxiety"], "told_by_professional": ["anxiety"], **items("phq9", *[0] * 9)},
    ),
    DemoPatient(
        name="Maximiliano José Ñandú de la Vega-Montgomery y Castellanos",
        born="1979-07-19",
        stage=Stage.SIGNED,
        consult_in_days=-5,
        first={**items("phq9", 1, 1, 1, 1, 1, 1, 1, 0, 2)},
        answers={
            "reasons": ["depression", "crps", "other_pain"],
            **items("phq9", 1, 1, 1, 1, 1, 1, 1, 0, 1),
            "phq9_difficulty": "prefer_not",
            "asq_4": "yes",
            "attempt_when": "over_1_year",
            "asq_5": "no",
            "pain_treatments": ["injections", "stimulator", "opioids"],
            "pain_treatments_result": "none",
            **items("peg", 4, 5, 6),
        },
    ),
    DemoPatient(
        name="Iris Novak",
        born="1983-04-27",
        stage=Stage.SIGNED,
        consult_in_days=2,
        answers={
            "reasons": ["depression"],
            **items("phq9", 2, 2, 2, 1, 1, 2, 1, 0, 0),
            "phq9_difficulty": "somewhat",
            "heart_vessel": ["high_bp"],
            "bp_status": "below",
            "med_list": "lisinopril 10 mg",
            "nausea_after": "yes",
            "ride_home": "person",
        },
        changes={"ride_home": "self_drive", "med_list": "lisinopril 10 mg\ntramadol 50 mg", "med_kinds": ["opioid"]},
        companion=("Tomasz Novak", "555-0182-44"),
    ),
    DemoPatient(
        name="Ben Ortiz",
        born="1968-12-11",
        stage=Stage.SENT,
        consult_in_days=3,
        answers={"reasons": ["other_pain"], **items("peg", 5, 4, 6), "motion_sick": "often"},
        changes={"motion_sick": "sometimes", "home_support": "no"},
        is_still_changing=True,
    ),
    DemoPatient(name="Nina Sole", born="1990-03-03", stage=Stage.STOPPED, consult_in_days=12),
    DemoPatient(
        name="Lucía Ejemplo",
        born="1983-06-15",
        stage=Stage.SENT,
        consult_in_days=4,
        language="es",
        left=("pcptsd5_with_staff",),
        answers={
            "pcptsd5_gate": None,
            "support_contact": "Una hermana inventada, (555) 010-0179",
            "reasons": ["depression", "anxiety"],
            "told_by_professional": ["depression"],
            "main_goal": "Volver a cantar en el coro.",
            **items("phq9", 2, 3, 2, 2, 1, 1, 1, 0, 0),
            "phq9_difficulty": "somewhat",
            **items("gad7", 2, 2, 2, 1, 1, 1, 2),
            "mood_meds_any": "yes",
            "mood_meds": [medicine("sertralina", "over6", "yes", "little", "no_help")],
            "talk_therapy": ["cbt"],
            "talk_therapy_result": "little",
            "heart_vessel": ["high_bp"],
            "bp_status": "below",
            "heart_recent": "no",
            "med_list": "sertralina 100 mg\nlisinopril 10 mg",
            "allergy_other": "penicilina",
            "motion_sick": "often",
            "dissoc_often": "once_twice",
            "dissoc_upset": "little",
            "ride_home": "no_plan",
            "anything_else": "Prefiero que me llamen por la tarde.",
        },
    ),
)
