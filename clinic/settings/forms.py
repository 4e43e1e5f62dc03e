"""The forms of a clinic's settings. Who may change which is in known.py; what a change leads to, in change.py."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from clinic.settings.change import newest
from clinic.settings.crisis_lines import FIELDS
from clinic.settings.known import ABOUT, LIFETIMES, SPANISH, TEXTS, Group, Setting
from clinic.settings.models import CrisisLine
from clinic.settings.spanish import in_english

SHORTEST_IDLE = 5  # minutes: two of them are the warning
LONGEST_LINK, SHORTEST_DRAFT, LONGEST_DRAFT = 180, 14, 3650  # days
REVIEW_WITHIN = timedelta(days=366)
AS_IN_ENGLISH = "It must say the same as the English:"
NOTHING_IN_ENGLISH = "Nothing is written in English."
SHOWN_IN_ENGLISH = "Left empty, patients who read Spanish see the English."
NOT_OURS = "This page is not as we drew it. Open it again."
HERE = {
    "America/New_York": "Eastern – New York",
    "America/Chicago": "Central – Chicago",
    "America/Denver": "Mountain – Denver",
    "America/Phoenix": "Mountain without summer time – Phoenix",
    "America/Los_Angeles": "Pacific – Los Angeles",
    "America/Anchorage": "Alaska – Anchorage",
    "Pacific/Honolulu": "Hawaii – Honolulu",
    "America/Puerto_Rico": "Atlantic without summer time – Puerto Rico",
}


def too_long(limit: int) -> dict[str, str]:
    """What to do about a text over its limit."""
    return {"max_length": f"Write at most {limit} characters. This is %(show_value)d."}


def line(label: str, missing: str = "", *, limit: int, hint: str = "") -> forms.CharField:
    """A line of text, which may be left empty unless it says what to do when it is."""
    faults = too_long(limit) | ({"required": missing} if missing else {})
    return forms.CharField(label=label, max_length=limit, required=bool(missing), help_text=hint, error_messages=faults)


def text(label: str, missing: str = "", *, hint: str = "", limit: int = 600) -> forms.CharField:
    """A few sentences."""
    field = line(label, missing, limit=limit, hint=hint)
    field.widget = forms.Textarea(attrs={"rows": 3})
    return field


def whole_number(label: str, *, lowest: int, highest: int, what: str, hint: str = "") -> forms.IntegerField:
    """A number of something, between two bounds that the sentence names."""
    to_do = f"Write a whole number of {what} from {lowest} to {highest}."
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=highest,
        help_text=hint,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), to_do),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )


class ChangeForm(forms.Form):
    """What a change was made upon: ``seen`` is the newest change in the log when the page was drawn."""

    use_required_attribute = False

    seen = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), NOT_OURS),
    )

    def know_of(self, change: int) -> None:
        """Let the next try count as knowing of this change."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = str(change)
        self.data = data


class SettingsForm(ChangeForm):
    """Some of a clinic's settings."""

    group: Group

    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        now = {self.field_of(setting): setting.of(clinic) for setting in self.group.settings}
        super().__init__(data, initial=now | {"seen": newest(clinic)}, auto_id="%s")
        self.clinic = clinic

    @staticmethod
    def field_of(setting: Setting) -> str:
        """The name of the setting's field in the form."""
        return setting.name.rpartition(".")[2]

    @property
    def given(self) -> dict[Setting, Any]:
        """What was given for each setting, after validation."""
        return {setting: self.cleaned_data[self.field_of(setting)] for setting in self.group.settings}


class AboutForm(SettingsForm):
    group = ABOUT

    name = line("Name", "Write the clinic’s name.", limit=120, hint="As patients know it.")
    phone = line("Phone", "Write a phone number at which patients reach the clinic.", limit=40)
    phone_hours = line(
        "When the phone is answered",
        limit=200,
        hint="A whole sentence, such as: “We answer the phone Monday to Friday, 9 am to 5 pm.”",
    )
    time_zone = forms.ChoiceField(
        label="Time zone",
        help_text="Consults that are planned keep their moment. With another zone they show another time of day.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose one of the time zones."),
    )

    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        super().__init__(data, clinic=clinic)
        self.fields["time_zone"].choices = _zones()  # type: ignore[attr-defined]


