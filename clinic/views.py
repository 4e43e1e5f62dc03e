"""Signing in and out, and where each role begins."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import StaffRequest, staff_only
from clinic.forms import SignIn
from clinic.models import Role

BEGINS_AT = {Role.CLINICIAN: "worklist", Role.LEAD: "worklist", Role.FRONT_DESK: "desk"}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, then go where the person was headed. A patient's sitting in the same browser ends first."""
    form = SignIn(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request.session.flush()
        login(request, form.get_user())
        return redirect(_headed_for(request))
    status = 422 if form.is_bound else 200
    return render(request, "clinic/sign_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


def _headed_for(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if known else "home"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and leave nothing of the session behind."""
    logout(request)
    return redirect("sign-in")


@staff_only(*Role)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The first page of this person's role."""
    page = BEGINS_AT.get(Role(request.user.role))
    return redirect(page) if page else render(request, "clinic/home.html")
