"""What a clinician does on one response's page: open it, take it, record a disposition for each card, sign off."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, acts_from, staff_only
from intake.models import Response
from screening.access import REVIEWS, reviewable
from screening.cards import Card, cards_of
from screening.forms import DispositionForm, NotesForm, SignForm, TakeForm
from screening.reviews import (
    AlreadySigned,
    AmendedMeanwhile,
    CardChanged,
    CardsStillOpen,
    NotSentYet,
    TakenMeanwhile,
    WrongDisposition,
    dispose,
    see_notes,
    sign_off,
    take,
)
from screening.rule import Topic
from screening.unrecorded import forget
from screening.views.keeping import keep_cards, keeps_words
from screening.views.review_page import Problem, draw, first_to_do, signed_by

SIGNED = "This review was signed off in the meantime. Nothing more can be recorded on it."
AMENDED = (
    "Not signed off: this page is not the newest version of the form. The patient may have sent changes while you had "
    "it open. Below is what stands now: read what changed, then sign off."
)
CHANGED = (
    "This card changed while you had it open: somebody recorded something, or the patient answered more. "
    "Nothing of yours was recorded. What you wrote is still here: read the card again, then record it."
)


@staff_only(*REVIEWS)
@require_safe
def review(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """The face sheet; of a form that was not sent, its progress, contact answers and Safety card only."""
    return draw(request, reviewable(request.user, response_id))


@staff_only(*REVIEWS)
@acts_from("review")
def take_response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Take a response in hand and open it."""
    response = reviewable(request.user, response_id)
    keep_cards(response, request.POST, by=request.user)
    form = TakeForm(request.POST)
    over_from = form.cleaned_data["over_from"] if form.is_valid() else None
    try:
        take(response, by=request.user, now=timezone.now(), over_from=over_from)
    except TakenMeanwhile as meanwhile:
        problem = Problem(f"{meanwhile.by} took this in the meantime. Agree with each other before you take over.")
        return draw(request, response, problems=[problem], status=409)
    except AlreadySigned:
        return draw(request, response, problems=[Problem(SIGNED)], status=409)
    return redirect("review", response_id)


@sensitive_post_parameters()
@keeps_words
@staff_only(*REVIEWS)
@acts_from("review")
def dispose_card(request: StaffRequest, response_id: UUID, place: int) -> HttpResponse:
    """Record what was done about one card; ``place`` is the topic's position in the rulebook."""
    response = reviewable(request.user, response_id)
    keep_cards(response, request.POST, by=request.user, but=place)
    topic, card = _card(response, place)
    form = DispositionForm(card, request.POST, place=place)
    if not form.is_valid():
        return draw(request, response, typed=[form], status=422)
    try:
        dispose(response, topic, **form.given, by=request.user, now=timezone.now())
    except WrongDisposition as fault:
        form.refuse(fault)
        return draw(request, response, typed=[form], status=422)
    except CardChanged:
        problem = Problem(CHANGED, place=place, title=f"“{topic}” was not recorded")
        return draw(request, response, problems=[problem], typed=[form], status=409)
    except AlreadySigned:
        return draw(request, response, problems=[Problem(SIGNED)], typed=[form], status=409)
    forget(response, f"card-{place}", by=request.user, now=timezone.now())
    return redirect(next_card(response, after=topic))


@staff_only(*REVIEWS)
@acts_from("review")
def notes_seen(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """One "seen" for all open Note cards that stood on the page."""
    response = reviewable(request.user, response_id)
    keep_cards(response, request.POST, by=request.user)
    form = NotesForm(request.POST)
    if not form.is_valid():
        return draw(request, response, problems=[Problem(str(form.errors["seen_flags"][0]))], status=422)
    try:
        see_notes(response, seen_flags=form.cleaned_data["seen_flags"], by=request.user, now=timezone.now())
    except AlreadySigned:
        return draw(request, response, problems=[Problem(SIGNED)], status=409)
    return redirect(f"{reverse('review', args=[response_id])}#sign-off")


@staff_only(*REVIEWS)
@acts_from("review")
def sign(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Sign off when every card has its disposition."""
    response = reviewable(request.user, response_id)
    keep_cards(response, request.POST, by=request.user)
    form = SignForm(request.POST)
    read = form.cleaned_data["read"] if form.is_valid() else None
    problems = []
    try:
        sign_off(response, read=read, by=request.user, now=timezone.now())
    except AmendedMeanwhile:
        problems = [Problem(AMENDED)]
    except CardsStillOpen as still:
        problems = [Problem(f"Record what was done about “{topic}”.", place=topic.place) for topic in still.topics]
    except NotSentYet:
        problems = [Problem("The patient has not sent this form yet. It can be signed off once it is sent.")]
    except AlreadySigned:
        if signed_by(response) != request.user:
            problems = [Problem(SIGNED)]
    return draw(request, response, problems=problems, status=409) if problems else redirect("review", response_id)


def _card(response: Response, place: int) -> tuple[Topic, Card | None]:
    """The topic at this place, and its card if the response has one. Raises Http404 for no topic."""
    topics = list(Topic)
    if place >= len(topics):
        raise Http404
    return topics[place], next((card for card in cards_of(response) if card.topic is topics[place]), None)


def next_card(response: Response, *, after: Topic | None = None) -> str:
    """The page at what is to be done next."""
    return f"{reverse('review', args=[response.pk])}#{first_to_do(cards_of(response), after=after)}"
