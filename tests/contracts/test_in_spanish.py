"""A whole form in Spanish, page by page: nothing on it is English but what says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from clinic.models import Clinic, Staff
from intake.reminders import send_reminders
from intake.translations import read as read_catalogue
from tests.contracts.spanish_pages import PAGES, Visit
from tests.intake.test_dead_ends import ERRORS
from tests.markup import Element, read
from tests.outbox import mails
from tests.people import NOON, Patient, a_patient

pytestmark = pytest.mark.slow

# Words that every English sentence has some of, and Spanish none.
ENGLISH = re.compile(
    r"\b(?:the|you|your|and|with|this|that|these|are|is|of|for|from|we|our|it|was|not|do|did|have|how|what|when|who|which"
    r"|please|answers?|send|save|back|page|form|questions?|thank|help|call|to|by|in|on|at|an|if|or|so|can|will|may|there|here"
    r"|signed|saved|sent|done)\b",
    re.IGNORECASE,
)
SAID = ("aria-label", "placeholder", "title", "alt", "content")


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


@pytest.mark.parametrize("visit", PAGES.values(), ids=PAGES.keys())
def test_a_spanish_page_speaks_spanish(visit: Visit, patient: Patient) -> None:
    answer = visit(patient)
    assert answer.status_code in (200, 403, 404, 409, 410, 422), answer
    page = read(answer.content.decode())

    assert page.all("html")[0].get("lang") == "es"
    assert english_in(page) == []


@pytest.mark.parametrize("name", ERRORS)
def test_a_page_that_tells_of_an_error_speaks_spanish(name: str, rf: RequestFactory) -> None:
    with override("es"):
        page = read(ERRORS[name](rf.get("/")).content.decode())

    assert english_in(page) == []


def test_every_mail_speaks_spanish(clinic: Clinic, front_desk: Staff) -> None:
    Clinic.objects.update(name="Clínica Cedro")
    clinic.refresh_from_db()
    consult = NOON + timedelta(days=20)
    patient = a_patient(clinic, front_desk, by_mail=True, language="es", consult_at=consult, now=NOON)
    sent = mails(NOON)
    for before in (7, 1):
        send_reminders(now=consult - timedelta(days=before))
        sent += mails(consult - timedelta(days=before))
    patient.sends(now=consult - timedelta(hours=9))
    sent += mails(consult - timedelta(hours=9))

    lines = [line for one in sent for line in (one.subject, *one.body.splitlines()) if not line.startswith("http")]
    assert len(sent) == 4
    assert [line for line in lines if ENGLISH.search(line)] == []


def test_english_is_noticed_in_a_text_and_in_an_attribute_and_left_alone_where_it_is_marked() -> None:
    page = read(
        '<html lang="es"><p>Send your answers</p><p lang="en">Send your answers</p>'
        '<p data-saved-words="Saved and sent to the clinic" aria-label="Enviar">Enviado</p></html>'
    )

    assert english_in(page)[:2] == ["Send your answers", "Saved and sent to the clinic"]
