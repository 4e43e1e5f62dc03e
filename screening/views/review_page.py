"""Drawing one response's page for its clinician, with what went wrong and what was typed. What it may show is decided
here: of an unsent form only its progress, section A and the Safety card."""

from __future__ import annotations

from collections.abc import Sequence
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
from screening.confirming import confirmations_of
from screening.face_sheet import (
    FOOTER,
    FaceSheet,
    changed_safety_answers,
    changed_safety_answers_of,
)
from screening.forms import DispositionForm, HandOverForm
from screening.handing_over import colleagues_of
from screening.models import SignOff
from screening.notices import told_of
from screening.presence import also_here, arrive
from screening.reaching import contact_being_changed, contact_of_patient, contact_of_unsent, rest_of_section_a
from screening.reviews import handed_on
from screening.rule import Topic
from screening.since_last_time import since_last_time
from screening.trends import by_form, trends
from screening.unrecorded import Words, is_recorded, kept, proof
from screening.versions import fallen_away, history_of
from screening.worklist import next_up


@dataclass(frozen=True)
class Problem:
    """One line of the summary on top: what to do, and the card or the field that it leads to."""

    text: str
    place: int | None = None
    field: str = ""
    title: str = "There is a problem"
    control: str = ""

    @property
    def target(self) -> str:
        """The id on the page that the line leads to, or ""."""
        if self.place is None:
            return self.control
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
    typed: Sequence[DispositionForm] = (),
    handing: HandOverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``typed`` are forms of cards that were not recorded, shown as they were sent, as is ``handing``."""
    frozen = newest_document(response)
    problems = (problems or []) + _problems_of(typed) + _problems_of_handing(handing)
    unrecorded = kept(response, by=request.user)
    notice = response.notices.select_related("acknowledgement__by").order_by("opened_at").last()
    context: dict[str, Any] = {
        "response": response,
        "clinic": response.clinic,
        "now": timezone.now(),
        "age": response.patient.age(response.clinic.local(timezone.now()).date()),
        "notice": notice,
        "told": told_of(notice) if notice else [],
        "footer": FOOTER,
        "problems": problems,
        "problem_title": problems[0].title if problems else "",
        "proof": proof(response, by=request.user),
        **_who_has_it(request.user, response, handing),
    }
    if frozen is None:
        context |= _of_unsent(response, typed, unrecorded, request.user)
        return render(request, "screening/not_sent.html", context, status=status)
    context |= _of_sent(response, frozen, typed, unrecorded, request.user)
    return render(request, "screening/face_sheet.html", context, status=status)


def _who_has_it(person: Staff, response: Response, handing: HandOverForm | None) -> dict[str, Any]:
    """Who took it, who is asked to take it, who else has it before them; and that this person now has."""
    taken = response.takings.in_force().select_related("by").last()
    arrive(response, by=person, now=timezone.now())
    return {
        "taken": taken,
        "asked": handed_on(response, taken),
        "handing": handing or HandOverForm(colleagues=colleagues_of(person)),
        "others": also_here(response, but=person, now=timezone.now()),
    }


def _of_unsent(response: Response, typed: Sequence[DispositionForm], unrecorded: Words, by: Staff) -> dict[str, Any]:
    cards = [card for card in cards_of(response) if card.is_safety]
    rested_on = {item["key"] for card in cards for item in card.evidence}
    return {
        "cards": [_with_form(card, typed, unrecorded, by) for card in cards],
        "contact": contact_of_unsent(response) + contact_of_patient(response.patient),
        "rest_of_section_a": rest_of_section_a(response),
        "changed": changed_safety_answers(response, only=rested_on),
        "progress": progress_of(response),
    }


def _of_sent(
    response: Response, frozen: FrozenDocument, typed: Sequence[DispositionForm], unrecorded: Words, by: Staff
) -> dict[str, Any]:
    sheet = FaceSheet(response, frozen)
    notes = [card for card in sheet.cards if card.is_note]
    history, drawn = history_of(response), trends(response, frozen)
    signed = history.versions[0].signed
    return {
        "sheet": sheet,
        "cards": [_with_form(card, typed, unrecorded, by) for card in sheet.cards if not card.is_note],
        "notes": notes,
        "can_record_several": sum(card.is_open and not (card.is_note or card.is_safety) for card in sheet.cards) > 1,
        "open_notes": [flag.pk for card in notes if card.is_open for flag in card.flags],
        "contact": [
            *sheet.contact,
            *contact_being_changed(response, sheet.document),
            *contact_of_patient(response.patient),
        ],
        "changed": changed_safety_answers_of(response, sheet),
        "signed": signed,
        "next_up": next_up(by) if signed and signed.by == by else None,
        "first_to_do": first_to_do(sheet.cards),
        "open_safety": any(card.is_safety and card.is_open for card in sheet.cards),
        "history": history,
        "fallen_away": fallen_away(response, sheet.cards),
        "confirmed": confirmations_of(frozen),
        "since": since_last_time(response, frozen),
        "trends": drawn,
        "earlier_scores": by_form(drawn),
        "begun": [int(form.removeprefix("answer-")) for form in unrecorded if form.startswith("answer-")],
    }


def _with_form(card: Card, typed: Sequence[DispositionForm], unrecorded: Words, by: Staff) -> dict[str, Any]:
    """A card with its form: as it was sent, or as this person left it, or empty."""
    place = card.topic.place
    if sent := next((form for form in typed if form.place == place), None):
        return {"card": card, "form": sent, "is_typed": True, "is_kept": False}
    words = unrecorded.get(f"card-{place}", {})
    if words and not is_recorded(words, card, by=by):
        return {"card": card, "form": DispositionForm(card, place=place, kept=words), "is_typed": True, "is_kept": True}
    return {"card": card, "form": DispositionForm(card, place=place), "is_typed": False, "is_kept": False}


def _problems_of(typed: Sequence[DispositionForm]) -> list[Problem]:
    return [
        Problem(
            f"{form.topic}: {text}" if len(typed) > 1 else str(text),
            place=form.place,
            field="" if name.startswith("seen_") else name,
            title="Nothing is recorded yet" if len(typed) > 1 else Problem.title,
        )
        for form in typed
        for name, texts in form.errors.items()
        for text in texts
    ]


def _problems_of_handing(handing: HandOverForm | None) -> list[Problem]:
    errors = handing.errors if handing else {}
    return [Problem(str(text), control=f"hand-over-{name}") for name, texts in errors.items() for text in texts]


def first_to_do(cards: Sequence[Card], *, after: Topic | None = None) -> str:
    """The id on the page of the first card that is open after this one, else of the first, else of the way to sign."""
    listed = [card for card in cards if not card.is_note]
    here = next((n for n, card in enumerate(listed) if card.topic is after), 0)
    still_open = [card.topic.place for card in listed[here:] + listed[:here] if card.is_open]
    return f"card-{still_open[0]}" if still_open else "notes-and-sign-off"


def _sign_off(frozen: FrozenDocument) -> SignOff | None:
    return SignOff.objects.filter(document=frozen).select_related("by").first()
