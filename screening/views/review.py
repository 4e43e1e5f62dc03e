"""One response before its clinician: the face sheet, a disposition for each card, sign-off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from clinic.access import StaffRequest, staff_only
from intake.models import Response
from intake.views.answering import progress_of
from screening.access import REVIEWS, reviewable
from screening.face_sheet import (
    FOOTER,
    FaceSheet,
    cards_of,
    changed_safety_answers,
    contact_answers,
    newest_document,
)
from screening.forms import DispositionForm
from screening.models import Disposition, SignOff
from screening.reviews import (
    AlreadySigned,
    CardChanged,
    CardsStillOpen,
    NotSentYet,
    WrongDisposition,
    dispose,
    see_notes,
    sign_off,
    take,
)
from screening.rule import Topic


@staff_only(*REVIEWS)
@require_safe
def review(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """The face sheet; of a form that was not sent, its progress, contact answers and Safety card only."""
    return _page(request, reviewable(request.user, response_id))


@staff_only(*REVIEWS)
@require_POST
def take_response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Take a response in hand and open it."""
    response = reviewable(request.user, response_id)
    try:
        take(response, by=request.user, now=timezone.now())
    except AlreadySigned:
        return _page(request, response, problem="This review was signed. It is shown as it stands.", status=409)
    return redirect("review", response_id)


@staff_only(*REVIEWS)
@sensitive_post_parameters()
@require_POST
def dispose_card(request: StaffRequest, response_id: UUID, place: int) -> HttpResponse:
    """Record what was done about one card; ``place`` is the topic's position in the rulebook."""
    response = reviewable(request.user, response_id)
    topic = _topic(place)
    form = DispositionForm(request.POST)
    if not form.is_valid():
        problem = next(iter(error for errors in form.errors.values() for error in errors))
        return _page(request, response, problem=problem, typed={topic: form}, status=422)
    given = form.cleaned_data
    try:
        dispose(
            response,
            topic,
            kind=given["kind"],
            record=form.record,
            seen_flags=given["seen_flags"],
            seen_last=given["seen_last"],
            by=request.user,
            now=timezone.now(),
        )
    except WrongDisposition as fault:
        return _page(request, response, problem=str(fault), typed={topic: form}, status=422)
    except (CardChanged, AlreadySigned):
        problem = "Somebody wrote on this card, or it changed, while you had it open. Read it again, then record yours."
        return _page(request, response, problem=problem, typed={topic: form}, status=409)
    return redirect(_next_card(response, topic))


@staff_only(*REVIEWS)
@require_POST
def notes_seen(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """One "seen" for all open Note cards."""
    response = reviewable(request.user, response_id)
    try:
        see_notes(response, by=request.user, now=timezone.now())
    except AlreadySigned:
        return _page(request, response, problem="This review was signed. It is shown as it stands.", status=409)
    return redirect("review", response_id)


@staff_only(*REVIEWS)
@require_POST
def sign(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Sign off when every card has its disposition."""
    response = reviewable(request.user, response_id)
    try:
        sign_off(response, by=request.user, now=timezone.now())
    except CardsStillOpen as still:
        problem = "Before you sign off, record what was done about: " + ", ".join(still.topics) + "."
        return _page(request, response, problem=problem, status=409)
    except NotSentYet:
        return _page(request, response, problem="The patient has not sent this form yet.", status=409)
    except AlreadySigned:
        return _page(request, response, problem="This review was signed already.", status=409)
    return redirect("review", response_id)


def _topic(place: int) -> Topic:
    topics = list(Topic)
    if place >= len(topics):
        raise Http404
    return topics[place]


def _next_card(response: Response, topic: Topic) -> str:
    """The face sheet at the first card that is still open after this one, or at this one when none is."""
    cards = [card for card in cards_of(response) if card.topic is topic or card.is_open]
    places = [card.topic for card in cards]
    after = cards[places.index(topic) + 1 :] if topic in places else []
    target = (after[0].topic if after else topic).place
    return f"{_address(response)}#card-{target}"


def _address(response: Response) -> str:
    return reverse("review", args=[response.pk])


def _page(
    request: StaffRequest,
    response: Response,
    *,
    problem: str = "",
    typed: dict[Topic, DispositionForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    frozen = newest_document(response)
    clinic = response.clinic
    context: dict[str, Any] = {
        "response": response,
        "clinic": clinic,
        "consult_at": response.consult_at and clinic.local(response.consult_at),
        "age": response.patient.age(clinic.local(timezone.now()).date()),
        "taken": response.takings.select_related("by").last(),
        "changed": changed_safety_answers(response),
        "footer": FOOTER,
        "kinds": {"card": Disposition.FOR_CARDS, "safety": Disposition.FOR_SAFETY},
        "problem": problem,
        "typed": {topic.place: form for topic, form in (typed or {}).items()},
    }
    if frozen is None:
        context |= {
            "cards": [card for card in cards_of(response) if card.is_safety],
            "contact": contact_answers(response),
            "progress": progress_of(response),
        }
        return render(request, "screening/not_sent.html", context, status=status)
    sheet = FaceSheet(response, frozen)
    context |= {
        "sheet": sheet,
        "cards": [card for card in sheet.cards if not card.is_note],
        "notes": [card for card in sheet.cards if card.is_note],
        "signed": SignOff.objects.filter(document=frozen).select_related("by").first(),
        "sent_at": clinic.local(frozen.frozen_at),
    }
    return render(request, "screening/face_sheet.html", context, status=status)
