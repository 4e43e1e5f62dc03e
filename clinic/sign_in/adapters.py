"""What allauth asks us about: who may sign up (nobody), what is encrypted, what is said and mailed."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from clinic.audit import Action, record
from clinic.mail import send
from clinic.models import KeptSecret, Staff
from clinic.sessions import IDLE, SIGNED_IN_AT
from clinic.sign_in import second_step, words
from clinic.sign_in.trail import account_changed, not_let_in

KEPT_WHEN_SIGNING_IN = (AUTHENTICATION_METHODS_SESSION_KEY, _AUTHENTICATION_METHODS_USER_SESSION_KEY)
RECENT_SECONDS = 5 * 60


def _of(credentials: dict[str, Any]) -> Staff | None:
    """Whose address was given, if it is anybody's."""
    return Staff.objects.filter(email__iexact=credentials.get("email", "")).select_related("clinic").first()


def _how(entry: dict[str, Any]) -> str:
    """One way in which somebody has just shown who it is, in a word or two."""
    return words.WAYS.get(entry.get("type", ""), entry["method"])


class Accounts(DefaultAccountAdapter):
    """Accounts are made by invitation only. Nothing of a patient's sitting outlives signing in."""

    error_messages = DefaultAccountAdapter.error_messages | words.ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        kept = {key: request.session[key] for key in KEPT_WHEN_SIGNING_IN if key in request.session}
        request.session.flush()
        request.session.update(kept | {SIGNED_IN_AT: time.time(), IDLE: user.clinic.staff_minutes * 60})
        super().login(request, user)
        how = ", ".join(_how(entry) for entry in kept.get(AUTHENTICATION_METHODS_SESSION_KEY, ()))
        record(Action.SIGNED_IN, clinic=user.clinic, by=user, now=timezone.now(), how=how)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            not_let_in(_of(credentials), how="too many tries")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        not_let_in(_of(credentials), how="password")

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        account_changed(user, "password changed" if self.request.user.is_authenticated else "password changed by link")

    def get_reset_password_from_key_url(self, key: str) -> str:
        # allauth begins it with whatever host the request named.
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Whoever has just signed in is not asked again at once.
        return second_step.proven_seconds_ago(self.request) > RECENT_SECONDS

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, words.ERRORS["email_password_mismatch"])
        return redirect("sign-in")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: Any = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if said := message or words.MESSAGES.get(message_template or ""):
            messages.add_message(request, level, said)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix in words.MAILS:
            subject, text = words.MAILS[template_prefix]
            person = Staff.objects.filter(email__iexact=email).select_related("clinic").first()
            text = text.format(link=context.get("password_reset_url", ""))
            send(email, subject, text, clinic=person.clinic if person else None, now=timezone.now())


class SecondSteps(DefaultMFAAdapter):
    """The secret of an app and the seed of recovery codes are encrypted in a table of ours, whose keys can change."""

    error_messages = DefaultMFAAdapter.error_messages | words.ERRORS

    def encrypt(self, text: str) -> str:
        return str(KeptSecret.objects.create(secret=text, created_at=timezone.now()).pk)

    def decrypt(self, encrypted_text: str) -> str:
        return str(KeptSecret.objects.get(pk=encrypted_text).secret)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return len(second_step.steps_of(authenticator.user)) > 1

    def generate_authenticator_name(self, user: Staff, type: Authenticator.Type) -> str:
        return f"Passkey {len(second_step.steps_of(user)) + 1}"

    def get_totp_issuer(self) -> str:
        return "Clinic intake"

    def _get_site_name(self) -> str:
        return "Clinic intake"
