"""Leaving: what was saved is kept, the sitting ends, and the page says how to come back, or to hand the device back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.audit import Action, record
from clinic.sessions import ON_DEVICE
from intake.access import PatientRequest, end_sitting, for_patient
from intake.languages import forget
from intake.models import Response
from intake.safety import opens_card
from intake.views.words import visit_of


@for_patient
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: PatientRequest) -> HttpResponse:
    """End the sitting. Only a press of the button does: a browser that fetches ahead must not."""
    return finish(request) if request.method == "POST" else redirect("sections")


@for_patient
@require_POST
def still_here(request: PatientRequest) -> HttpResponse:
    """How many seconds the sitting still lasts. Asking does not prolong it; ``stay`` does."""
    session: Any = request.session
    if "stay" not in request.POST:
        session.leave_alone()
        return JsonResponse({"seconds": max(0, int((session.ends - timezone.now()).total_seconds()))})
    return JsonResponse({"seconds": session.get_session_cookie_age()})


def finish(request: PatientRequest, *, other: dict[str, str] | None = None) -> HttpResponse:
    """End the sitting and say how to come back; ``other`` is what the last save replaced unseen."""
    response = request.response
    answers = Response.objects.get(pk=response.pk).answers()  # with the page that was saved a moment ago
    context = visit_of(response) | {"show_crisis": opens_card(answers, answers), "other": other}
    if request.session.get(ON_DEVICE):
        return hand_back(request, response, **context)
    end_sitting(request)
    page = render(request, "intake/later.html", context)
    forget(page)
    return page


def hand_back(request: HttpRequest, response: Response, **context: Any) -> HttpResponse:
    """End the sitting, leave nothing behind in the browser, and ask for the device."""
    record(Action.DEVICE_BACK, clinic=response.clinic, actor="patient", now=timezone.now(), subject=response)
    end_sitting(request)
    page = render(request, "intake/hand_back.html", context)
    page["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return page
