"""Coming in by a link, and signing out. Signing in with a password is allauth's page, in sign_in/urls.py."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import for_anyone
from clinic.audit import Action, record
from clinic.emergency import use_access
from clinic.forms import ChoosePassword, EmergencyEntry
from clinic.links import LinkUnknown, find_link
from clinic.members import accept
from clinic.models import Staff, StaffLink
from clinic.sign_in import second_step


@for_anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, also half-way through signing in, and leave nothing of the session behind."""
    leave(request)
    return redirect("sign-in")


def leave(request: HttpRequest) -> None:
    """End this session, whoever's it is, and leave nothing of it behind."""
    if isinstance(request.user, Staff):
        record(Action.SIGNED_OUT, clinic=request.user.clinic, by=request.user, now=timezone.now())
    logout(request)


@for_anyone
@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """Where somebody is sent whose account has ended: to signing in, like everybody who is not let in."""
    return redirect("sign-in")


@for_anyone
@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever was invited chooses a password and is signed in; setting up the second step comes next."""
    try:
        link = find_link(token, kind=StaffLink.Kind.INVITATION, now=timezone.now())
    except LinkUnknown:
        return render(request, "clinic/link_ended.html", status=410)
    form = ChoosePassword(link.staff, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "clinic/welcome.html", {"form": form, "person": link.staff}, status=status)
    person = accept(link, form.cleaned_data["new_password1"], now=timezone.now())
    return second_step.sign_in_by_password(request, person)


@for_anyone
@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in once with this link and the password, without the second step."""
    try:
        link = find_link(token, kind=StaffLink.Kind.EMERGENCY, now=timezone.now())
    except LinkUnknown:
        return render(request, "clinic/link_ended.html", status=410)
    form = EmergencyEntry(request, link.staff, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "clinic/emergency.html", {"form": form, "person": link.staff}, status=status)
    use_access(link, now=timezone.now())
    second_step.sign_in_for_emergency(request, link.staff)
    return redirect("home")
