"""Drawing one response's page for its clinician, with what went wrong and what was typed. What it may show is decided
here: of an unsent form only its progress, section A and the Safety card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clinic.access import StaffRequest
from clinic.models import Staff
from intake.models import FrozenDocument, Response
from intake.views.answering import progress_of
from screening.cards import Card, cards_of, newest_document
from screening.face_sheet import (
    FOOTER,
    FaceSheet,
    changed_safety_answers,
    contact_of_patient,
    contact_of_unsent,
    rest_of_section_a,
)
from screening.forms import DispositionForm
from screening.models import SignOff


@dataclass(frozen=True)
class Problem:
    """One line of the summary on top: what to do, and the card or the field that it leads to."""

    text: str
    place: int | None = None
    field: str = ""
    title: str = "There is a problem"

    @property
    def target(self) -> str:
        """The id on the page that the line leads to, or ""."""
        if self.place is None:
            return ""
        return f"card-{self.place}-{self.field}" if self.field else f"card-{self.place}"


def signed_by(response: Response) -> Staff | None:
    """Who signed off the newest document."""
    frozen = newest_document(response)
    signed = _sign_off(frozen) if frozen else None
    return signed.by if signed else None


def draw(
    request: StaffRequest,
    response: Response,
    *,
    problems: list[Problem] | None = None,
    typed: DispositionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``typed`` is a card's form that was not recorded, and is shown again as it was."""
    frozen = newest_document(response)
    problems = (problems or []) + _problems_of(typed)
    context: dict[str, Any] = {
        "response": response,
        "clinic": response.clinic,
        "now": timezone.now(),
        "age": response.patient.age(response.clinic.local(timezone.now()).date()),
        "taken": response.takings.select_related("by").last(),
        "footer": FOOTER,
        "problems": problems,
        "problem_title": problems[0].title if problems else "",
    }
    if frozen is None:
        return render(request, "screening/not_sent.html", context | _of_unsent(response, typed), status=status)
    return render(request, "screening/face_sheet.html", context | _of_sent(response, frozen, typed), status=status)


def _of_unsent(response: Response, typed: DispositionForm | None) -> dict[str, Any]:
    cards = [card for card in cards_of(response) if card.is_safety]
    rested_on = {item["key"] for card in cards for item in card.evidence}
    return {
        "cards": [_with_form(card, typed) for card in cards],
        "contact": contact_of_unsent(response) + contact_of_patient(response.patient),
        "rest_of_section_a": rest_of_section_a(response),
        "changed": changed_safety_answers(response, only=rested_on),
        "progress": progress_of(response),
    }


def _of_sent(response: Response, frozen: FrozenDocument, typed: DispositionForm | None) -> dict[str, Any]:
    sheet = FaceSheet(response, frozen)
    notes = [card for card in sheet.cards if card.is_note]
    return {
        "sheet": sheet,
        "cards": [_with_form(card, typed) for card in sheet.cards if not card.is_note],
        "notes": notes,
        "open_notes": [flag.pk for card in notes if card.is_open for flag in card.flags],
        "contact": sheet.contact + contact_of_patient(response.patient),
        "changed": changed_safety_answers(response),
        "signed": _sign_off(frozen),
    }


def _with_form(card: Card, typed: DispositionForm | None) -> dict[str, Any]:
    place = card.topic.place
    is_typed = typed is not None and typed.place == place
    return {"card": card, "form": typed if is_typed else DispositionForm(card, place=place), "is_typed": is_typed}


def _problems_of(typed: DispositionForm | None) -> list[Problem]:
    if typed is None or not typed.errors:
        return []
    return [
        Problem(str(text), place=typed.place, field="" if name.startswith("seen_") else name)
        for name, texts in typed.errors.items()
        for text in texts
    ]


def _sign_off(frozen: FrozenDocument) -> SignOff | None:
    return SignOff.objects.filter(document=frozen).select_related("by").first()
