"""Two addresses for machines that watch this one: is it up, and can it work. They say no more than that."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from operations.health import checked


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a database that is down does not restart the site."""
    return JsonResponse({"process": "ok"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Each check by name, ok or not ok; 503 unless all are."""
    outcome = checked(now=timezone.now())
    told = {name: "ok" if holds else "not ok" for name, holds in outcome.items()}
    return JsonResponse(told, status=200 if all(outcome.values()) else 503)
