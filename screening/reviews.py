"""What clinicians do with a response: take it, record a disposition for each card, sign off. Everything is appended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from clinic.models import Staff
from intake.models import Response
from screening.face_sheet import Card, cards_of
from screening.models import Covered, Disposition, Flag, SignOff, Taken
from screening.rule import Priority, Topic


class CardChanged(RuntimeError):
    """The card is not the one that the person saw: somebody wrote on it, or a flag came in."""


class WrongDisposition(ValueError):
    """This kind of disposition does not belong to this card, or its record is not complete. The text says what to do."""


class CardsStillOpen(RuntimeError):
    """Sign-off with cards open. ``topics`` names them."""

    def __init__(self, topics: list[str]) -> None:
        super().__init__(f"{len(topics)} cards are open")
        self.topics = topics


class NotSentYet(RuntimeError):
    """Only a response that was sent can be signed."""


class AlreadySigned(RuntimeError):
    """The response was signed off: nothing more is written on its cards."""


@transaction.atomic
def take(response: Response, *, by: Staff, now: datetime) -> Taken:
    """Record that ``by`` has this response in hand."""
    locked = _locked(response)
    newest = locked.takings.last()
    if newest and newest.by_id == by.pk:
        return newest
    return Taken.objects.create(response=locked, by=by, at=now)


@transaction.atomic
def dispose(
    response: Response,
    topic: Topic,
    *,
    kind: str,
    record: dict[str, Any],
    seen_flags: Iterable[UUID],
    seen_last: UUID | None,
    by: Staff,
    now: datetime,
) -> Disposition:
    """Record what was done about one card.

    ``seen_flags`` and ``seen_last`` are the flags and the newest disposition that the person saw on it.
    Raises CardChanged, WrongDisposition, AlreadySigned.
    """
    locked = _locked(response)
    card = next((card for card in cards_of(locked) if card.topic is topic), None)
    if card is None or {flag.pk for flag in card.flags} != set(seen_flags) or card.last_id != seen_last:
        raise CardChanged
    _check_kind(card, kind, record)
    return _append(locked, topic, kind, record, card.flags, by=by, now=now)


@transaction.atomic
def see_notes(response: Response, *, by: Staff, now: datetime) -> list[Disposition]:
    """One "seen" for all Note cards that are open. Raises AlreadySigned."""
    locked = _locked(response)
    notes = [card for card in cards_of(locked) if card.priority is Priority.NOTE and card.is_open]
    return [_append(locked, card.topic, Disposition.Kind.SEEN, {}, card.flags, by=by, now=now) for card in notes]


@transaction.atomic
def sign_off(response: Response, *, by: Staff, now: datetime) -> SignOff:
    """Close the review of the newest document. Raises NotSentYet, CardsStillOpen, AlreadySigned."""
    locked = _locked(response)
    document = locked.documents.order_by("-number").first()
    if document is None:
        raise NotSentYet
    if still_open := [card.topic.value for card in cards_of(locked) if card.is_open]:
        raise CardsStillOpen(still_open)
    return SignOff.objects.create(response=locked, document=document, by=by, at=now)


def _locked(response: Response) -> Response:
    locked = Response.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=response.pk)
    newest = locked.documents.order_by("-number").first()
    if newest and SignOff.objects.filter(document=newest).exists():
        raise AlreadySigned
    return locked


def _check_kind(card: Card, kind: str, record: dict[str, Any]) -> None:
    if card.topic is Topic.SAFETY:
        if kind not in Disposition.FOR_SAFETY:
            raise WrongDisposition("A Safety card needs one of: reached, handed over, not reached.")
        if not record.get("note"):
            raise WrongDisposition("Write what was said and agreed, or what was tried.")
        if kind == Disposition.Kind.HANDED_OVER and not record.get("who"):
            raise WrongDisposition("Write to whom it was handed over.")
        return
    if kind not in Disposition.FOR_CARDS:
        raise WrongDisposition("Choose “Talked about”, “Not relevant” or “Follow up”.")
    if kind == Disposition.Kind.NOT_RELEVANT and not record.get("note"):
        raise WrongDisposition("Write why this is not relevant.")
    if kind == Disposition.Kind.FOLLOW_UP and not record.get("note"):
        raise WrongDisposition("Write who follows up, and when.")


def _append(
    response: Response,
    topic: Topic,
    kind: str,
    record: dict[str, Any],
    flags: Iterable[Flag],
    *,
    by: Staff,
    now: datetime,
) -> Disposition:
    made = Disposition.objects.create(response=response, topic=topic.value, kind=kind, record=record, by=by, at=now)
    Covered.objects.bulk_create(Covered(disposition=made, flag=flag) for flag in flags)
    return made
