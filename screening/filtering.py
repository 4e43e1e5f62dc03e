"""Narrowing the worklist by what its address says: whom the consult is with, on which day, and who has it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery

from clinic.audit_pages import Day
from clinic.models import Clinic
from intake.models import Response
from screening.access import REVIEWS
from screening.models import Taken

ANYBODY, NOBODY = "", "nobody"


class Filter(forms.Form):
    """Which responses to list. What is left empty, or is no choice of ours, does not narrow the list."""

    use_required_attribute = False

    clinician = forms.ChoiceField(label="Consult with", required=False)
    day = Day(
        label="Consult on",
        required=False,
        error_messages={"invalid": "Choose a day."},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    has = forms.ChoiceField(label="Who has it", required=False)

    def __init__(self, data: Any, *, clinic: Clinic) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.clinic = clinic
        people = clinic.staff.filter(role__in=REVIEWS).order_by("name")
        self.people = {str(person.pk): person.name for person in people}
        named = list(self.people.items())
        self.fields["clinician"].choices = [(ANYBODY, "Anybody"), *named, (NOBODY, "Nobody yet")]  # type: ignore[attr-defined]
        self.fields["has"].choices = [(ANYBODY, "Anybody or nobody"), *named, (NOBODY, "Nobody yet")]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the address asks for and is a choice of ours."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def in_words(self) -> list[str]:
        """What the list is narrowed to, one line each."""
        given, words = self.given, []
        if whom := given.get("clinician"):
            words.append("consult with nobody yet" if whom == NOBODY else f"consult with {self.people[whom]}")
        if day := given.get("day"):
            words.append(f"consult on {day:%a %b} {day.day}, {day.year}")
        if whom := given.get("has"):
            words.append("nobody has it yet" if whom == NOBODY else f"{self.people[whom]} has it")
        return words

    def narrow(self, responses: QuerySet[Response]) -> QuerySet[Response]:
        """The responses that the address asks for."""
        given = self.given
        if whom := given.get("clinician"):
            responses = responses.filter(clinician=None if whom == NOBODY else whom)
        if day := given.get("day"):
            start, end = (self._start_of(one) for one in (day, day + timedelta(days=1)))
            responses = responses.filter(consult_at__gte=start, consult_at__lt=end)
        if whom := given.get("has"):
            newest = Taken.objects.in_force().filter(response=OuterRef("pk")).order_by("-at").values("by")[:1]
            responses = responses.alias(has=Subquery(newest)).filter(has=None if whom == NOBODY else whom)
        return responses

    def _start_of(self, day: Any) -> datetime:
        return datetime.combine(day, time.min, tzinfo=self.clinic.zone)
