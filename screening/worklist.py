"""The lists that a clinician starts from: open Safety items, and responses by where their review stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When, prefetch_related_objects

from clinic.models import Clinic, Staff
from intake.models import FrozenDocument, Response
from screening.cards import Card, counting, merge
from screening.handing_over import pending
from screening.models import CarriedOver, Disposition, Flag, HandOver, Notice, SignOff, Taken
from screening.rule import Priority


class Tab(Enum):
    """Where a review stands: (code in the address, name on screen)."""

    TO_REVIEW = ("to-review", "To review")
    IN_REVIEW = ("in-review", "In review")
    WAITING = ("waiting", "Waiting for patient")
    SIGNED = ("signed", "Signed")

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label

    @classmethod
    def of(cls, code: str | None) -> Tab:
        """The tab with this code; the first one for any other."""
        return next((tab for tab in cls if tab.code == code), cls.TO_REVIEW)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A response on a list, with its cards, who has it, who is asked to take it, and its sign-off.

    ``signed`` is that of the newest document, which was ``changed_at`` if it is not the first; ``reopened`` is the
    last one before the change, where there is none yet.
    """

    response: Response
    cards: list[Card]
    taken: Taken | None
    asked: HandOver | None
    signed: SignOff | None
    changed_at: datetime | None = None
    reopened: SignOff | None = None
    notice: Notice | None = None  # the newest, with its acknowledgement if it has one

    @property
    def tab(self) -> Tab:
        """Where its review stands, as responses_in decides it."""
        sent = self.response.submitted_at
        if sent is None:
            return Tab.WAITING
        if self.signed:
            return Tab.SIGNED
        done = [one.at for card in self.cards for one in card.dispositions] + ([self.taken.at] if self.taken else [])
        closed = self.reopened.at if self.reopened else None
        begun = any(at >= sent and (closed is None or at > closed) for at in done)
        return Tab.IN_REVIEW if begun else Tab.TO_REVIEW

    @property
    def by_priority(self) -> list[tuple[Priority, list[Card]]]:
        """The cards that are to be talked about, as they are grouped on screen. Notes are only counted."""
        groups = [(priority, [card for card in self.cards if card.priority is priority]) for priority in Priority]
        return [(priority, cards) for priority, cards in groups if cards and priority is not Priority.NOTE]

    @property
    def notes(self) -> int:
        """How many of its cards are notes only."""
        return sum(card.is_note for card in self.cards)

    @property
    def has_open_notes(self) -> bool:
        return any(card.is_note and card.is_open for card in self.cards)

    @property
    def still_open(self) -> int:
        return sum(card.is_open for card in self.cards)

    @property
    def open_safety(self) -> Card | None:
        return next((card for card in self.cards if card.is_safety and card.is_open), None)


def responses_in(clinic: Clinic, tab: Tab) -> QuerySet[Response]:
    """The clinic's responses in this tab, by consult time. A later document reopens the review."""
    mine = Response.objects.for_clinic(clinic).with_people().by_consult()
    if tab is Tab.WAITING:
        return mine.in_progress()
    unsigned = Exists(
        FrozenDocument.objects.filter(response=OuterRef("pk"), amended_by__isnull=True, sign_off__isnull=True)
    )
    if tab is Tab.SIGNED:
        return mine.completed().filter(~unsigned)
    # Work on a Safety item of an unsent form is no review of what was sent later. What a sign-off closed is over.
    since = {"response": OuterRef("pk"), "at__gte": OuterRef("submitted_at")}
    closed = SignOff.objects.filter(response=OuterRef("response"), at__gte=OuterRef("at"))
    begun = Exists(Taken.objects.in_force().filter(**since)) | Exists(
        Disposition.objects.filter(~Exists(closed), **since)
    )
    return mine.completed().filter(unsigned, begun if tab is Tab.IN_REVIEW else ~begun)


