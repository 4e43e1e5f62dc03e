"""The sign-in form."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignIn(AuthenticationForm):
    """Mail address and password. The same answer for an unknown address, a wrong password and an ended account."""

    use_required_attribute = False
    error_messages = dict.fromkeys(
        ("invalid_login", "inactive"),
        _("The mail address or the password is not right. Check both and try again."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Mail address")
        self.fields["username"].error_messages["required"] = _("Write your mail address.")
        self.fields["password"].error_messages["required"] = _("Write your password.")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("username", "password")
