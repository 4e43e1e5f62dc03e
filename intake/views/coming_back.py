"""Coming back to a page whose sitting had ended: the date of birth is asked for, then the page is as it was sent.

The link itself is in entering.py.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intake.access import PatientRequest, as_patient, begin_sitting
from intake.entrance import Door, ask_again, door_again, open_door
from intake.kept_pages import KeptPage, referred_to, unseal
from intake.languages import before_sitting, read_in, switched_to
from intake.light import light_page
from intake.views.answering import put_back as put_back_section
from intake.views.entering import enter
from intake.views.sending import put_back as put_back_check


@login_not_required
@light_page
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Ask for the date of birth and put the page back that came along, if one did."""
    named = referred_to(request.POST.get("link", ""))
    if named is None:
        return redirect("sitting-ended")
    door = door_again(named, request.POST.get("kept", ""))
    response = named.invitation.response
    judged = "year" in request.POST and not switched_to(request, response)
    with override(before_sitting(request, response)):
        return open_door(request, door, data=request.POST if judged else None, enter=_land)


def _land(request: HttpRequest, door: Door) -> HttpResponse:
    page = unseal(door.sealed, door.invitation, now=timezone.now())
    if page is None:
        return enter(request, door)
    begin_sitting(request, door)
    read_in(door.invitation.response, get_language() or "")
    return as_patient(request, lambda patient: _put_back(patient, page))


def _put_back(request: PatientRequest, page: KeptPage) -> HttpResponse:
    request.GET = QueryDict(page.query)  # where the page leads depends on it
    return put_back_check(request, page.data) if page.name == "check" else put_back_section(request, page)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: another site made it, a cookie is gone, or somebody signed in meanwhile.

    Whatever it was, nothing is done. But a patient's page is not lost: it comes back after the date of birth.
    """
    return ask_again(request) or csrf_failure(request, reason)