class LifetimesForm(SettingsForm):
    group = LIFETIMES

    staff_minutes = whole_number(
        "Minutes after which staff who do nothing are signed out",
        lowest=SHORTEST_IDLE,
        highest=settings.STAFF_IDLE_SECONDS // 60,
        what="minutes",
        hint="They are warned two minutes before. What they typed about a patient is kept.",
    )
    link_days = whole_number(
        "Days that a link without a consult time works", lowest=1, highest=LONGEST_LINK, what="days"
    )
    draft_days = whole_number(
        "Days that a form is kept which nobody went on with",
        lowest=SHORTEST_DRAFT,
        highest=LONGEST_DRAFT,
        what="days",
        hint="Counted from the last thing that happened to it. A form with a safety answer is always kept.",
    )


class TextsForm(SettingsForm):
    group = TEXTS

    response_text = text(
        "When staff read safety notices, and call back",
        "Write when staff read safety notices. Patients in a crisis read this.",
        hint="The true hours, in short sentences: “Staff check notices Monday to Friday, 9 to 5.” "
        "Never promise a call that the clinic may not make.",
    )
    fasting_text = text(
        "Eating and drinking before a visit",
        hint="Left empty, patients read: “Ask your clinic when to stop eating and drinking. Follow the times your "
        "clinic gives you.”",
    )
    driving_text = text(
        "Driving after a visit",
        hint="Follows: “Do not drive, use machines, drink alcohol or sign important papers until the next day, after a "
        "good night’s sleep.” A clinic may ask for more, never for less.",
    )
    companion_text = text("Who comes along", hint="Follows: “Plan for an adult to take you home after every visit.”")


class SpanishForm(SettingsForm):
    """What the clinic has written itself, in Spanish. Where it is empty, patients read the English."""

    group = SPANISH

    offers_spanish = forms.BooleanField(
        label="Patients may read and answer in Spanish",
        required=False,
        help_text="Have somebody who speaks Spanish read the patient pages first. Published questions without official "
        "Spanish stay in English, and patients may leave them for you to ask. Without the tick, whoever was invited in "
        "Spanish goes on in Spanish.",
    )
    response_text = text("When staff read safety notices, and call back, in Spanish")
    fasting_text = text("Eating and drinking before a visit, in Spanish")
    driving_text = text("Driving after a visit, in Spanish")
    companion_text = text("Who comes along, in Spanish")
    phone_hours = line("When the phone is answered, in Spanish", limit=200)

    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        super().__init__(data, clinic=clinic)
        vars(self.fields["offers_spanish"]).update(kind="box")  # drawn by the pack
        for name, english in in_english(clinic).items():
            self.fields[name].help_text = f"{AS_IN_ENGLISH} “{english}”" if english else NOTHING_IN_ENGLISH

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("offers_spanish") and not given.get("response_text"):
            to_do = "Write in Spanish when staff read safety notices. Patients in a crisis read this."
            self.add_error("response_text", to_do)
        return given


class CrisisLineForm(ChangeForm):
    """Somebody near the clinic whom patients can call, and who at the clinic answers for the line being right."""

    name = line("Name", "Write who answers, such as “County crisis line”.", limit=120)
    phone = line("Phone", "Write the number to call.", limit=40)
    when = line("When it is answered", limit=120, hint="For example: “Free, day and night.”")
    spanish_name = line("Name, in Spanish", limit=120, hint=SHOWN_IN_ENGLISH)
    spanish_when = line("When it is answered, in Spanish", limit=120, hint=SHOWN_IN_ENGLISH)
    owner = forms.ModelChoiceField(
        label="Who answers for this being right",
        queryset=Staff.objects.none(),
        empty_label="Choose somebody",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose who looks after this line."),
    )
    review_by = forms.DateField(
        label="Look at it again by",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Call the number on that day. Patients see the line until somebody takes it away.",
        error_messages=dict.fromkeys(("required", "invalid"), "Write a day within the next 12 months."),
    )

    def __init__(self, data: Any = None, *, clinic: Clinic, line: CrisisLine | None = None) -> None:
        now = {name: getattr(line, name) for name in FIELDS} if line else {}
        super().__init__(data, initial=now | {"seen": newest(clinic)}, auto_id="%s")
        self.clinic = clinic
        sees_patients = clinic.staff.filter(is_active=True, role__in=(Role.CLINICIAN, Role.LEAD))
        self.fields["owner"].queryset = sees_patients.order_by("name")  # type: ignore[attr-defined]

    def clean_review_by(self) -> date:
        day: date = self.cleaned_data["review_by"]
        today = self.clinic.local(timezone.now()).date()
        if not today < day <= today + REVIEW_WITHIN:
            raise forms.ValidationError("Write a day within the next 12 months.")
        return day


@lru_cache(maxsize=1)
def _zones() -> list[tuple[str, list[tuple[str, str]]]]:
    elsewhere = [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones() - HERE.keys()) if "/" in zone]
    return [("United States", list(HERE.items())), ("Elsewhere", elsewhere)]
