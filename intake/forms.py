"""The forms around the questionnaire: date of birth, sending, inviting, the consult. The questions are in sections/."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _

from clinic.models import Clinic, Role, Staff
from clinic.settings.forms import too_long
from intake.consult_lists import MOST_BYTES, MOST_ROWS
from intake.instrument import ENGLISH
from intake.invitations import Identity
from intake.questions import ShortText, YesBox
from intake.sections.section import Section

OLDEST_YEAR, NEWEST_YEAR = 1900, 2100
CONSULT_WITHIN = 5  # years


class Month(forms.IntegerField):
    """A month as its number. Its name is taken, too, in the language of the page."""

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip(" .").lower()
        named = {str(name).lower(): number for names in (MONTHS, MONTHS_3) for number, name in names.items()}
        found: int | None = named.get(typed) or super().to_python(value)
        return found


def _part(field: type[forms.IntegerField], label: Any, least: int, most: int, wrong: Any) -> forms.IntegerField:
    """One part of a date, with the one sentence for whatever else is typed there."""
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return field(label=label, min_value=least, max_value=most, required=False, error_messages=messages)


class DateOfBirth(forms.Form):
    """Month, day and year; ``cleaned_data["born"]`` is a date."""

    use_required_attribute = False

    month = _part(Month, _("Month"), 1, 12, _("Write the month as a number from 1 to 12."))
    day = _part(forms.IntegerField, _("Day"), 1, 31, _("Write the day as a number from 1 to 31."))
    year = _part(
        forms.IntegerField,
        _("Year"),
        OLDEST_YEAR,
        NEWEST_YEAR,
        _("Write the year with four numbers, for example 1975."),
    )

    def __init__(self, data: Any = None, *, typed: Any = None) -> None:
        super().__init__(data, initial=typed, auto_id="%s")

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        parts = [self.cleaned_data[part] for part in ("year", "month", "day")]
        if None in parts:
            whole = _("Write your date of birth, for example 4 12 1975.")
            raise forms.ValidationError(_("Write the month, the day and the year.") if any(parts) else whole)
        try:
            return {"born": date(*parts)}
        except ValueError:
            raise forms.ValidationError(_("This month does not have so many days. Check the day.")) from None


class Sending(Section):
    """The last step: one box and a typed name."""

    slug = "send"
    letter = ""
    title = _("Check and send")

    confirm = YesBox(
        _("These are my answers. I know that no one watches this form all the time."),
        missing=_("Tick the box if these are your answers."),
    )
    signed_as = ShortText(
        _("Your name"),
        why=_("If someone filled out this form for you, they write their own name."),
        missing=_("Write your name."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    layout = Layout("confirm", "signed_as")


class Consult(forms.Form):
    """When a consult is, on the clinic's clock, and with whom. ``known_at`` is when it was so far: it may stay."""

    use_required_attribute = False
    when_past = "Choose a time in the future, or leave it empty."

    consult_at = forms.DateTimeField(
        label="Consult",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        help_text="Date and time on the clinic’s clock. The link works until then.",
        error_messages={"invalid": "Write the date and the time of the consult, or leave both empty."},
    )
    clinician = forms.ModelChoiceField(
        label="With", queryset=Staff.objects.none(), required=False, empty_label="Nobody named yet"
    )

    def __init__(
        self, data: Any = None, *, clinic: Clinic, known_at: datetime | None = None, initial: Any = None
    ) -> None:
        self.clinic, self.known_at = clinic, known_at
        super().__init__(data, initial=initial, auto_id="%s")
        sees_patients = clinic.staff.filter(is_active=True, role__in=(Role.CLINICIAN, Role.LEAD))
        self.fields["clinician"].queryset = sees_patients.order_by("name")  # type: ignore[attr-defined]

    def clean_consult_at(self) -> datetime | None:
        given: datetime | None = self.cleaned_data["consult_at"]
        if given is None:
            return None
        if given.year > timezone.now().year + CONSULT_WITHIN:
            raise forms.ValidationError("Write the year of the consult with four digits. This one is too far away.")
        consult = given.replace(tzinfo=self.clinic.zone)
        if self.known_at and consult == self.known_at.replace(second=0, microsecond=0):
            return self.known_at
        if consult <= timezone.now():
            raise forms.ValidationError(self.when_past)
        return consult


