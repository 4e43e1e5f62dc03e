"""Topic cards: the flags of one topic, and what clinicians recorded about them. What stands beside is elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from intake.models import FrozenDocument, Response
from intake.questionnaire import QUESTIONS
from screening.models import Disposition, Flag
from screening.rule import Priority, Topic

PLACES = {key: place for place, key in enumerate(QUESTIONS)}
FOLD_FROM = 4  # so many items of one instrument are shown folded


@dataclass(frozen=True, kw_only=True)
class Card:
    """The flags of one topic, most pressing first, and what was recorded about them, oldest first."""

    topic: Topic
    priority: Priority
    flags: tuple[Flag, ...]
    dispositions: tuple[Disposition, ...]

    @cached_property
    def open_flags(self) -> tuple[Flag, ...]:
        """Those that no disposition covers, or whose newest one leaves them open."""
        newest = {covered.flag_id: done for done in self.dispositions for covered in done.covered.all()}
        return tuple(flag for flag in self.flags if flag.pk not in newest or not newest[flag.pk].closes)

    def is_about_these(self, done: Disposition) -> bool:
        """Whether a disposition covers any flag that is on the card now; an earlier version may have had others."""
        now = {flag.pk for flag in self.flags}
        return any(covered.flag_id in now for covered in done.covered.all())

    @property
    def recorded(self) -> list[tuple[Disposition, bool]]:
        """Each disposition, oldest first, and whether it is about what is on the card now."""
        return [(done, self.is_about_these(done)) for done in self.dispositions]

    @property
    def is_open(self) -> bool:
        return bool(self.open_flags)

    @property
    def waiting_since(self) -> datetime | None:
        """When the oldest open flag was raised."""
        return min((flag.raised_at for flag in self.open_flags), default=None)

    @property
    def is_safety(self) -> bool:
        return self.topic is Topic.SAFETY

    @property
    def is_note(self) -> bool:
        return self.priority is Priority.NOTE

    @property
    def last(self) -> Disposition | None:
        return self.dispositions[-1] if self.dispositions else None

    @property
    def last_id(self) -> UUID | None:
        return self.last.pk if self.last else None

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """Each reason once, in the order of the flags: its text, and when it was first raised."""
        first: dict[str, datetime] = {}
        for flag in self.flags:
            reason = flag.words["reason"]
            first[reason] = min(first.get(reason, flag.raised_at), flag.raised_at)
        return [{"text": text, "at": at} for text, at in first.items()]

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """Each piece of evidence once: of Safety, the most pressing first; else each question once, in their order."""
        listed = [item for flag in self.flags for item in flag.words["evidence"]]
        once = {(item["key"], item.get("answer_en", item["answer"])): item for item in listed}
        if self.is_safety:
            return list(once.values())
        in_order = sorted(once.values(), key=lambda item: PLACES.get(item["key"], len(PLACES)))
        return [item for _key, same in groupby(in_order, key=lambda item: item["key"]) for item in _as_one(list(same))]

    @property
    def evidence_groups(self) -> list[dict[str, Any]]:
        """The evidence as it is shown: ``instrument`` names a group of many items that is folded, else it is ""."""
        groups: list[dict[str, Any]] = []
        for instrument, items in groupby(self.evidence, key=lambda item: _instrument(item["key"])):
            listed = list(items)
            folded = bool(instrument) and len(listed) >= FOLD_FROM and not self.is_safety
            if folded or not groups or groups[-1]["instrument"]:
                groups.append({"instrument": instrument if folded else "", "answers": listed})
            else:
                groups[-1]["answers"] += listed
        return groups

    @property
    def prompts(self) -> list[str]:
        """Each suggested prompt once, in the order of the flags."""
        return list(dict.fromkeys(flag.words["prompt"] for flag in self.flags))

    @property
    def sources(self) -> list[str]:
        """Each source of its rules once, in the order of the flags."""
        return list(dict.fromkeys(source["text"] for flag in self.flags for source in flag.words["sources"]))


def _as_one(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The evidence that several rules took from one question, as one line where each took some of what was chosen."""
    if len(items) == 1 or not all(item.get("parts") for item in items):
        return items
    between = "\n" if any("\n" in item["answer"] for item in items) else "; "
    words = [name for name in ("answer", "answer_en") if name in items[0]]
    said = {name: [part for item in items for part in str(item[name]).split(between)] for name in words}
    return [items[0] | {name: between.join(dict.fromkeys(parts)) for name, parts in said.items()}]


def _instrument(key: str) -> str:
    question = QUESTIONS.get(key)
    return str(question.instrument.title) if question and question.instrument else ""


def newest_document(response: Response) -> FrozenDocument | None:
    """The newest frozen document, or None before the first one was sent."""
    frozen: FrozenDocument | None = response.newest_document
    return frozen


def cards_of(response: Response) -> list[Card]:
    """The cards of a response in the order in which they are read."""
    newest = newest_document(response)
    carried = set(newest.carried.values_list("flag_id", flat=True)) if newest else set()
    flags = counting(response.flags.order_by("raised_at"), newest.pk if newest else None, carried)
    done = list(response.dispositions.select_related("by").prefetch_related("covered", "taps"))
    return merge(flags, done)


def counting(flags: Iterable[Flag], newest: UUID | None, carried: Collection[UUID] = ()) -> list[Flag]:
    """The flags that count: those raised on the newest document or carried over into it; of Safety every one."""
    return [flag for flag in flags if flag.is_safety or (newest and (flag.document_id == newest or flag.pk in carried))]


def merge(flags: list[Flag], done: list[Disposition]) -> list[Card]:
    """One card per topic at the highest priority of its flags, in order of priority and then of topic."""

    def place(flag: Flag) -> tuple[int, int, str]:
        return flag.topic.place, Priority.of(flag.priority).place, flag.rule

    cards = []
    for topic, group in groupby(sorted(flags, key=place), key=lambda flag: flag.topic):
        together = tuple(group)
        cards.append(
            Card(
                topic=topic,
                priority=Priority.of(together[0].priority),
                flags=together,
                dispositions=tuple(one for one in done if one.topic is topic),
            )
        )
    return sorted(cards, key=lambda card: (card.priority.place, card.topic.place))
