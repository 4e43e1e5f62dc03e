"""Forms that take what a browser says of a passkey. Whatever else comes in its place is a mistake, not a fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError

from clinic.models import Staff
from clinic.sign_in.forms import OurWords
from clinic.sign_in.trail import not_let_in


@contextmanager
def _as_a_mistake() -> Iterator[None]:
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, InvalidSignature) as wrong:
        # The library that reads it checks as it goes along, and each part fails in a way of its own.
        raise get_adapter().validation_error("passkey_not_taken") from wrong


class Credential(forms.JSONField):
    """The browser's answer, as a JSON object. One that is nested without end is refused like one that is no JSON."""

    def to_python(self, value: Any) -> Any:
        try:
            given = super().to_python(value)
        except RecursionError as endless:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from endless
        # The form to add one takes a 0 or a false for "none yet", and would keep it as a passkey.
        if value not in self.empty_values and not isinstance(given, dict):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return given

    def bound_data(self, data: Any, initial: Any) -> str:
        """Nothing of it goes back into the page: each try needs a new one."""
        return ""


class _Passkey(OurWords):
    credential = Credential(required=True, widget=forms.HiddenInput)


class _GivesPasskey(_Passkey):
    user: Staff | None  # None where the passkey is to say who it is

    def clean_credential(self) -> Any:
        try:
            with _as_a_mistake():
                return super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            not_let_in(self.user, how="passkey")
            raise


class SignInByPasskey(_GivesPasskey, webauthn.LoginWebAuthnForm):
    pass


class GivePasskey(_GivesPasskey, webauthn.AuthenticateWebAuthnForm):
    pass


class ConfirmPasskey(_GivesPasskey, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddPasskey(_Passkey, webauthn.AddWebAuthnForm):
    words = {"name": ("Name of the passkey", ""), "passwordless": ("Sign in with it alone, without a password", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "For you to tell it from others: “Phone”, “Blue key”."
        self.fields["passwordless"].initial = True
        vars(self.fields["passwordless"])["kind"] = "box"  # drawn by the pack as one option

    def clean(self) -> dict[str, Any]:
        with _as_a_mistake():
            cleaned = super().clean() or {}
        return cleaned


class RenamePasskey(OurWords, webauthn.EditWebAuthnForm):
    words = {"name": ("Name of the passkey", "Write a name.")}
