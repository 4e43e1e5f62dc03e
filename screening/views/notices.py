"""What a clinician does about a safety notice: acknowledge it. What follows is in screening/notices.py."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from clinic.access import StaffRequest, acts_from, staff_only
from screening.access import REVIEWS, reviewable
from screening.notices import acknowledge


@staff_only(*REVIEWS)
@acts_from("review")
def acknowledge_notice(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """This person has seen the safety notice: it is not sent again. The card stays open."""
    acknowledge(reviewable(request.user, response_id), by=request.user, now=timezone.now())
    return redirect("review", response_id)
