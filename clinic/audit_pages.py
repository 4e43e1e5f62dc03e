"""The administrator's page of the audit trail: newest first, filtered in the address. It shows no health content."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.audit import Action
from clinic.audit_words import rows_of
from clinic.models import AuditEvent, Clinic, Role, Staff

ROWS_PER_PAGE = 100
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
RECORDS = ("response", "staff", "notice")  # what events are about
FIRST_YEAR, LAST_YEAR = 2000, 2200


class Day(forms.DateField):
    """A day that any clock can reckon with."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class RecordId(forms.CharField):
    """The id of a record, by itself or in the address of its page: that is where people find it."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        found = ID.search(text)
        if text and not found:
            raise forms.ValidationError("Paste the record’s id, or the address of its page.")
        return found[0].lower() if found else ""


class Filter(forms.Form):
    """Which events to show. What is left empty does not narrow the list."""

    by = forms.ModelChoiceField(label="Who", queryset=Staff.objects.none(), required=False, empty_label="Anyone")
    action = forms.ChoiceField(label="What", choices=[("", "Anything"), *Action.choices], required=False)
    about = RecordId(label="Record’s id, or its address", required=False, max_length=200)
    since = Day(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = Day(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, clinic: Clinic) -> None:
        super().__init__(data, auto_id="%s")
        self.clinic = clinic
        self.fields["by"].queryset = clinic.staff.order_by("name")  # type: ignore[attr-defined]

    def narrow(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The events that the filter asks for; a fault in one field leaves that field out."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("by"):
            events = events.filter(by=given["by"])
        if given.get("action"):
            events = events.filter(action=given["action"])
        if given.get("about"):
            events = events.filter(subject__in=[f"{kind} {given['about']}" for kind in RECORDS])
        if given.get("since"):
            events = events.filter(at__gte=self._start_of(given["since"]))
        if given.get("until"):
            events = events.filter(at__lt=self._start_of(given["until"] + timedelta(days=1)))
        return events

    def _start_of(self, day: Any) -> datetime:
        return datetime.combine(day, time.min, tzinfo=self.clinic.zone)


@staff_only(Role.ADMINISTRATOR)
@require_safe
def audit_trail(request: StaffRequest) -> HttpResponse:
    """The clinic's events, newest first."""
    clinic = request.user.clinic
    narrowed = Filter(request.GET or None, clinic=clinic)
    events = AuditEvent.objects.filter(chain=str(clinic.pk)).select_related("by").order_by("-place")
    page = Paginator(narrowed.narrow(events), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "clinic": clinic,
        "filter": narrowed,
        "page": page,
        "keep": f"{asked.urlencode()}&" if asked else "",
        "rows": rows_of(page, clinic),
    }
    return render(request, "clinic/audit_trail.html", context)
