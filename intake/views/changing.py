"""After sending: opening the answers again to change them, and keeping what was sent after all."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake.access import PatientRequest, for_patient
from intake.amendments import TooLate, begin_changes, keep_sent, open_until
from intake.responses import changes_of
from intake.views.words import visit_of


@for_patient
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PatientRequest) -> HttpResponse:
    """Say what changing means and until when, then open the answers."""
    response, now = request.response, timezone.now()
    until = open_until(response, now=now)
    if not response.is_sent:
        return redirect("sections")
    if response.is_amending and until:
        return redirect("check")
    if request.method == "POST":
        try:
            begin_changes(response, now=now)
            return redirect("check")
        except TooLate:
            until = None
    context = visit_of(response) | {
        "until": until and response.clinic.local(until),
        "changes": changes_of(response, now=now) if response.is_amending else [],
    }
    return render(request, "intake/change.html", context, status=409 if request.method == "POST" else 200)


@for_patient
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PatientRequest) -> HttpResponse:
    """Ask whether to drop the changes, then do so."""
    response, now = request.response, timezone.now()
    if request.method == "POST":
        keep_sent(response, now=now)
        return redirect("sent")
    if not response.is_amending:
        return redirect("sent")
    return render(request, "intake/keep_sent.html", visit_of(response) | {"changes": changes_of(response, now=now)})
