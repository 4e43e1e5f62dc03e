"""The administrator's pages about staff. What is allowed and what follows is in members.py."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, staff_only
from clinic.emergency import acknowledge, unacknowledged
from clinic.forms import ChangeRole, InviteMember
from clinic.members import (
    INVITATION_VALID,
    AddressTaken,
    LastAdministrator,
    OwnAccount,
    change_role,
    end_account,
    invite_again,
    invite_member,
)
from clinic.models import Role, Staff
from clinic.sign_in import second_step

ROWS_PER_PAGE = 50

TAKEN = "There is an account with this mail address already."
OWN = "Another administrator has to do this for your own account."
LAST = "This is the clinic’s only administrator. Make somebody else an administrator first."


@staff_only(Role.ADMINISTRATOR)
@require_safe
def members(request: StaffRequest) -> HttpResponse:
    """Everybody who has or had an account at this clinic."""
    people = request.user.clinic.staff.order_by("-is_active", "name", "pk")
    page = Paginator(people, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    secured = second_step.with_a_step(page.object_list)
    shown = [(person, _status(person, has_step=person.pk in secured)) for person in page]
    return render(request, "clinic/members.html", {"page": page, "members": shown})


def _status(person: Staff, *, has_step: bool) -> str:
    if not person.is_active:
        return "Account ended"
    if not person.has_usable_password():
        return "Invited, has not come yet"
    return "Active" if has_step else "Active, no second step yet"


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def invite(request: StaffRequest) -> HttpResponse:
    """Invite a member: the link goes out by mail and is shown once."""
    form = InviteMember(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            person, token = invite_member(request.user.clinic, **given, by=request.user, now=timezone.now())
        except AddressTaken:
            form.add_error("email", TAKEN)
        else:
            return _show_link(request, person, token)
    return render(request, "clinic/invite_member.html", {"form": form}, status=422 if form.is_bound else 200)


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: StaffRequest, staff_id: UUID) -> HttpResponse:
    """One member: the role can be changed, the account ended or begun anew."""
    person = _member(request, staff_id)
    form = ChangeRole(request.POST if request.method == "POST" else None, initial={"role": person.role})
    if not form.is_valid():
        return _draw(request, person, form, status=422 if form.is_bound else 200)
    return _try(request, person, change_role, Role(form.cleaned_data["role"]))


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def end_member(request: StaffRequest, staff_id: UUID) -> HttpResponse:
    """End an account, at once. A GET is somebody who had to sign in again with the button in sight."""
    if request.method != "POST":
        return redirect("member", staff_id)
    return _try(request, _member(request, staff_id), end_account)


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def invite_member_again(request: StaffRequest, staff_id: UUID) -> HttpResponse:
    """Begin anew with an account: the old password and second steps end, and there is a new link."""
    if request.method != "POST":
        return redirect("member", staff_id)
    person = _member(request, staff_id)
    try:
        token = invite_again(person, by=request.user, now=timezone.now())
    except OwnAccount:
        return _draw(request, person, ChangeRole(initial={"role": person.role}), problem=OWN, status=409)
    return _show_link(request, person, token)


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge_emergency(request: StaffRequest, link_id: int) -> HttpResponse:
    """This administrator has read that there was emergency access."""
    if request.method != "POST":
        return redirect("members")
    acknowledge(get_object_or_404(unacknowledged(request.user), pk=link_id), by=request.user, now=timezone.now())
    return redirect("members")


def _member(request: StaffRequest, staff_id: UUID) -> Staff:
    return get_object_or_404(request.user.clinic.staff, pk=staff_id)


def _try(request: StaffRequest, person: Staff, change: Any, *values: Any) -> HttpResponse:
    """Make a change to a member's account, or say why it cannot be made."""
    try:
        change(person, *values, by=request.user, now=timezone.now())
    except (OwnAccount, LastAdministrator) as refused:
        problem = OWN if isinstance(refused, OwnAccount) else LAST
        return _draw(request, person, ChangeRole(initial={"role": person.role}), problem=problem, status=409)
    messages.success(request, f"Done: {person.name}.")
    return redirect("members")


def _draw(request: StaffRequest, person: Staff, form: ChangeRole, *, status: int, problem: str = "") -> HttpResponse:
    context = {
        "person": person,
        "status": _status(person, has_step=bool(second_step.steps_of(person))),
        "form": form,
        "problem": problem,
    }
    context["is_own"] = person.pk == request.user.pk
    return render(request, "clinic/member.html", context, status=status)


@sensitive_variables()
def _show_link(request: StaffRequest, person: Staff, token: str) -> HttpResponse:
    link = settings.SITE_URL + reverse("welcome", args=[token])
    context = {"person": person, "link": link, "ends": timezone.now() + INVITATION_VALID}
    return render(request, "clinic/member_link.html", context)