class Companion(forms.Form):
    """Who takes the patient home: a name and a phone, as far as they are known."""

    use_required_attribute = False

    name = forms.CharField(label="Name", max_length=120, required=False, error_messages=too_long(120))
    phone = forms.CharField(
        label="Phone",
        max_length=40,
        required=False,
        help_text="A number that is answered on the day of the visit.",
        error_messages=too_long(40),
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="%s")


class Contact(forms.Form):
    """How the clinic reaches a patient, and whether the patient agreed to mail."""

    use_required_attribute = False
    without_address = "Write the mail address that the link goes to, or take the tick away."

    email = forms.EmailField(
        label="Mail address",
        required=False,
        max_length=254,
        error_messages={"invalid": "Write a mail address such as ann@example.org."} | too_long(254),
    )
    by_mail = forms.BooleanField(label="Send the link to this address. The patient agreed to mail.", required=False)
    phone = forms.CharField(label="Phone", max_length=40, required=False, error_messages=too_long(40))

    def __init__(self, data: Any = None, *, initial: Any = None, auto_id: str = "%s") -> None:
        super().__init__(data, initial=initial, auto_id=auto_id)
        vars(self.fields["by_mail"]).update(kind="box")  # drawn by the pack

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("by_mail") and not given.get("email") and "email" not in self.errors:
            self.add_error("email", self.without_address)
        return given


class Invite(Consult, Contact):
    """Who to invite, and for which consult."""

    name = forms.CharField(
        label="Patient’s name",
        max_length=120,
        error_messages={"required": "Write the patient’s name."} | too_long(120),
    )
    date_of_birth = forms.DateField(
        label="Date of birth",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=dict.fromkeys(("required", "invalid"), "Write the patient’s date of birth."),
    )
    record_number = forms.CharField(label="Record number", max_length=40, required=False, error_messages=too_long(40))
    language = forms.ChoiceField(
        label="Language of the form",
        choices=settings.LANGUAGES,
        initial=ENGLISH,
        widget=forms.RadioSelect,
        help_text="The patient can change it on every page.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose the language of the form."),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    again = forms.BooleanField(label="I have looked. Invite this patient all the same.", required=False)

    field_order = (
        *("name", "date_of_birth", "record_number", "consult_at", "clinician"),
        *("email", "by_mail", "phone", "language", "form_id", "again"),
    )

    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        super().__init__(data, clinic=clinic, initial={"form_id": uuid4()})
        if len(clinic.languages) == 1:
            del self.fields["language"]
        else:
            vars(self.fields["language"]).update(kind="one", options=settings.LANGUAGES)
        vars(self.fields["again"]).update(kind="box")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(name for name in self.fields if name != "again"))

    def ask_again(self, doubts: list[str]) -> None:
        """Say what to look at first, and put a box at the end to be ticked by whoever has looked."""
        self.helper.layout.append("again")
        for doubt in doubts:
            self.add_error("again", doubt)

    def clean_date_of_birth(self) -> date:
        born: date = self.cleaned_data["date_of_birth"]
        if not date(OLDEST_YEAR, 1, 1) <= born <= timezone.localdate():
            raise forms.ValidationError("Write a date of birth in the past, with a four-digit year.")
        return born

    @property
    def identity(self) -> Identity:
        """Who the form names, after validation."""
        given = self.cleaned_data
        return Identity(
            name=given["name"],
            date_of_birth=given["date_of_birth"].isoformat(),
            record_number=given["record_number"],
            email=given["email"],
            phone=given["phone"],
        )

    @property
    def chosen_language(self) -> str:
        """The code of the form's language, after validation."""
        return self.cleaned_data.get("language") or ENGLISH


class UploadList(forms.Form):
    """A list of consults, as a file."""

    use_required_attribute = False

    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty.", "invalid": "Choose a file."},
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="%s")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"This file is longer than {MOST_BYTES // 1024} kB. Upload at most {MOST_ROWS} patients at a time."
            )
        return file


class FindForm(forms.Form):
    """Whom to look for."""

    use_required_attribute = False

    words = forms.CharField(
        label="Name, date of birth or record number",
        max_length=200,
        error_messages={
            "required": "Write a name, a date of birth or a record number.",
            "max_length": "Write at most %(limit_value)d characters. This is %(show_value)d.",
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )

    def say_unclear_date(self) -> None:
        """Say how a date is written that was not understood."""
        self.add_error("words", "Write the date as month, day and year with four digits: 3/9/1974.")
