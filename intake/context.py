"""What every page of a patient shows beside its own matter: the name of its link, and what a save has replaced."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from clinic.sessions import ON_DEVICE
from intake.access import SITTING
from intake.kept_pages import reference_to
from intake.models import Response
from intake.questionnaire import BY_SLUG
from intake.views.keeping import other_of, page_of
from intake.views.words import clock


def patient_page(request: Any) -> dict[str, Any]:
    """``link_name``: the signed name of the link whose sitting is open, for when a page is sent too late.

    ``on_device``: whether this is a device of the clinic. ``lasts``, ``warning``: seconds until the sitting ends if
    nothing happens, and how long before that it is said; ``closes_at``: when that is. ``other``: what the save before
    this page replaced on another device. Nothing for whoever is not a patient.
    """
    if not isinstance(getattr(request, "response", None), Response) or SITTING not in request.session:
        return {}
    on_device = bool(request.session.get(ON_DEVICE))
    link_name = reference_to(request.session[SITTING], on_device=on_device)
    lasts = request.session.get_session_cookie_age()
    context: dict[str, Any] = {
        "link_name": link_name,
        "on_device": on_device,
        "lasts": lasts,
        "warning": settings.SITTING_WARNING_SECONDS,
        "closes_at": clock(request.response, timezone.now() + timedelta(seconds=lasts)),
    }
    if request.GET.get("other") in BY_SLUG:
        page = page_of(request.response, BY_SLUG[request.GET["other"]])
        context["other"] = other_of(request.response, page, query=request.GET)
    return context
