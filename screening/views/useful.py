"""One tap on a card that was recorded: whether it was of use. What follows from it is in upkeep/usefulness.py."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clinic.access import StaffRequest, acts_from, staff_only
from screening.access import REVIEWS, reviewable
from screening.upkeep.usefulness import NotAsked, tap


class Tap(forms.Form):
    """Which disposition, and whether its card was of use."""

    disposition = forms.UUIDField()
    useful = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")])


@staff_only(*REVIEWS)
@acts_from("review")
def was_useful(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Record the tap and come back to the card."""
    response = reviewable(request.user, response_id)
    form = Tap(request.POST)
    if not form.is_valid():
        raise Http404
    known = response.dispositions.filter(pk=form.cleaned_data["disposition"]).first()
    if known is None:
        raise Http404
    try:
        tap(known, is_useful=form.cleaned_data["useful"] == "yes", by=request.user, now=timezone.now())
    except NotAsked as fault:
        raise Http404 from fault
    return redirect(f"{reverse('review', args=[response_id])}#card-{known.topic.place}")
