"""Recording at once what was chosen on several cards of a page. One card alone, and Safety always: review.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from clinic.access import StaffRequest, acts_from, staff_only
from intake.models import Response
from screening.access import REVIEWS, reviewable
from screening.cards import cards_of
from screening.forms import DispositionForm, card_prefix
from screening.reviews import AlreadySigned, CardChanged, SomeRefused, dispose_several
from screening.rule import Topic
from screening.unrecorded import forget
from screening.views.keeping import keep_cards, keeps_words
from screening.views.review import SIGNED, next_card
from screening.views.review_page import Problem, draw

NOTHING_CHOSEN = "Choose what was done on the cards that you want to record."
NOT_RECORDED = "Nothing is recorded yet"
CHANGED = "this card changed while you had it open. Read it again, then record it."


@sensitive_post_parameters()
@keeps_words
@staff_only(*REVIEWS)
@acts_from("review")
def dispose_chosen(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Record every card, Safety aside, on which something was chosen; where one cannot be, none is."""
    response = reviewable(request.user, response_id)
    keep_cards(response, request.POST, by=request.user)
    forms = _chosen(response, request.POST)
    if not forms:
        return draw(request, response, problems=[Problem(NOTHING_CHOSEN, title=NOT_RECORDED)], status=422)
    if not all([form.is_valid() for form in forms]):
        return draw(request, response, typed=forms, status=422)
    try:
        dispose_several(response, {form.topic: form.given for form in forms}, by=request.user, now=timezone.now())
    except SomeRefused as refused:
        return _refused(request, response, forms, refused)
    except AlreadySigned:
        return draw(request, response, problems=[Problem(SIGNED)], typed=forms, status=409)
    for form in forms:
        forget(response, card_prefix(form.place), by=request.user, now=timezone.now())
    return redirect(next_card(response))


def _chosen(response: Response, posted: Mapping[str, Any]) -> list[DispositionForm]:
    """The forms of the cards on which a kind was chosen, in the order of the page."""
    cards = {card.topic: card for card in cards_of(response)}
    topics = [*cards, *(topic for topic in Topic if topic not in cards)]
    return [
        DispositionForm(cards.get(topic), posted, place=topic.place)
        for topic in topics
        if topic is not Topic.SAFETY and posted.get(f"{card_prefix(topic.place)}-kind")
    ]


def _refused(
    request: StaffRequest, response: Response, forms: list[DispositionForm], refused: SomeRefused
) -> HttpResponse:
    """The page with what is wrong on each card, and everything as it was chosen and written."""
    changed = []
    for form in forms:
        fault = refused.faults.get(form.topic)
        if isinstance(fault, CardChanged):
            changed.append(Problem(f"{form.topic}: {CHANGED}", place=form.place, title=NOT_RECORDED))
        elif fault is not None:
            form.refuse(fault)
    return draw(request, response, problems=changed, typed=forms, status=409 if changed else 422)