def in_order(responses: QuerySet[Response], tab: Tab, *, now: datetime) -> QuerySet[Response]:
    """As a tab lists them: by consult. Unsent forms whose consult has passed come last; signed ones latest first."""
    if tab is Tab.SIGNED:
        return responses.order_by(F("consult_at").desc(nulls_last=True), "-submitted_at")
    if tab is Tab.WAITING:
        passed = Case(When(consult_at__lt=now, then=Value(1)), default=Value(0))
        return responses.order_by(passed, F("consult_at").asc(nulls_last=True), "created_at")
    return responses


def next_up(person: Staff) -> Response | None:
    """What this person may want to review next: the first that nobody has begun and whose consult is no colleague's."""
    to_review = responses_in(person.clinic, Tab.TO_REVIEW)
    return to_review.filter(Q(clinician=None) | Q(clinician=person)).first()


def open_safety(clinic: Clinic) -> list[Row]:
    """Responses with an open Safety card: urgent ones first, then the longest waiting."""
    flagged = Flag.objects.for_clinic(clinic).safety().still_open().values("response")
    rows = rows_of(Response.objects.for_clinic(clinic).with_people().filter(pk__in=flagged))

    def place(row: Row) -> tuple[int, Any]:
        card = row.open_safety
        return (card.priority.place, card.waiting_since) if card else (len(Priority), row.response.created_at)

    return sorted((row for row in rows if row.open_safety), key=place)


def rows_of(responses: Iterable[Response]) -> list[Row]:
    """A row for each response, with the same few queries however many there are.

    The responses come with their people.
    """
    listed = list(responses)
    prefetch_related_objects([response for response in listed if not response.is_sent], "pages")
    newest = _newest_documents(listed)
    flags = _by_response(Flag.objects.filter(response__in=listed).order_by("raised_at"))
    done = _by_response(
        Disposition.objects.filter(response__in=listed).select_related("by").prefetch_related("covered")
    )
    taken = {one.response_id: one for one in Taken.objects.in_force().filter(response__in=listed).select_related("by")}
    notices = {one.response_id: one for one in _notices_of(listed)}
    asked = {one.response_id: one for one in pending().filter(response__in=listed)}
    signed = _by_response(SignOff.objects.filter(response__in=listed).select_related("by").order_by("at"))
    carried = _carried_into(newest.values())
    rows = []
    for response in listed:
        document, sign_offs = newest.get(response.pk), signed[response.pk]
        counts = counting(flags[response.pk], document.pk, carried) if document else counting(flags[response.pk], None)
        closed = next((one for one in sign_offs if document and one.document_id == document.pk), None)
        rows.append(
            Row(
                response=response,
                cards=merge(counts, done[response.pk]),
                taken=taken.get(response.pk),
                notice=notices.get(response.pk),
                asked=asked.get(response.pk),
                signed=closed,
                changed_at=document.frozen_at if document and document.number > 1 else None,
                reopened=sign_offs[-1] if sign_offs and not closed else None,
            )
        )
    return rows


def _notices_of(responses: list[Response]) -> QuerySet[Notice]:
    """The notices of these responses, the newest last."""
    known = Notice.objects.filter(response__in=responses).select_related("acknowledgement__by")
    return known.order_by("opened_at")


def _newest_documents(responses: list[Response]) -> dict[UUID, FrozenDocument]:
    """Each response's newest document without its content, by the response's id."""
    known = FrozenDocument.objects.filter(response__in=responses, amended_by__isnull=True)
    return {one.response_id: one for one in known.only("response_id", "number", "frozen_at")}


def _carried_into(documents: Iterable[FrozenDocument]) -> set[UUID]:
    """The flags that stand in these documents and were raised on earlier ones."""
    return set(CarriedOver.objects.filter(document__in=documents).values_list("flag_id", flat=True))


def _by_response(rows: Any) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.response_id].append(row)
    return grouped
