"""Whose response a request may reach: a patient only the one whose link was opened, staff only their own clinic's.

Patients' pages come compressed, staff pages do not: docs/decisions/0013-only-patients-pages-are-compressed.md.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from clinic.access import shows_a_page
from clinic.audit import Action, record
from clinic.models import Staff
from clinic.sessions import ON_DEVICE
from intake.entrance import Door, ask_again
from intake.kept_pages import referred_to
from intake.light import light_page
from intake.models import Response

SITTING = "sitting"


class PatientRequest(HttpRequest):
    """A request of a patient whose date of birth was confirmed."""

    response: Response


class ReaderRequest(HttpRequest):
    """A request for what anybody may read; ``response`` is that of the sitting, if one is open."""

    response: Response | None


def begin_sitting(request: HttpRequest, door: Door) -> None:
    """Let this browser reach the response behind this door, and nothing that it could reach before."""
    request.session.flush()
    request.session[SITTING] = str(door.invitation.pk)
    if door.on_device:
        request.session[ON_DEVICE] = True


def end_sitting(request: HttpRequest) -> None:
    """Leave nothing of the sitting behind in this browser."""
    request.session.flush()


def for_patient(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view ``request.response``, in the patient's language and on the clinic's clock.

    Without a sitting, lead back to one. Every page that was shown goes into the audit trail.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = response_of_sitting(request)
        if response is None or _is_of_another(request, response):
            return _without_sitting(request)
        if response.is_sent and request.session.get(ON_DEVICE):
            return redirect("handed-back")  # what was sent is not for whoever holds the device next
        page = as_patient(request, lambda patient: view(patient, *args, **kwargs), response=response)
        if shows_a_page(request, page):
            _write_down(request, response)
        return page

    guarded.for_patient = True  # type: ignore[attr-defined]
    return login_not_required(light_page(never_cache(guarded)))


def for_reader(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let anybody read, and give the view ``request.response``: where a sitting is open, in its language and clock."""

    @wraps(view)
    def open_to_all(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.response = response = response_of_sitting(request)
        if response is None:
            return view(request, *args, **kwargs)
        with override(response.language), timezone.override(response.clinic.zone):
            return view(request, *args, **kwargs)

    return login_not_required(light_page(open_to_all))


def as_patient(
    request: Any, view: Callable[[PatientRequest], HttpResponse], *, response: Response | None = None
) -> HttpResponse:
    """What the view answers with ``request.response``: the one given, or else that of the sitting, which is open."""
    request.response = response or response_of_sitting(request)
    with override(request.response.language), timezone.override(request.response.clinic.zone):
        return view(request)


def _without_sitting(request: HttpRequest) -> HttpResponse:
    """What was typed comes back after the date of birth; otherwise, how to come back."""
    if request.headers.get("X-Requested-With"):
        return JsonResponse({"expired": True, "url": reverse("sitting-ended")}, status=403)
    return ask_again(request) or redirect("sitting-ended")


def _is_of_another(request: HttpRequest, response: Response) -> bool:
    """Whether a page was sent that was opened for somebody else's form, in a tab that was left open."""
    named = referred_to(request.POST["link"]) if "link" in request.POST else None
    return named is not None and named.invitation.response_id != response.pk


def _write_down(request: HttpRequest, response: Response) -> None:
    page = request.resolver_match.url_name if request.resolver_match else ""
    record(Action.READ, clinic=response.clinic, actor="patient", now=timezone.now(), subject=response, page=page or "")


def response_of_sitting(request: HttpRequest) -> Response | None:
    """The response of this sitting, as long as its link was not stopped."""
    invitation_id = request.session.get(SITTING)
    if invitation_id is None:
        return None
    known = Response.objects.with_people().prefetch_related("pages")
    return known.filter(invitations__id=invitation_id, invitations__stopped_at=None).first()


def response_for(staff: Staff, response_id: UUID) -> Response:
    """A response of the staff member's own clinic. Raises Http404 for any other."""
    return get_object_or_404(Response.objects.for_clinic(staff.clinic).with_people(), pk=response_id)
