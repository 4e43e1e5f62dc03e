"""The lists that a clinician starts from: open Safety items, and responses by where their review stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from clinic.models import Clinic, Staff
from intake.models import Response
from screening.face_sheet import Card, merge
from screening.models import Disposition, Flag, SignOff, Taken
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
    """A response on a list, with its cards and who took it last."""

    response: Response
    cards: list[Card]
    taken_by: Staff | None

    @property
    def notes(self) -> int:
        """How many of its cards are notes only."""
        return sum(card.is_note for card in self.cards)

    @property
    def open_safety(self) -> Card | None:
        return next((card for card in self.cards if card.is_safety and card.is_open), None)

    @property
    def waiting_since(self) -> datetime | None:
        """When the oldest open Safety flag was raised."""
        card = self.open_safety
        return min(flag.raised_at for flag in card.flags) if card else None


def responses_in(clinic: Clinic, tab: Tab) -> QuerySet[Response]:
    """The clinic's responses in this tab, by consult time."""
    signed = Exists(SignOff.objects.filter(response=OuterRef("pk")))
    begun = Exists(Taken.objects.filter(response=OuterRef("pk"))) | Exists(
        Disposition.objects.filter(response=OuterRef("pk"))
    )
    mine = Response.objects.for_clinic(clinic).with_people().by_consult()
    match tab:
        case Tab.WAITING:
            return mine.in_progress()
        case Tab.SIGNED:
            return mine.completed().filter(signed).order_by("-consult_at", "-submitted_at")
        case Tab.IN_REVIEW:
            return mine.completed().filter(~signed & begun)
        case _:
            return mine.completed().filter(~signed & ~begun)


def open_safety(clinic: Clinic) -> list[Row]:
    """Responses with an open Safety card: urgent ones first, then the longest waiting."""
    flagged = Flag.objects.for_clinic(clinic).safety().still_open().values("response")
    rows = rows_of(Response.objects.with_people().filter(pk__in=flagged))

    def place(row: Row) -> tuple[int, Any]:
        card = row.open_safety
        return (card.priority.place if card else Priority.NOTE.place), row.waiting_since

    return sorted((row for row in rows if row.open_safety), key=place)


def rows_of(responses: QuerySet[Response] | list[Response]) -> list[Row]:
    """A row for each response, with four queries in all."""
    listed = list(responses)
    flags: dict[Any, list[Flag]] = defaultdict(list)
    for flag in Flag.objects.filter(response__in=listed).order_by("raised_at"):
        flags[flag.response_id].append(flag)
    done: dict[Any, list[Disposition]] = defaultdict(list)
    for one in Disposition.objects.filter(response__in=listed).select_related("by").prefetch_related("flags"):
        done[one.response_id].append(one)
    taken = {one.response_id: one.by for one in Taken.objects.filter(response__in=listed).select_related("by")}
    return [
        Row(response=response, cards=merge(flags[response.pk], done[response.pk]), taken_by=taken.get(response.pk))
        for response in listed
    ]
