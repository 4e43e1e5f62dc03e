"""Asking a colleague to take a response. Taking it is in review.py."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from clinic.access import StaffRequest, acts_from, staff_only
from screening.access import REVIEWS, reviewable
from screening.forms import HandOverForm
from screening.handing_over import colleagues_of, hand_over
from screening.reviews import AlreadySigned, TakenMeanwhile
from screening.views.review import SIGNED
from screening.views.review_page import Problem, draw


@staff_only(*REVIEWS)
@acts_from("review")
@sensitive_post_parameters()
def hand_over_response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Ask a colleague to take the response. It stays with whoever has it until they do."""
    response = reviewable(request.user, response_id)
    form = HandOverForm(request.POST, colleagues=colleagues_of(request.user))
    if not form.is_valid():
        return draw(request, response, handing=form, status=422)
    to = form.cleaned_data["to"]
    try:
        hand_over(response, to, note=form.cleaned_data["note"], by=request.user, now=timezone.now())
    except TakenMeanwhile as meanwhile:
        problem = Problem(f"{meanwhile.by} has this. Take over first, or ask {meanwhile.by} to hand it over.")
        return draw(request, response, problems=[problem], handing=form, status=409)
    except AlreadySigned:
        return draw(request, response, problems=[Problem(SIGNED)], handing=form, status=409)
    messages.success(request, f"{to.name} sees this on top of their reviews. It is theirs once they take it.")
    return redirect("review", response_id)
