"""The second step of a person and of a session: set up, proven, removed. Which pages ask for it is in access.py."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import perform_password_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from clinic.models import Staff

SECOND_STEP, EMERGENCY = "mfa", "emergency"
CODE_SECONDS = 30
REMEMBERED_SECONDS = 5 * CODE_SECONDS  # longer than any code is taken


def steps_of(person: Staff) -> list[Authenticator]:
    """The app and the passkeys that this person has set up. Recovery codes are no second step of their own."""
    known = Authenticator.objects.filter(user_id=person.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return list(known.order_by("created_at"))


def with_a_step(people: Iterable[Staff]) -> set[Any]:
    """The ids of those who have set up a second step; one query."""
    known = Authenticator.objects.filter(user__in=people).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(known.values_list("user_id", flat=True))


def has_app(person: Staff) -> bool:
    return any(step.type == Authenticator.Type.TOTP for step in steps_of(person))


def recovery_codes_left(person: Staff) -> int:
    known = _recovery_codes(person)
    return len(known.wrap().get_unused_codes()) if known else 0


def recovery_code_used_at(person: Staff) -> datetime | None:
    """When a recovery code let this person in last; None if none of this list has."""
    known = _recovery_codes(person)
    return known.last_used_at if known else None


def _recovery_codes(person: Staff) -> Authenticator | None:
    return Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).first()


def recovery_codes_of(person: Staff) -> Any:
    """What tells one list of recovery codes from the next."""
    known = _recovery_codes(person)
    return known.data if known else None


def passkey_names(person: Staff) -> list[str]:
    return [step.wrap().name for step in steps_of(person) if step.type == Authenticator.Type.WEBAUTHN]


def is_proven(request: HttpRequest) -> bool:
    """Whether this session was opened with a second step, or by the emergency procedure."""
    return any(record["method"] in (SECOND_STEP, EMERGENCY) for record in _records(request))


def is_emergency(request: HttpRequest) -> bool:
    return any(record["method"] == EMERGENCY for record in _records(request))


def proven_seconds_ago(request: HttpRequest) -> float:
    """Seconds since this session last saw a password, a code or a passkey."""
    return time.time() - max((record["at"] for record in _records(request)), default=0.0)


def _records(request: HttpRequest) -> list[dict]:
    return get_authentication_records(request, request.user)


def set_up_app(person: Staff, secret: str) -> None:
    """Set up an authenticator app with this secret (base32), and recovery codes."""
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)


def code_at(secret: str, moment: float) -> str:
    """The six digits that an app with this secret shows at a moment (seconds since 1970)."""
    return f"{hotp_value(secret, int(moment) // CODE_SECONDS):06}"


def prove_setting_up(request: HttpRequest, step: Authenticator) -> None:
    """Setting up the first second step shows that the person holds it; nobody is asked for the same thing twice."""
    record_authentication(request, step.user, SECOND_STEP, id=step.pk, type=step.type)


def is_first_use(person: Staff, code: str) -> bool:
    """Whether this person has not given this code yet. A code that was read over a shoulder opens nothing."""
    return cache.add(f"code:{person.pk}:{code}", 1, REMEMBERED_SECONDS)


def forget_steps(person: Staff) -> None:
    """Remove everything that this person has set up, recovery codes too."""
    Authenticator.objects.filter(user_id=person.pk).delete()


def end_sessions(person: Staff) -> None:
    """End every session of this person, everywhere, at once."""
    for session in UserSession.objects.filter(user_id=person.pk):
        session.end()


def sessions_of(person: Staff) -> list[UserSession]:
    """This person's open sessions, the newest first."""
    known = UserSession.objects.purge_and_list(person)
    return sorted(known, key=lambda session: session.created_at, reverse=True)


def sign_in_by_password(request: HttpRequest, person: Staff) -> HttpResponse:
    """Go on as after a right password: to the second step where there is one."""
    return perform_password_login(request, {"email": person.email}, Login(user=person))


def sign_in_for_emergency(request: HttpRequest, person: Staff) -> None:
    """Sign in without a second step. Whoever calls this has made it known to the administrators."""
    record_authentication(request, person, EMERGENCY)
    get_adapter(request).login(request, person)
    UserSession.objects.create_from_request(request)
