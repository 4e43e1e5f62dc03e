"""What every page of a patient shows beside its own matter: the name of its link, and what a save has replaced."""

from __future__ import annotations

from typing import Any

from clinic.sessions import ON_DEVICE
from intake.access import SITTING
from intake.kept_pages import reference_to
from intake.models import Response
from intake.questionnaire import BY_SLUG
from intake.views.keeping import other_of, page_of


def patient_page(request: Any) -> dict[str, Any]:
    """``reference``: the signed name of the link whose sitting is open, for when a page is sent too late.

    ``on_device``: whether this is a device of the clinic. ``other``: what the save before this page replaced on
    another device. Nothing for whoever is not a patient.
    """
    if not isinstance(getattr(request, "response", None), Response) or SITTING not in request.session:
        return {}
    on_device = bool(request.session.get(ON_DEVICE))
    reference = reference_to(request.session[SITTING], on_device=on_device)
    context: dict[str, Any] = {"reference": reference, "on_device": on_device}
    if request.GET.get("other") in BY_SLUG:
        context["other"] = other_of(request.response, page_of(request.response, BY_SLUG[request.GET["other"]]))
    return context
