"""A whole form in Spanish, page by page: nothing on it is English but what says that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import Clinic, Staff
from intake.invitations import stop_link
from intake.learning import LEAFLETS
from intake.questionnaire import BY_SLUG
from intake.translations import read as read_catalogue
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import Patient, a_patient

pytestmark = pytest.mark.slow

# Words that every English sentence has some of, and Spanish none.
ENGLISH = re.compile(
    r"\b(?:the|you|your|and|with|this|that|these|are|is|of|for|from|we|our|it|was|not|do|did|have|how|what|when|who|which"
    r"|please|answers?|send|save|back|page|form|questions?|thank|help|call|to|by|in|on|at|an|if|or|so|can|will|may|there|here"
    r"|signed|saved|sent|done)\b",
    re.IGNORECASE,
)
SAID = ("aria-label", "placeholder", "title", "alt", "content")
EVERY_REASON = ["depression", "anxiety", "ptsd", "fibromyalgia", "crps", "other_pain", "other"]
ROWS = [{"name": "sertralina", "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "no_help"}]

Visit = Callable[[Patient], Any]


@pytest.fixture
def patient(clinic: Clinic, front_desk: Staff) -> Patient:
    """Somebody who was invited in Spanish, by a clinic with a name that is no word of either language."""
    clinic.name, clinic.offers_spanish = "Clínica Cedro", True
    clinic.spanish = {"response_text": "El personal lee los avisos de lunes a viernes, de 9 a 5."}
    clinic.save()
    invited = a_patient(clinic, front_desk, language="es")
    invited.client = Client(headers={"Accept-Language": "es"})
    return invited


def told(page: Element) -> Iterator[str]:
    """Everything that a page says in its own language: texts, and what attributes say, parts in another one aside."""
    own = page.all("html")[0].get("lang")
    yield from _told(page, own)


def _told(element: Element, own: str) -> Iterator[str]:
    if element.tag in ("script", "style") or element.get("lang") not in ("", own):
        return
    if element.tag != "meta":
        for name, value in element.attributes.items():
            if value and (name in SAID or name.endswith("-words")):
                yield value
    for part in element.parts:
        if isinstance(part, str):
            yield " ".join(part.split())
        else:
            yield from _told(part, own)


def english_in(page: Element) -> list[str]:
    """What a page says in English without saying that it is."""
    whole = " ".join(told(page))
    untranslated = [entry.msgid for entry in read_catalogue() if entry.msgid not in (entry.msgstr, "")]
    sentences = [text for text in untranslated if " " in text and "%" not in text and "<" not in text]
    return [text for text in told(page) if ENGLISH.search(text)] + [text for text in sentences if text in whole]


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
    **{path: opened(path) for path in ("/learn/", "/learn/all/", *(f"/learn/{one.slug}/" for one in LEAFLETS))},
}


@pytest.mark.parametrize("visit", PAGES.values(), ids=PAGES.keys())
def test_a_spanish_page_speaks_spanish(visit: Visit, patient: Patient) -> None:
    answer = visit(patient)
    assert answer.status_code in (200, 403, 404, 410, 422), answer
    page = read(answer.content.decode())

    assert page.all("html")[0].get("lang") == "es"
    assert english_in(page) == []


def test_english_is_noticed_in_a_text_and_in_an_attribute_and_left_alone_where_it_is_marked() -> None:
    page = read(
        '<html lang="es"><p>Send your answers</p><p lang="en">Send your answers</p>'
        '<p data-saved-words="Saved and sent to the clinic" aria-label="Enviar">Enviado</p></html>'
    )

    assert english_in(page)[:2] == ["Send your answers", "Saved and sent to the clinic"]
