"""Keeping what a clinician types while it is not recorded yet, also when the session has ended meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from clinic.access import StaffRequest, acts_from, missing_step, staff_only
from clinic.models import Staff
from intake.models import Response
from screening.access import REVIEWS, reviewable
from screening.forms import TypedForm, TypedOnCard, card_prefix
from screening.presence import also_here, arrive, leave
from screening.rule import Topic
from screening.unrecorded import keep, proven

View = Callable[..., HttpResponse]


def keeps_words(view: View) -> View:
    """Keep what was sent by somebody whose session has ended, and ask them to sign in; it is on the page afterwards.

    Nothing is recorded, and only the person for whom the page was drawn ever sees the words.
    """

    @wraps(view)
    def guarded(request: Any, response_id: UUID, **kwargs: Any) -> HttpResponse:
        signed_in = request.user.is_authenticated
        if signed_in and not (isinstance(request.user, Staff) and missing_step(request)):
            return view(request, response_id=response_id, **kwargs)
        if request.method == "POST":
            _keep_for_whom_it_was_drawn(request, response_id)
        if signed_in:
            return view(request, response_id=response_id, **kwargs)  # it asks for the second step
        back = reverse("review", args=[response_id]) if request.method == "POST" else request.get_full_path()
        return redirect_to_login(back)

    return login_not_required(guarded)


def _keep_for_whom_it_was_drawn(request: HttpRequest, response_id: UUID) -> None:
    known = proven(request.POST.get("proof", ""), response_id)
    if known is None:
        return
    person, response = known
    keep_cards(response, request.POST, by=person)
    form = TypedForm(request.POST)
    if form.is_valid():
        keep(response, form.cleaned_data["form"], form.words, by=person, now=timezone.now())


def keep_cards(response: Response, posted: Mapping[str, Any], *, by: Staff, but: int | None = None) -> None:
    """Keep what is written on the cards of a page that was sent; ``but`` is the place of the one that it is about.

    All cards of a page are one form, so that without a script, too, whoever records one loses nothing on the others.
    """
    for place in range(len(Topic)):
        form = TypedOnCard(posted, prefix=card_prefix(place))
        if place != but and form.is_valid() and not form.is_empty:
            keep(response, card_prefix(place), form.words, by=by, now=timezone.now())


@sensitive_post_parameters()
@keeps_words
@staff_only(*REVIEWS)
@acts_from("review")
def keep_typed(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Keep what is typed in one form of the page. The script sends it every few seconds."""
    response = reviewable(request.user, response_id)
    form = TypedForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"kept": False}, status=422)
    keep(response, form.cleaned_data["form"], form.words, by=request.user, now=timezone.now())
    return JsonResponse({"kept": True})


@staff_only(*REVIEWS)
@acts_from("review")
def still_open(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """The page is still before this person, or is being left; says who else has it. It does not prolong the session."""
    request.session.leave_alone()  # type: ignore[attr-defined]
    response, now = reviewable(request.user, response_id), timezone.now()
    if request.POST.get("leaving"):
        leave(response, by=request.user)
    else:
        arrive(response, by=request.user, now=now)
    others = also_here(response, but=request.user, now=now)
    return JsonResponse({"others": [person.name for person in others]})
