"""How a patient gets in: the link, the date of birth, and each way in which a link may not open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from intake.access import begin_sitting, clinic_of_sitting
from intake.forms import DateOfBirth
from intake.invitations import LinkRefused, LinkUnknown, check_open, confirm, end, find
from intake.models import Invitation


@login_not_required
@gzip_page
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
@gzip_page
@never_cache
@kept_from_referrers
@sensitive_variables("token")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the date of birth and open the response, or say kindly why not."""
    now = timezone.now()
    form = DateOfBirth(request.POST if request.method == "POST" else None)
    try:
        invitation = find(token)
        check_open(invitation, now=now)
        if form.is_bound and form.is_valid():
            if confirm(invitation, form.cleaned_data["born"], now=now):
                return _enter(request, invitation)
            form.add_error(None, gettext("This is not the date of birth that the clinic gave us. Check it."))
    except LinkUnknown:
        return _stopped(request, "unknown", status=404)
    except LinkRefused as refusal:
        if refusal.reason == "expired":
            end(invitation, now=now)
        with timezone.override(refusal.clinic.zone):
            return _stopped(request, refusal.reason, clinic=refusal.clinic, until=refusal.until, status=410)
    context = {"form": form, "clinic": invitation.response.clinic}
    return render(request, "intake/enter.html", context, status=422 if form.is_bound else 200)


def _enter(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    response = invitation.response
    begin_sitting(request, invitation)
    if response.is_sent:
        return redirect("sent")
    return redirect("sections" if response.saved_at else "start")


def _stopped(request: HttpRequest, reason: str, *, status: int, **context: object) -> HttpResponse:
    page = render(request, "intake/link_stopped.html", {"reason": reason, **context}, status=status)
    page["Cache-Control"] = "no-store"
    return page


@login_not_required
@gzip_page
@never_cache
@require_safe
def sitting_ended(request: HttpRequest) -> HttpResponse:
    """No sitting is open in this browser: open the link again."""
    return _stopped(request, "ended", status=403)


@login_not_required
@gzip_page
@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """The crisis card, for anyone at any time; below it, whom the clinic has named near the patient."""
    clinic = clinic_of_sitting(request)
    return render(request, "intake/help.html", {"near": list(clinic.crisis_lines.all()) if clinic else []})
