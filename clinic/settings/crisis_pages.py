"""The lead's pages of the crisis lines that the clinic names. What is allowed and what follows: crisis_lines.py."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from clinic.models import Role
from clinic.settings.change import ChangedMeanwhile, newest
from clinic.settings.crisis_lines import NotHereAnyMore, add_line, change_line, confirm_line, take_away_line
from clinic.settings.forms import CrisisLineForm
from clinic.settings.models import CrisisLine

GONE = "Somebody took this line away in the meantime."


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def new_line(request: StaffRequest) -> HttpResponse:
    """Name a crisis line that patients are shown beside 988 and 911."""
    form = CrisisLineForm(request.POST if request.method == "POST" else None, clinic=request.user.clinic)
    if not form.is_valid():
        return _draw(request, form, status=422 if form.is_bound else 200)
    line = add_line(request.user.clinic, _given(form), by=request.user, now=timezone.now())
    messages.success(request, f"Patients now see {line.name}.")
    return redirect("clinic-settings")


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def crisis_line(request: StaffRequest, line_id: UUID) -> HttpResponse:
    """One line: changed."""
    line = _line(request, line_id)
    form = CrisisLineForm(request.POST if request.method == "POST" else None, clinic=request.user.clinic, line=line)
    if not form.is_valid():
        return _draw(request, form, line=line, status=422 if form.is_bound else 200)
    seen = form.cleaned_data["seen"]
    try:
        change_line(line, _given(form), seen=seen, by=request.user, now=timezone.now())
    except ChangedMeanwhile as meanwhile:
        form.know_of(newest(request.user.clinic))
        return _draw(request, form, line=line, meanwhile=meanwhile.changes, status=409)
    except NotHereAnyMore:
        messages.warning(request, GONE)
    return redirect("clinic-settings")


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: StaffRequest, line_id: UUID) -> HttpResponse:
    """Somebody called the number: it is right."""
    line = _line(request, line_id)
    if request.method != "POST":
        return redirect("crisis-line", line_id)
    try:
        again = confirm_line(line, by=request.user, now=timezone.now())
        messages.success(
            request, f"Noted. {line.name} is to be looked at again by {again:%B} {again.day}, {again.year}."
        )
    except NotHereAnyMore:
        messages.warning(request, GONE)
    return redirect("clinic-settings")


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: StaffRequest, line_id: UUID) -> HttpResponse:
    """Patients are not shown the line any more."""
    line = _line(request, line_id)
    if request.method != "POST":
        return redirect("crisis-line", line_id)
    try:
        take_away_line(line, by=request.user, now=timezone.now())
        messages.success(request, f"Patients no longer see {line.name}.")
    except NotHereAnyMore:
        messages.warning(request, GONE)
    return redirect("clinic-settings")


def _line(request: StaffRequest, line_id: UUID) -> CrisisLine:
    return get_object_or_404(request.user.clinic.crisis_lines.select_related("owner"), pk=line_id)


def _given(form: CrisisLineForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


def _draw(request: StaffRequest, form: CrisisLineForm, *, status: int, **more: Any) -> HttpResponse:
    context = {"form": form, "clinic": request.user.clinic, **more}
    return render(request, "clinic/settings/crisis_line.html", context, status=status)
