"""One response as a clinician reads it: its cards, and what stands beside them. Read from flags and frozen documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from intake.document import ANSWERED, NOT_ASKED, Document
from intake.measures import MEASURES
from intake.models import FrozenDocument, Response
from intake.questionnaire import QUESTIONS, SECTION_OF
from screening.models import Disposition, Flag
from screening.rule import Priority, Topic

FOOTER = (
    "These are topics to talk about, made from the patient's answers by fixed rules. They are not a diagnosis and do "
    "not say whether treatment is right. No flag does not mean no concern."
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """The flags of one topic, most pressing first, and what was recorded about them, oldest first."""

    topic: Topic
    priority: Priority
    flags: tuple[Flag, ...]
    dispositions: tuple[Disposition, ...]

    @property
    def is_open(self) -> bool:
        """Whether some flag on it is covered by no closing disposition."""
        covered = {flag.pk for done in self.dispositions if done.closes for flag in done.flags.all()}
        return any(flag.pk not in covered for flag in self.flags)

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
    def evidence(self) -> list[dict[str, Any]]:
        """Each piece of evidence once, in the order of the flags."""
        shown = {(item["key"], item["answer"]): item for flag in self.flags for item in flag.words["evidence"]}
        return list(shown.values())

    @property
    def prompts(self) -> list[str]:
        """Each suggested prompt once, in the order of the flags."""
        return list(dict.fromkeys(flag.words["prompt"] for flag in self.flags))


def newest_document(response: Response) -> FrozenDocument | None:
    """The newest frozen document, or None while the response is in progress."""
    return response.documents.order_by("-number").first()


def cards_of(response: Response) -> list[Card]:
    """The cards of a response in the order in which they are read.

    Flags count from the newest document; Safety flags count from every one, and from before it was sent.
    """
    newest = newest_document(response)
    flags = [
        flag
        for flag in response.flags.order_by("raised_at")
        if flag.topic == Topic.SAFETY or (newest is not None and flag.document_id == newest.pk)
    ]
    done = list(response.dispositions.select_related("by").prefetch_related("flags"))
    return merge(flags, done)


def merge(flags: list[Flag], done: list[Disposition]) -> list[Card]:
    """One card per topic at the highest priority of its flags, in order of priority and then of topic."""

    def place(flag: Flag) -> tuple[int, int, str]:
        return Topic(flag.topic).place, Priority.of(flag.priority).place, flag.rule

    cards = []
    for topic, group in groupby(sorted(flags, key=place), key=lambda flag: Topic(flag.topic)):
        together = tuple(group)
        cards.append(
            Card(
                topic=topic,
                priority=Priority.of(together[0].priority),
                flags=together,
                dispositions=tuple(one for one in done if one.topic == topic.value),
            )
        )
    return sorted(cards, key=lambda card: (card.priority.place, card.topic.place))


@dataclass(frozen=True)
class FaceSheet:
    """What a clinician reads of a response that was sent. ``frozen`` is its newest document."""

    response: Response
    frozen: FrozenDocument

    @cached_property
    def document(self) -> Document:
        return self.frozen.document

    @cached_property
    def cards(self) -> list[Card]:
        return cards_of(self.response)

    @property
    def still_open(self) -> int:
        return sum(card.is_open for card in self.cards)

    @property
    def scores(self) -> list[dict[str, Any]]:
        """Each score as "17 of 27", or None where it was not scored."""
        return [
            {"name": MEASURES[name].label, "figure": figure, "maximum": MEASURES[name].maximum}
            for name, figure in self.document.scores.items()
        ]

    @property
    def treatments(self) -> dict[str, Any]:
        """The medicines tried, as a table: ``columns`` and ``cells`` in the words as shown; empty without rows."""
        item = self.document.items.get("mood_meds", {})
        return {"columns": item["columns"], "cells": item["cells"]} if "cells" in item else {}

    def said(self, *keys: str) -> list[dict[str, str]]:
        """Questions and answers of these keys, as far as they were asked."""
        return [
            {"key": key, "question": self.document.question(key), "answer": self.document.answer(key)}
            for key in keys
            if key in self.document.items and self.document.items[key]["status"] != NOT_ASKED
        ]

    @property
    def unanswered(self) -> list[dict[str, str]]:
        """Questions that were asked and left blank, declined or doubted."""
        doubted = {item.key for item in self.document.doubts()}
        blank = [
            key
            for key, item in self.document.items.items()
            if item["status"] != NOT_ASKED and (item["status"] != ANSWERED or key in doubted)
        ]
        return self.said(*(key for key in blank if not _is_details(key)))

    @property
    def sections(self) -> Iterator[dict[str, Any]]:
        """Every section with its items, each with what was ticked and what was not."""
        for section in self.document.sections:
            items = [_full(self.document, item) for item in section["items"]]
            yield {"title": section["title"], "items": items}


def changed_safety_answers(response: Response) -> list[dict[str, Any]]:
    """Safety questions that were given more than one answer: the question, and each answer with its time."""
    by_key: dict[str, list[dict[str, Any]]] = {}
    for row in response.safety_answers.all():
        said = {**row.entry, "at": response.clinic.local(row.given_at)}
        by_key.setdefault(row.entry["key"], []).append(said)
    return [{"question": answers[0]["question"], "answers": answers} for answers in by_key.values() if len(answers) > 1]


def contact_answers(response: Response) -> list[dict[str, str]]:
    """Section A as far as it was filled in: all that staff see of an unsent form beside Safety."""
    answers = response.answers()
    return [
        {"key": key, "question": str(question.label), "answer": question.as_shown(answers[key])}
        for key, question in QUESTIONS.items()
        if SECTION_OF[key].letter == "A" and key in answers
    ]


def _is_details(key: str) -> bool:
    return bool(key in QUESTIONS and QUESTIONS[key].details_of)


def _full(document: Document, item: Any) -> dict[str, Any]:
    value = item.get("value")
    chosen = value if isinstance(value, list) else [value]
    return {
        "question": item["question"],
        "status": item["status"],
        "answer": document.answer(item["key"]),
        "rows": item.get("rows", []),
        "not_ticked": [label for code, label in item.get("options", []) if code not in chosen]
        if item["kind"] == "many" and item["status"] == ANSWERED
        else [],
    }
