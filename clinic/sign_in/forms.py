"""allauth's forms in our words: labels, what to do about a mistake, no text inside a field. Passkeys: passkeys.py."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from clinic.models import Staff
from clinic.sign_in import second_step
from clinic.sign_in.trail import not_let_in

ADDRESS = ("Mail address", "Write your mail address.")
PASSWORD = ("Password", "Write your password.")
NEW_PASSWORD = ("New password", "Write a new password.")
AGAIN = ("New password, again", "Write the new password again.")
CODE = ("Code", "Write the code.")
LONG_ENOUGH = "At least 12 characters. Several words that you will remember make a good one."


class OurWords(forms.Form):
    """``words``: the label of each field, and what to do when it is blank."""

    use_required_attribute = False
    words: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, when_blank) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = when_blank
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.words:
            self.fields["password1"].help_text = LONG_ENOUGH
        if "code" in self.words:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "control code"}
        first = next(iter(self.words), "")
        if first in ("login", "code") and not self.is_bound:
            self.fields[first].widget.attrs["autofocus"] = True


class SignIn(OurWords, account.LoginForm):
    """The same answer for an unknown address, a wrong password and an ended account."""

    words = {"login": ADDRESS, "password": PASSWORD}


class ConfirmPassword(OurWords, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class ChangePassword(OurWords, account.ChangePasswordForm):
    words = {"oldpassword": ("Password now", "Write your password."), "password1": NEW_PASSWORD, "password2": AGAIN}


class ForgotPassword(OurWords, account.ResetPasswordForm):
    """Only for accounts that have a password. Whoever was invited and has not come yet needs a new invitation."""

    words = {"email": ADDRESS}
    users: list[Staff]

    def clean_email(self) -> str:
        address = super().clean_email()
        self.users = [person for person in self.users if person.has_usable_password()]
        return address


class NewPassword(OurWords, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class _OneUse(OurWords):
    """A code is taken once, even while an app still shows it."""

    words = {"code": CODE}
    user: Staff

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        if not second_step.is_first_use(self.user, code.strip()):
            raise get_adapter().validation_error("incorrect_code")
        return code


class _LetsIn(_OneUse):
    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except ValidationError:
            not_let_in(self.user, how="code")
            raise


class GiveCode(_LetsIn, mfa.AuthenticateForm):
    pass


class ConfirmCode(_LetsIn, mfa.ReauthenticateForm):
    pass


class SetUpApp(_OneUse, totp.ActivateTOTPForm):
    pass


def check_password(request: HttpRequest, person: Staff, password: str) -> None:
    """Raise ValidationError for a wrong password, or when there were too many tries."""
    adapter = get_account_adapter(request)
    if adapter.authenticate(request, email=person.email, password=password) != person:
        raise adapter.validation_error("incorrect_password")
