"""The form in which a clinic names its safety contacts and says when they are told."""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from clinic.models import Clinic, Role, SafetyContact, Staff
from clinic.outbox.webhook import AddressRefused, checked_address, numbers_of
from clinic.safety_contacts import TIMES, Place
from clinic.settings.change import newest
from clinic.settings.forms import ChangeForm, too_long

DAYS = [
    (str(n), day)
    for n, day in enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
]
PREFIXES = {Place.FIRST: "first", Place.SECOND: "second", Place.ON_CALL: "on_call"}
TITLES = {
    Place.FIRST: ("First contact", "Told at once in staffed hours, and outside of them when nobody is on call."),
    Place.SECOND: ("Second contact", "Told as well when nobody has acknowledged a notice in time."),
    Place.ON_CALL: ("On call", "Told at once outside staffed hours, if somebody is named here."),
}
MOST_MINUTES = 240


class SafetyContacts(ChangeForm):
    """Three people, each a member of staff or a name with a mail address; and the clinic's hours and times."""

    staffed_days = forms.MultipleChoiceField(
        label="Days with staff",
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    staffed_from = forms.TimeField(label="Staffed from", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    staffed_until = forms.TimeField(
        label="Staffed until", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closed_days = forms.CharField(
        label="Closed days",
        required=False,
        max_length=2000,
        error_messages=too_long(2000),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="Holidays, one on each line, such as 12/25/2026. On them, notices go where they go outside staffed "
        "hours. Days that have passed are dropped.",
    )
    acknowledge_minutes = forms.IntegerField(label="Minutes until the second contact is told, too", min_value=1)
    repeat_minutes = forms.IntegerField(label="Minutes until everybody is told again", min_value=1)
    digest_at = forms.TimeField(
        label="Daily message about open items at", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        self.clinic = clinic
        known = {contact.place: contact for contact in clinic.safety_contacts.all()}
        super().__init__(data, auto_id="%s", initial=_initial(clinic, known) | {"seen": newest(clinic)})
        people = clinic.staff.filter(is_active=True, role__in=(Role.CLINICIAN, Role.LEAD)).order_by("name")
        for prefix in PREFIXES.values():
            for name, field in _contact_fields(people).items():
                self.fields[f"{prefix}_{name}"] = field
                vars(field).update(kind="plain")  # the page says what is needed; "optional" everywhere would not
        self.order_fields([f"{prefix}_{part}" for prefix in PREFIXES.values() for part in PARTS])
        vars(self.fields["closed_days"]).update(kind="plain")
        vars(self.fields["staffed_days"]).update(kind="many", options=DAYS)  # drawn by the pack
        for name in ("staffed_from", "staffed_until", "digest_at"):
            self.fields[name].error_messages |= dict.fromkeys(("required", "invalid"), "Write a time such as 09:00.")
        for name in ("acknowledge_minutes", "repeat_minutes"):
            wrong = f"Write a number of minutes from 1 to {MOST_MINUTES}."
            self.fields[name].error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)

    def clean_acknowledge_minutes(self) -> int:
        return self._minutes("acknowledge_minutes")

    def clean_repeat_minutes(self) -> int:
        return self._minutes("repeat_minutes")

    def clean_closed_days(self) -> list[str]:
        today = self.clinic.local(timezone.now()).date()
        days = {_day(written) for written in re.split(r"[\s,;]+", self.cleaned_data["closed_days"]) if written}
        return [day.isoformat() for day in sorted(days) if day >= today]

    def _minutes(self, name: str) -> int:
        given: int = self.cleaned_data[name]
        if given > MOST_MINUTES:
            raise forms.ValidationError(self.fields[name].error_messages["max_value"])
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for place in PREFIXES:
            self._check_contact(place)
        first, second = (self._address(PREFIXES[place]) for place in (Place.FIRST, Place.SECOND))
        if first and first == second:
            part = "staff" if given.get("second_staff") else "email"
            self.add_error(f"second_{part}", "Second contact: name somebody else. This is the first contact’s address.")
        opens, closes = given.get("staffed_from"), given.get("staffed_until")
        if opens and closes and closes <= opens:
            self.add_error("staffed_until", "Write a time later than the one before it.")
        return given

    def _check_contact(self, place: Place) -> None:
        prefix, title = PREFIXES[place], TITLES[place][0]
        staff, name, email, webhook = (self.cleaned_data.get(f"{prefix}_{part}") for part in PARTS)
        is_needed = place != Place.ON_CALL or name or webhook
        choose = f"{title}: choose a member of staff, or write a name and a mail address"
        if staff and (name or email):
            self.add_error(f"{prefix}_staff", f"{choose}. Not both.")
        elif not staff and email and not name:
            self.add_error(f"{prefix}_name", f"{title}: write whose address this is.")
        elif not staff and not email and f"{prefix}_email" not in self.errors and is_needed:
            self.add_error(f"{prefix}_staff", f"{choose}.")
        if webhook:
            try:
                numbers_of(str(checked_address(webhook).hostname), 443)
            except AddressRefused as refused:
                self.add_error(f"{prefix}_webhook", f"{title}: {refused}")

    def _address(self, prefix: str) -> str:
        staff = self.cleaned_data.get(f"{prefix}_staff")
        return (staff.email if staff else self.cleaned_data.get(f"{prefix}_email") or "").lower()

    @property
    def contacts(self) -> dict[int, dict[str, Any]]:
        """Who stands in each place, after validation."""
        given = self.cleaned_data
        return {place: {part: given[f"{prefix}_{part}"] for part in PARTS} for place, prefix in PREFIXES.items()}

    @property
    def times(self) -> dict[str, Any]:
        """The hours and times, after validation."""
        days = sorted(int(day) for day in self.cleaned_data["staffed_days"])
        return {name: self.cleaned_data[name] for name in TIMES} | {"staffed_days": days}

    @property
    def in_times(self) -> list[forms.BoundField]:
        """The hours and times as the page shows them, beside the days."""
        return [self[name] for name in TIMES if not name.endswith("_days")]

    @property
    def places(self) -> list[dict[str, Any]]:
        """The contacts as the page shows them."""
        return [
            {"title": TITLES[place][0], "hint": TITLES[place][1], "fields": [self[f"{prefix}_{p}"] for p in PARTS]}
            for place, prefix in PREFIXES.items()
        ]


PARTS = ("staff", "name", "email", "webhook")


def _contact_fields(people: Any) -> dict[str, forms.Field]:
    staff = forms.ModelChoiceField(people, label="Member of staff", required=False, empty_label="Nobody on the list")
    staff.error_messages["invalid_choice"] = "Choose one of the list."
    return {
        "staff": staff,
        "name": forms.CharField(
            label="Or somebody else’s name",
            max_length=120,
            required=False,
            help_text="Who has no account here cannot sign in. Agree whom they call.",
            error_messages=too_long(120),
        ),
        "email": forms.EmailField(
            label="Their mail address",
            required=False,
            error_messages={"invalid": "Write a mail address such as nurse@example.org."},
        ),
        "webhook": forms.CharField(
            label="Pager or messenger",
            max_length=500,
            required=False,
            error_messages=too_long(500),
            help_text="An address beginning with https:// that your pager or messenger gave you for messages.",
        ),
    }


def _day(written: str) -> date:
    """A day as people here write it, or as ISO does. Raises ValidationError."""
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(written, form).date()
    raise forms.ValidationError(f"“{written}” is no day. Write each as 12/25/2026.")


def _initial(clinic: Clinic, known: dict[int, SafetyContact]) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(clinic, name) for name in TIMES}
    found["staffed_days"] = [str(day) for day in clinic.staffed_days]
    found["closed_days"] = "\n".join(f"{date.fromisoformat(day):%m/%d/%Y}" for day in clinic.closed_days)
    for place, prefix in PREFIXES.items():
        if contact := known.get(place):
            webhook = contact.webhook.get("address", "")
            parts: tuple[Staff | str | None, ...] = (contact.staff, contact.name, contact.email, webhook)
            found |= {f"{prefix}_{part}": value for part, value in zip(PARTS, parts, strict=True)}
    return found
