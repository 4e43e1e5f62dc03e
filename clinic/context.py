"""What every staff page shows beside its own matter: who is in, the idle warning, emergency accesses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from clinic.emergency import unacknowledged
from clinic.models import Role, Staff
from clinic.settings.crisis_lines import stale_lines
from clinic.settings.spanish import written_for_other_english
from clinic.sign_in import second_step


def staff_page(request: HttpRequest) -> dict[str, Any]:
    """``is_development`` for whoever is not signed in.

    For staff ``is_in`` (second step proven), ``is_emergency``, ``emergencies`` not acknowledged, ``idle`` in seconds,
    and for the lead ``stale_lines`` and ``stale_spanish``.
    """
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"is_development": settings.DEBUG}
    return {
        "is_in": SimpleLazyObject(lambda: second_step.is_proven(request)),
        "is_emergency": SimpleLazyObject(lambda: second_step.is_emergency(request)),
        "emergencies": SimpleLazyObject(lambda: _emergencies(person)),
        "stale_lines": SimpleLazyObject(lambda: _stale_lines(request, person)),
        "stale_spanish": SimpleLazyObject(lambda: _stale_spanish(request, person)),
        "idle": {
            "after": request.session.idle_seconds - settings.STAFF_WARNING_SECONDS,  # type: ignore[attr-defined]
            "warning": settings.STAFF_WARNING_SECONDS,
        },
    }


def _stale_lines(request: HttpRequest, person: Staff) -> list[Any]:
    return stale_lines(person.clinic, now=timezone.now()) if _is_lead(request, person) else []


def _stale_spanish(request: HttpRequest, person: Staff) -> list[str]:
    return written_for_other_english(person.clinic) if _is_lead(request, person) else []


def _is_lead(request: HttpRequest, person: Staff) -> bool:
    return person.role == Role.LEAD and second_step.is_proven(request)


def _emergencies(person: Staff) -> list[Any]:
    return list(unacknowledged(person)) if person.role == Role.ADMINISTRATOR else []
