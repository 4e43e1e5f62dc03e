"""Getting in: the link and the date of birth, and the pages that anyone may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from intake.access import ReaderRequest, begin_sitting, for_reader
from intake.entrance import Door, open_door, refused
from intake.invitations import LinkUnknown, find
from intake.languages import before_sitting, chosen_in, read_in, remember, switched_to
from intake.light import light_page
from intake.views.leading import came_from


@login_not_required
@light_page
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The bare address: patients need their link, staff sign in."""
    return render(request, "intake/front.html")


def kept_from_referrers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For an address that opens a form: no later request names it, so not even a log of our own gets it."""

    @wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = view(request, **kwargs)
        page["Referrer-Policy"] = "strict-origin"
        return page

    return shown


@login_not_required
@light_page
@never_cache
@kept_from_referrers
@sensitive_variables("token")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the date of birth and open the response, or say kindly why not."""
    try:
        invitation = find(token)
    except LinkUnknown:
        return refused(request, "unknown", status=404)
    judged = request.method == "POST" and not switched_to(request, invitation.response)
    data = request.POST if judged else None
    with override(before_sitting(request, invitation.response)):
        return open_door(request, Door(invitation=invitation), data=data, enter=enter)


def enter(request: HttpRequest, door: Door) -> HttpResponse:
    """Begin a sitting and lead to where this person is."""
    response = door.invitation.response
    begin_sitting(request, door)
    read_in(response, get_language() or "")
    page = redirect("sent" if response.is_sent else "sections" if response.saved_at else "start")
    remember(page, response.language)
    return page


@login_not_required
@light_page
@never_cache
@require_safe
def sitting_ended(request: HttpRequest) -> HttpResponse:
    """No sitting is open in this browser: open the link again."""
    return refused(request, "ended", status=403)


@for_reader
@require_safe
def get_help(request: ReaderRequest) -> HttpResponse:
    """The crisis card, for anyone at any time; below it, whom the clinic has named near the patient.

    It is there in every language, whatever a clinic offers.
    """
    clinic = request.response.clinic if request.response else None
    near = list(clinic.crisis_lines.all()) if clinic else []
    # Its name alone: what a clinic offers decides the languages of a page, and not those of this one.
    context = {"near": near, "sits_at": clinic, "back_url": came_from(request)}
    with override(chosen_in(request) or get_language()):
        return render(request, "intake/help.html", context)
