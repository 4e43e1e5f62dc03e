"""Handing a response over to a colleague: it stays with whoever has it until the colleague takes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from clinic import audit
from clinic.audit import Action
from clinic.models import Staff
from intake.models import Response
from screening.access import REVIEWS
from screening.models import HandOver, SignOff, Taken
from screening.reviews import TakenMeanwhile, handed_on, lock_for_safety


class NoColleague(ValueError):
    """Nobody to hand over to: not of this clinic, not a clinician, no longer here, or the person themselves."""


def colleagues_of(person: Staff) -> QuerySet[Staff]:
    """Whom this person can hand a response over to, by name."""
    here = Staff.objects.filter(clinic=person.clinic_id, is_active=True, role__in=REVIEWS)
    return here.exclude(pk=person.pk).order_by("name")


@transaction.atomic
def hand_over(response: Response, to: Staff, *, note: str, by: Staff, now: datetime) -> HandOver:
    """Ask a colleague to take the response; ``note`` is what they should know.

    Only whoever has it can ask, and anybody while nobody has it. Asking the same colleague twice is kept once.
    Raises NoColleague, TakenMeanwhile, AlreadySigned.
    """
    locked = lock_for_safety(response)
    if not colleagues_of(by).filter(pk=to.pk).exists():
        raise NoColleague
    newest = locked.takings.in_force().select_related("by").last()
    if newest and newest.by_id != by.pk:
        raise TakenMeanwhile(newest.by)
    asked = handed_on(locked, newest)
    if asked and (asked.by_id, asked.to_id, asked.note) == (by.pk, to.pk, note):
        return asked
    made = HandOver.objects.create(response=locked, by=by, to=to, words={"note": note}, at=now)
    audit.record(Action.HANDED_OVER, clinic=locked.clinic, by=by, now=now, subject=locked, to=str(to.pk))
    return made


def pending() -> QuerySet[HandOver]:
    """Those that nobody has answered: no later one, nobody took the response since, and no sign-off came after."""
    later = HandOver.objects.filter(response=OuterRef("response"), at__gt=OuterRef("at"))
    taken = Taken.objects.filter(response=OuterRef("response"), at__gte=OuterRef("at"))
    signed = SignOff.objects.filter(response=OuterRef("response"), at__gte=OuterRef("at"))
    return HandOver.objects.filter(~Exists(later), ~Exists(taken), ~Exists(signed)).select_related("by", "to")


def handed_to(person: Staff) -> QuerySet[HandOver]:
    """What colleagues ask this person to take, oldest first."""
    mine = pending().filter(to=person, response__clinic=person.clinic_id)
    return mine.select_related("response__patient", "response__clinic", "by").order_by("at")
