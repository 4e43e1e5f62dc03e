"""The pages that somebody sees who answers in Spanish, in every state. That they are Spanish: test_in_spanish.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from intake.invitations import stop_link
from intake.learning import LEAFLETS
from intake.questionnaire import BY_SLUG
from tests.answers import complete_answers
from tests.people import Patient, a_patient, signed_in

EVERY_REASON = ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
ROWS = [{"name": "sertralina", "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "no_help"}]

Visit = Callable[[Patient], Any]


def opened(path: str) -> Visit:
    def visit(patient: Patient) -> Any:
        patient.enters()
        patient.saves(reasons=EVERY_REASON)
        return patient.client.get(path)

    return visit


def sent_on_empty(path: str) -> Visit:
    def visit(patient: Patient) -> Any:
        opened(path)(patient)
        return patient.client.post(path, {"go": "next"})

    return visit


def filled_in(path: str) -> Visit:
    def visit(patient: Patient) -> Any:
        patient.enters()
        answers = complete_answers(reasons=EVERY_REASON, phq9_9="1", asq_1="yes", mood_meds_any="yes", mood_meds=ROWS)
        patient.saves(**{key: _in_spanish(value) for key, value in answers.items()})
        return patient.client.get(path)

    return visit


def _in_spanish(value: Any) -> Any:
    """What this person types is Spanish: codes are codes in every language."""
    return "ninguna" if isinstance(value, str) and " " in value else value


def submit_in_spanish(patient: Patient, **answers: Any) -> None:
    patient.saves(**{key: _in_spanish(value) for key, value in complete_answers(**answers).items()})
    signed = {"signed_as": "Jordan Rivera", "confirm": "on"}
    assert patient.client.post("/form/check/", signed).status_code == 302


def after_sending(path: str) -> Visit:
    def visit(patient: Patient) -> Any:
        filled_in("/form/")(patient)
        submit_in_spanish(
            patient, reasons=EVERY_REASON, med_list="ninguna", allergy_other="ninguna", callback_phone="555-0100"
        )
        return patient.client.get(path)

    return visit


def with_every_slip(patient: Patient) -> Any:
    """A section with text that is too long, options that contradict each other, and more."""
    patient.enters()
    patient.saves(reasons=EVERY_REASON)
    data = {
        "go": "next",
        "mood_meds_any": "yes",
        "mood_meds-0-weeks": "over6",
        "talk_therapy": ["none", "cbt"],
        "tx_stopped_side_effects": "yes",
        "tx_stopped_side_effects_details": "x" * 501,
        "ketamine_before": "nothing-like-it",
    }
    return patient.client.post("/form/s/treatments/", data)


def answered_but(patient: Patient, **answers: Any) -> None:
    """A form in which everything is answered, but for these."""
    patient.enters()
    patient.saves(
        **{key: _in_spanish(value) for key, value in complete_answers(reasons=EVERY_REASON).items()} | answers
    )


def few_missing(patient: Patient) -> Any:
    """Check and send, where two items of an instrument in English are still due."""
    answered_but(patient, peg_1=None, peg_2=None)
    return patient.client.get("/form/check/")


def brought_up(patient: Patient) -> Any:
    """What a change has brought up: an item in English."""
    answered_but(patient, phq9_9="1", phq9_difficulty="somewhat")
    return patient.client.get("/form/s/safety/?from=check")


def taken_out(patient: Patient) -> Any:
    """Answers to an instrument in English that are not asked any more."""
    answered_but(patient)
    answered_but(patient, reasons=["depression"])
    return patient.client.get("/form/check/")


def replaced_elsewhere(patient: Patient) -> Any:
    """What another device had answered to an instrument in English."""
    answered_but(patient)
    for device, number in (("a", "3"), ("b", "4")):
        patient.client.post("/form/s/pain/keep/", {"peg_1": number, "peg_2": "prefer_not", "seen": f"1.{device}"})
    return patient.client.get("/form/s/pain/other/")


def changed_and_sent(patient: Patient) -> Any:
    """The copy of a version that changed an answer in English."""
    submit_in_spanish(patient_inside(patient), callback_phone="555-0100")
    patient.client.post("/form/change/")
    submit_in_spanish(patient, callback_phone="555-0100", asq_1="yes", asq_5="no")
    return patient.client.get("/form/copy/")


def patient_inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


def stopped(patient: Patient) -> Any:
    stop_link(patient.response, by=patient.response.created_by, now=timezone.now())
    return patient.client.get(f"/q/{patient.token}/")


def changing(path: str) -> Visit:
    """A page for somebody who has sent, opened the answers again and changed some."""

    def visit(patient: Patient) -> Any:
        submit_in_spanish(patient_inside(patient), callback_phone="555-0100")
        patient.client.post("/form/change/")
        patient.saves(ride_home="no_plan", asq_1="yes")
        return patient.client.get(path)

    return visit


def before_changing(patient: Patient) -> Any:
    submit_in_spanish(patient_inside(patient), callback_phone="555-0100")
    return patient.client.get("/form/change/")


def told_last_time(slug: str, **says: str) -> Visit:
    """The page of a section that somebody answered in Spanish, in an earlier form."""

    def visit(patient: Patient) -> Any:
        submit_in_spanish(patient_inside(patient), med_list="ninguna", allergy_other="ninguna", callback_phone="1")
        response = patient.response
        again = a_patient(response.clinic, response.created_by, language="es")
        again.client = patient.client
        again.enters()
        path = f"/form/s/{slug}/last-time/" if slug else "/form/"
        return again.client.post(path, says) if says else again.client.get(path)

    return visit


def handed_back(patient: Patient) -> Any:
    """What a device of the clinic shows in the end."""
    patient.client = signed_in(patient.response.created_by)
    patient.client.post(f"/desk/{patient.response.pk}/start-here/")
    patient.client.post("/form/here/", {"year": "1974", "month": "3", "day": "9"})
    return patient.client.post("/form/later/")


WHILE_CHANGING = ("/form/", "/form/check/", "/form/keep-sent/", "/form/sent/")
SECTIONS = [f"/form/s/{slug}/" for slug in BY_SLUG]
PAGES: dict[str, Visit] = {
    "date of birth": lambda patient: patient.client.get(f"/q/{patient.token}/"),
    "date of birth, wrong": lambda patient: patient.enters("1960-01-01"),
    "date of birth, none": lambda patient: patient.client.post(f"/q/{patient.token}/", {}),
    "paused": lambda patient: [patient.enters("1960-01-01") for _ in range(3)][-1],
    "stopped": stopped,
    "unknown link": lambda patient: patient.client.get(f"/q/{'x' * 43}/"),
    "front": lambda patient: patient.client.get("/"),
    "no such page": lambda patient: patient.client.get("/form/no-hay/"),
    "ended": lambda patient: patient.client.get("/form/ended/"),
    "help": opened("/form/help/"),
    "every slip": with_every_slip,
    "few missing": few_missing,
    "brought up": brought_up,
    "taken out": taken_out,
    "replaced elsewhere": replaced_elsewhere,
    "changed and sent": changed_and_sent,
    **{f"{path} empty": opened(path) for path in ("/form/start/", "/form/", "/form/check/", *SECTIONS)},
    **{f"{path} with errors": sent_on_empty(path) for path in ("/form/check/", *SECTIONS)},
    **{f"{path} filled in": filled_in(path) for path in ("/form/", "/form/check/", *SECTIONS)},
    **{path: after_sending(path) for path in ("/form/sent/", "/form/copy/")},
    "later": lambda patient: [patient.enters(), patient.client.post("/form/later/")][-1],
    "change": before_changing,
    **{
        f"{path} while changing": changing(path)
        for path in ("/form/", "/form/check/", "/form/keep-sent/", "/form/sent/")
    },
    "told last time": told_last_time("medicines"),
    "told last time, nothing chosen": told_last_time("medicines", still=""),
    "sections, some told last time": told_last_time(""),
    "handed back": handed_back,
    **{path: opened(path) for path in ("/learn/", "/learn/all/", *(f"/learn/{one.slug}/" for one in LEAFLETS))},
}
