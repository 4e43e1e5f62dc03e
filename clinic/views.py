"""Signing in and out, and where each role begins."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import StaffRequest, in_english, staff_only
from clinic.forms import SignIn
from clinic.models import Role

HOME = "home"
BEGINS_AT = {Role.CLINICIAN: "worklist", Role.LEAD: "worklist", Role.FRONT_DESK: "desk"}


@login_not_required
@never_cache
@in_english
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, then go where the person was headed. A patient's sitting in the same browser ends first."""
    headed_for = _headed_for(request)
    if request.user.is_authenticated:
        return redirect(headed_for)
    form = SignIn(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request.session.flush()
        login(request, form.get_user())
        return redirect(headed_for)
    context = {"form": form, "next": headed_for if headed_for != HOME else ""}
    return render(request, "clinic/sign_in.html", context, status=422 if form.is_bound else 200)


def _headed_for(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next", "")
    known = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if known else HOME


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and leave nothing of the session behind."""
    logout(request)
    return redirect("sign-in")


@staff_only(*Role)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The first page of this person's role; for an administrator, the clinic as it is set up."""
    if page := BEGINS_AT.get(Role(request.user.role)):
        return redirect(page)
    clinic = request.user.clinic
    staff = [(person, person.get_role_display()) for person in clinic.staff.order_by("name")]
    return render(request, "clinic/home.html", {"clinic": clinic, "staff": staff})
