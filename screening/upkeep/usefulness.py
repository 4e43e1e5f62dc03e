"""Whether a card was of use, in one tap, by whoever recorded what was done about it. Never asked for, never needed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from clinic import audit
from clinic.audit import Action
from clinic.models import Staff
from screening.models import Disposition
from screening.upkeep.models import Usefulness


class NotAsked(ValueError):
    """This is not asked of this person, or not about this disposition."""


def may_tap(disposition: Disposition, by: Staff) -> bool:
    """Whether this person may say so of this disposition.

    Not of Safety, where nothing may be lowered for want of use, and not of notes, which are seen all at once.
    """
    return disposition.by_id == by.pk and disposition.kind in Disposition.FOR_CARDS


@transaction.atomic
def tap(disposition: Disposition, *, is_useful: bool, by: Staff, now: datetime) -> Usefulness:
    """Record what the person says; the same said twice is kept once. Raises NotAsked."""
    if not may_tap(disposition, by):
        raise NotAsked
    locked = (
        Disposition.objects.select_for_update(of=("self",)).select_related("response__clinic").get(pk=disposition.pk)
    )
    last = locked.taps.last()
    if last and last.is_useful == is_useful:
        return last
    made = Usefulness.objects.create(disposition=locked, is_useful=is_useful, by=by, at=now)
    audit.record(Action.RATED, clinic=locked.response.clinic, by=by, now=now, subject=locked.response)
    return made
