"""Forms about staff: inviting, choosing a password, changing a role. Those of signing in are in sign_in/forms.py."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest

from clinic.models import Role, Staff
from clinic.sign_in.forms import AGAIN, LONG_ENOUGH, NEW_PASSWORD, check_password

ROLES = [
    (Role.CLINICIAN, "Clinician – reads forms, records and signs reviews"),
    (Role.LEAD, "Clinical lead – the same, and looks after rules and clinic texts"),
    (Role.FRONT_DESK, "Front desk – invites patients and sees how far their forms are, no answers"),
    (Role.ADMINISTRATOR, "Administrator – looks after staff and settings, sees no patients"),
]


def _role_field() -> forms.ChoiceField:
    missing = {"required": "Choose a role.", "invalid_choice": "Choose one of the roles."}
    field = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect, error_messages=missing)
    vars(field).update(kind="one", options=ROLES)  # drawn by the pack as options of a question
    return field


class InviteMember(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="As colleagues and the record should show it.",
        error_messages={"required": "Write the name."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="Mail address",
        error_messages={"required": "Write the mail address.", "invalid": "Write the whole address: name@example.org."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = _role_field()


class ChangeRole(forms.Form):
    use_required_attribute = False

    role = _role_field()


class ChoosePassword(SetPasswordForm):
    """The first password of whoever was invited."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, when_blank) in {"new_password1": NEW_PASSWORD, "new_password2": AGAIN}.items():
            self.fields[name].label, self.fields[name].help_text = label.replace("New p", "P"), ""
            self.fields[name].error_messages["required"] = when_blank
        self.fields["new_password1"].help_text = LONG_ENOUGH

    def validate_password_for_user(self, user: Staff, password_field_name: str = "") -> None:
        """What is wrong with a password stands at the first field, where it is to be put right."""
        super().validate_password_for_user(user, "new_password1")


class EmergencyEntry(forms.Form):
    """The password of an account that emergency access was opened for. Tries count like those of signing in."""

    use_required_attribute = False

    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Write your password."},
    )

    def __init__(self, request: HttpRequest, person: Staff, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        check_password(self.request, self.person, password)
        return password
