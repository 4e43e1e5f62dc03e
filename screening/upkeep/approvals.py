"""Approving the rules for a clinic: by a named person, for exactly the book that was shown. Approvals only grow."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from clinic import audit
from clinic.audit import Action
from clinic.models import Clinic, Staff
from intake.questionnaire import VERSION
from screening.rulebook import written
from screening.rules import RULEBOOK_VERSION
from screening.upkeep.models import RulesApproval
from screening.upkeep.numbers import policy_in_force


class AnotherBook(RuntimeError):
    """The rules are not those that the person read: the software was renewed in the meantime."""


@lru_cache(maxsize=1)
def digest_of_book() -> str:
    """SHA-256 (hex) of the rulebook as this program writes it."""
    return hashlib.sha256(written().encode()).hexdigest()


@transaction.atomic
def approve_rules(clinic: Clinic, *, digest: str, by: Staff, now: datetime) -> RulesApproval:
    """Record that ``by`` approves the book of this digest. The same approval given twice is kept once.

    Raises AnotherBook.
    """
    if digest != digest_of_book():
        raise AnotherBook
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    policy = policy_in_force(locked)
    same = locked.rules_approvals.filter(by=by, digest=digest).first()
    if same and same.policy == policy:
        return same
    made = RulesApproval.objects.create(
        clinic=locked,
        version=RULEBOOK_VERSION,
        questionnaire=VERSION,
        digest=digest,
        policy=policy,
        by=by,
        at=now,
    )
    audit.record(Action.RULES_APPROVED, clinic=locked, by=by, now=now, version=RULEBOOK_VERSION)
    return made


def standing_approval(clinic: Clinic) -> RulesApproval | None:
    """The newest approval of the rules as they are now, under the numbers that the clinic has now, or None."""
    newest = clinic.rules_approvals.filter(digest=digest_of_book()).select_related("by").first()
    return newest if newest and newest.policy == policy_in_force(clinic) else None
