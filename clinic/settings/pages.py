"""The pages of a clinic's settings: what is set, changing it, and the log. Crisis lines: crisis_pages.py."""

from __future__ import annotations

import calendar
from datetime import time
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, staff_only
from clinic.models import Clinic, Role
from clinic.settings.change import ChangedMeanwhile, change_settings, newest
from clinic.settings.crisis_lines import stale_lines
from clinic.settings.forms import AboutForm, LifetimesForm, SettingsForm, SpanishForm, TextsForm
from clinic.settings.known import GROUPS, Group, Setting
from clinic.settings.spanish import read_beside, still_english

ROWS_PER_PAGE = 50
SEES_SETTINGS = (Role.LEAD, Role.ADMINISTRATOR)


@staff_only(*SEES_SETTINGS)
@require_safe
def settings_page(request: StaffRequest) -> HttpResponse:
    """Everything that is set, where it is read, and who changes it."""
    clinic = request.user.clinic
    today = clinic.local(timezone.now()).date()
    lines = [(line, line.is_stale(today)) for line in clinic.crisis_lines.select_related("owner")]
    context = {
        "clinic": clinic,
        "groups": [_shown(group, clinic, request.user.role) for group in GROUPS],
        "contacts": clinic.safety_contacts.select_related("staff").order_by("place"),
        "staffed": staffed_hours(clinic),
        "lines": lines,
        "stale": stale_lines(clinic, now=timezone.now()),
        "still_english": still_english(clinic),
        "may_change_lines": request.user.role == Role.LEAD,
        "changes": clinic.setting_changes.select_related("by")[:3],
    }
    return render(request, "clinic/settings/settings.html", context)


def staffed_hours(clinic: Clinic) -> str:
    """ "Monday, Tuesday, 9:00 am to 5:00 pm"; how many closed days are written down."""
    days = ", ".join(calendar.day_name[day] for day in sorted(clinic.staffed_days)) or "No day"
    closed = len(clinic.closed_days)
    told = f". {closed} closed day{'' if closed == 1 else 's'} written down" if closed else ""
    return f"{days}, {_on_the_clock(clinic.staffed_from)} to {_on_the_clock(clinic.staffed_until)}{told}"


def _on_the_clock(when: time) -> str:
    return f"{when.hour % 12 or 12}:{when:%M}\N{NO-BREAK SPACE}{'am' if when.hour < 12 else 'pm'}"


def _shown(group: Group, clinic: Clinic, role: str) -> dict[str, Any]:
    settings = [{"setting": setting, "value": shown(setting, setting.of(clinic))} for setting in group.settings]
    return {"group": group, "settings": settings, "may_change": group.by == role}


def shown(setting: Setting, value: Any) -> str:
    """A value as a page writes it; "" for none."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{value} {setting.unit}".strip()


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change_about(request: StaffRequest) -> HttpResponse:
    """Name, phone and time zone."""
    return change_page(request, AboutForm, "clinic/settings/change.html")


@staff_only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change_lifetimes(request: StaffRequest) -> HttpResponse:
    """How long links and abandoned forms last."""
    return change_page(request, LifetimesForm, "clinic/settings/change.html")


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def change_texts(request: StaffRequest) -> HttpResponse:
    """The clinic's own words to its patients."""
    return change_page(request, TextsForm, "clinic/settings/change.html")


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def change_spanish(request: StaffRequest) -> HttpResponse:
    """Whether Spanish is offered, and the clinic's own words in it."""
    return change_page(request, SpanishForm, "clinic/settings/change.html")


def change_page(
    request: StaffRequest, kind: type[SettingsForm], template: str, *, done: str = "clinic-settings", **more: Any
) -> HttpResponse:
    """A form of settings: shown, or saved; with what somebody else changed in the meantime."""
    clinic = request.user.clinic
    form = kind(request.POST if request.method == "POST" else None, clinic=clinic)
    context = {"form": form, "group": form.group, "clinic": clinic, "done": done, **more}
    if not form.is_valid():
        return render(request, template, context, status=422 if form.is_bound else 200)
    try:
        made = change_settings(clinic, form.given, seen=form.cleaned_data["seen"], by=request.user, now=timezone.now())
    except ChangedMeanwhile as meanwhile:
        form.know_of(newest(clinic))
        return render(request, template, context | {"meanwhile": meanwhile.changes}, status=409)
    if isinstance(form, SpanishForm):
        read_beside(clinic, seen=form.cleaned_data["seen"])
    messages.success(request, "Saved." if made else "Nothing was changed.")
    return redirect(done)


@staff_only(*SEES_SETTINGS)
@require_safe
def setting_changes(request: StaffRequest) -> HttpResponse:
    """The log: which setting, from what to what, by whom and when."""
    clinic = request.user.clinic
    changes = clinic.setting_changes.select_related("by")
    page = Paginator(changes, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "clinic/settings/changes.html", {"clinic": clinic, "page": page})
