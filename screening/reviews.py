"""What clinicians do with a response: take it, record a disposition for each card, sign off. Everything is appended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from clinic import audit
from clinic.audit import Action
from clinic.models import Staff
from intake.models import Response
from screening.cards import Card, cards_of, newest_document
from screening.models import Covered, Disposition, Flag, HandOver, SignOff, Taken
from screening.notices import acknowledge
from screening.rule import Topic

Kind = Disposition.Kind

# What each kind of disposition puts on record, and which of it must be there: (name, what to do if it is missing).
RECORDS: dict[str, tuple[str, ...]] = {
    Kind.TALKED_ABOUT: ("note",),
    Kind.NOT_RELEVANT: ("note",),
    Kind.FOLLOW_UP: ("who", "when", "note"),
    Kind.SEEN: (),
    Kind.REACHED: ("note", "agreed"),
    Kind.HANDED_OVER: ("who", "note", "agreed"),
    Kind.NOT_REACHED: ("note", "agreed"),
}
NEEDED: dict[str, tuple[tuple[str, str], ...]] = {
    Kind.NOT_RELEVANT: (("note", "Write why this is not relevant."),),
    Kind.FOLLOW_UP: (("who", "Write who follows up."), ("when", "Write when this is followed up.")),
    Kind.REACHED: (("note", "Write what was said."), ("agreed", "Write what was agreed, and what happens next.")),
    Kind.HANDED_OVER: (("who", "Write to whom it was handed over."), ("note", "Write what was said or tried.")),
    Kind.NOT_REACHED: (("note", "Write what was tried, and when."),),
}


class CardChanged(RuntimeError):
    """The card is not the one that the person saw: somebody wrote on it, or a flag came in."""


class WrongDisposition(ValueError):
    """This disposition does not belong to this card, or its record is not complete.

    ``faults`` says what to do, by the name of the field: kind, or a part of the record.
    """

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


class SomeRefused(ValueError):
    """Of several cards, some cannot be recorded as asked, so none was. ``faults``: by topic, why."""

    def __init__(self, faults: dict[Topic, CardChanged | WrongDisposition]) -> None:
        super().__init__(f"{len(faults)} cards cannot be recorded")
        self.faults = faults


class TakenMeanwhile(RuntimeError):
    """Somebody else has the response than the person thought. ``by`` is who, or None."""

    def __init__(self, by: Staff | None) -> None:
        super().__init__("taken in the meantime")
        self.by = by


class CardsStillOpen(RuntimeError):
    """Sign-off with cards open. ``topics`` names them."""

    def __init__(self, topics: list[Topic]) -> None:
        super().__init__(f"{len(topics)} cards are open")
        self.topics = topics


class NotSentYet(RuntimeError):
    """Only a response that was sent can be signed."""


class AmendedMeanwhile(RuntimeError):
    """The patient sent changes since the page was drawn: the newest document is not the one that the person read."""


class AlreadySigned(RuntimeError):
    """The newest document was signed off: nothing more is written on its cards, but for a Safety card that is open."""


@transaction.atomic
def take(response: Response, *, by: Staff, now: datetime, over_from: UUID | None = None) -> Taken:
    """Record that ``by`` has this response in hand, which acknowledges its safety notice.

    ``over_from`` is the id of whoever has it so far, as the person saw it; None: nobody. So two people who both take
    an item that nobody has do not both believe that it is theirs. Whoever handed it over and takes it again keeps it.
    Raises TakenMeanwhile, AlreadySigned.
    """
    locked = lock_for_safety(response)
    newest = locked.takings.in_force().last()
    if newest and newest.by_id == by.pk and not handed_on(locked, newest):
        acknowledge(locked, by=by, now=now)
        return newest
    if (newest.by_id if newest else None) != over_from:
        raise TakenMeanwhile(newest.by if newest else None)
    taken = Taken.objects.create(response=locked, by=by, at=now)
    acknowledge(locked, by=by, now=now)
    audit.record(Action.TOOK, clinic=locked.clinic, by=by, now=now, subject=locked)
    return taken


def handed_on(response: Response, newest: Taken | None) -> HandOver | None:
    """The colleague who was asked to take the response and has not yet; ``newest`` is its newest taking."""
    asked = response.hand_overs.select_related("by", "to").last()
    if asked is None or response.sign_offs.filter(at__gte=asked.at).exists():
        return None
    return asked if newest is None or newest.at < asked.at else None


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
    """Record what was done about one card; whoever records takes a response that nobody has.

    ``record`` keeps what belongs to the kind; the rest of it is left out. ``seen_flags`` and ``seen_last`` are the
    flags and the newest disposition that the person saw on the card. The same record sent twice is kept once.
    Raises CardChanged, WrongDisposition, AlreadySigned.
    """
    locked = _locked(response)
    card = next((card for card in cards_of(locked) if card.topic is topic), None)
    signed = _is_signed(locked)
    if signed and topic is not Topic.SAFETY:
        raise AlreadySigned
    if card is None:
        raise CardChanged
    kept = _checked(card, kind, record)
    if repeated := _sent_twice(card, kind, kept, seen_last, by):
        return repeated
    if signed and not card.is_open:
        raise AlreadySigned
    if {flag.pk for flag in card.flags} != set(seen_flags) or card.last_id != seen_last:
        raise CardChanged
    if not locked.takings.in_force().exists():
        Taken.objects.create(response=locked, by=by, at=now)
    made = _append(locked, topic, kind, kept, card.flags, by=by, now=now)
    if card.is_safety:
        acknowledge(locked, by=by, now=now)
    audit.record(Action.DISPOSED, clinic=locked.clinic, by=by, now=now, subject=locked, disposition=str(made.pk))
    return made


@transaction.atomic
def dispose_several(
    response: Response, chosen: Mapping[Topic, Mapping[str, Any]], *, by: Staff, now: datetime
) -> list[Disposition]:
    """Record on each of these cards what was chosen for it, as ``dispose`` does: on all of them or on none.

    ``chosen``: by topic, the keywords of dispose. A Safety card is never among them: it is recorded by itself.
    Raises SomeRefused, AlreadySigned.
    """
    made: list[Disposition] = []
    faults: dict[Topic, CardChanged | WrongDisposition] = {}
    for topic, given in chosen.items():
        try:
            if topic is Topic.SAFETY:
                raise WrongDisposition({"kind": "A Safety card is recorded by itself."})
            made.append(dispose(response, topic, **given, by=by, now=now))
        except (CardChanged, WrongDisposition) as fault:
            faults[topic] = fault
    if faults:
        raise SomeRefused(faults)
    return made


@transaction.atomic
def see_notes(response: Response, *, seen_flags: Iterable[UUID], by: Staff, now: datetime) -> list[Disposition]:
    """One "seen" for all open Note cards that the person saw; one that has changed since stays open.

    Raises AlreadySigned.
    """
    locked = lock(response)
    seen = set(seen_flags)
    notes = [card for card in cards_of(locked) if card.is_note and card.is_open]
    made = [
        _append(locked, card.topic, Kind.SEEN, {}, card.flags, by=by, now=now)
        for card in notes
        if seen.issuperset(flag.pk for flag in card.flags)
    ]
    if made:
        audit.record(Action.NOTES_SEEN, clinic=locked.clinic, by=by, now=now, subject=locked)
    return made


@transaction.atomic
def sign_off(response: Response, *, read: UUID | None, by: Staff, now: datetime) -> SignOff:
    """Close the review of the newest document; ``read`` is the id of the one that the person had before them.

    Raises NotSentYet, AmendedMeanwhile, CardsStillOpen, AlreadySigned.
    """
    locked = lock(response)
    document = newest_document(locked)
    if document is None:
        raise NotSentYet
    if document.pk != read:
        raise AmendedMeanwhile
    if still_open := [card.topic for card in cards_of(locked) if card.is_open]:
        raise CardsStillOpen(still_open)
    signed = SignOff.objects.create(response=locked, document=document, by=by, at=now)
    audit.record(Action.SIGNED_OFF, clinic=locked.clinic, by=by, now=now, subject=locked, document=str(document.pk))
    return signed


def lock(response: Response) -> Response:
    """The response, locked: nobody else writes about it until the transaction ends. Raises AlreadySigned."""
    locked = _locked(response)
    if _is_signed(locked):
        raise AlreadySigned
    return locked


def lock_for_safety(response: Response) -> Response:
    """The same for what a Safety card needs: while one is open, a signed review is not closed to it."""
    locked = _locked(response)
    if _is_signed(locked) and not any(card.is_safety and card.is_open for card in cards_of(locked)):
        raise AlreadySigned
    return locked


def _locked(response: Response) -> Response:
    return Response.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=response.pk)


def _is_signed(response: Response) -> bool:
    """Whether the newest document was signed off."""
    newest = newest_document(response)
    return newest is not None and SignOff.objects.filter(document=newest).exists()


def on_consult_settled(sender: type[Response], *, response: Response, **_more: Any) -> bool:
    """A consult whose review was signed off has taken place."""
    return _is_signed(response)


def _checked(card: Card, kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """The part of the record that belongs to this kind. Raises WrongDisposition."""
    if card.is_safety and kind not in Disposition.FOR_SAFETY:
        raise WrongDisposition({"kind": "Choose “Reached the patient”, “Handed over” or “Not reached”."})
    if not card.is_safety and kind not in Disposition.FOR_CARDS:
        raise WrongDisposition({"kind": "Choose “Talked about”, “Not relevant” or “Follow up”."})
    if faults := {name: to_do for name, to_do in NEEDED.get(kind, ()) if not record.get(name)}:
        raise WrongDisposition(faults)
    return {name: record[name] for name in RECORDS[kind] if record.get(name)}


def _sent_twice(card: Card, kind: str, record: dict[str, Any], seen: UUID | None, by: Staff) -> Disposition | None:
    """The newest disposition, if it is this very one: a double click, or the page sent again."""
    last, before = card.last, card.dispositions[-2] if len(card.dispositions) > 1 else None
    if last is None or (before.pk if before else None) != seen:
        return None
    return last if (last.by_id, last.kind, last.record) == (by.pk, kind, record) else None


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
    made = Disposition.objects.create(
        response=response,
        is_safety=topic is Topic.SAFETY,
        kind=kind,
        words={"topic": topic.value, "record": record},
        by=by,
        at=now,
    )
    Covered.objects.bulk_create(Covered(disposition=made, flag=flag) for flag in flags)
    return made
