"""What signing in and the own account leave in the audit trail: who was not let in, and what changed. No secrets."""

from __future__ import annotations

from django.utils import timezone

from clinic.audit import Action, record
from clinic.models import Staff


def not_let_in(person: Staff | None, *, how: str) -> None:
    """A password, a code or a passkey was not right, or there were too many tries.

    An address that is nobody's is not written down: people type their password there.
    """
    clinic = person.clinic if person else None
    record(Action.SIGN_IN_REFUSED, clinic=clinic, now=timezone.now(), subject=person or "", how=how)


def account_changed(person: Staff, what: str, **details: str) -> None:
    """Somebody changed how they sign in, or ended a session of theirs."""
    record(
        Action.STAFF_CHANGED, clinic=person.clinic, by=person, now=timezone.now(), subject=person, what=what, **details
    )
