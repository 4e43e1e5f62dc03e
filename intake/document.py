"""A response as one document: each question and answer in the words as shown, with what was left blank or not asked.

Rules, pages, prints and exports read a document, never today's wording. How it is stored is not decided here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, override

from intake.answers import AnswerSet, asked_and_given, is_asked
from intake.conditions import Evidence
from intake.measures import MEASURES, SCORES
from intake.questionnaire import QUESTIONS, SECTIONS, VERSION
from intake.questions import DOUBTFUL, Question

ANSWERED, BLANK, NOT_ASKED = "answered", "blank", "not_asked"


def draw_up(answers: Mapping[str, Any], *, language: str) -> Document:
    """The document of these answers, in ``language``, with the answers of questions that were not asked left out."""
    counting = asked_and_given(QUESTIONS, answers)
    with override(language):
        sections = [
            {
                "slug": section.slug,
                "title": str(section.title),
                "items": [_item(key, question, counting) for key, question in section.questions().items()],
            }
            for section in SECTIONS
        ]
    scores = {name: MEASURES[name].compute(counting.value) for name in SCORES}
    return Document({"questionnaire": VERSION, "language": language, "sections": sections, "scores": scores})


def _item(key: str, question: Question, counting: AnswerSet) -> dict[str, Any]:
    value = counting.value(key)
    asked = is_asked(question, counting)
    item: dict[str, Any] = {
        "key": key,
        "question": str(question.label),
        "kind": question.kind,
        "status": ANSWERED if value is not None else BLANK if asked else NOT_ASKED,
    }
    if question.instrument:
        item |= {"instrument": question.instrument.title, "stem": question.instrument.stem}
    if question.options:
        item["options"] = [[code, str(label)] for code, label in question.options]
    if value is not None:
        item |= {"value": value, "answer": question.as_shown(value)}
        if question.kind == "rows":
            item |= _table(question, value)
    return item


def _table(question: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows of a repeating group: each as one text, and as a table of cells under their column names."""
    cells = question.row.base_fields
    return {
        "rows": [question.row_as_shown(row) for row in rows],
        "columns": [str(field.label) for field in cells.values()],
        "cells": [[str(field.as_shown(row.get(name))) for name, field in cells.items()] for row in rows],
    }


@dataclass(frozen=True)
class Document:
    """A document's content with the questions one may ask of it. ``content`` is plain JSON."""

    content: Mapping[str, Any]

    @cached_property
    def items(self) -> dict[str, Mapping[str, Any]]:
        """Every item by key, in the order asked."""
        return {item["key"]: item for section in self.content["sections"] for item in section["items"]}

    @property
    def sections(self) -> list[Mapping[str, Any]]:
        return list(self.content["sections"])

    @property
    def scores(self) -> Mapping[str, float | None]:
        return self.content["scores"]

    def value(self, key: str) -> Any:
        """The stored answer, or None where it is blank or was not asked."""
        return self.items[key].get("value") if key in self.items else None

    def question(self, key: str) -> str:
        """The question as shown."""
        return str(self.items[key]["question"])

    def option(self, key: str, code: str) -> str:
        """One option as shown."""
        return str(dict(self.items[key]["options"])[code])

    def answer(self, key: str, parts: tuple[str, ...] = ()) -> str:
        """The answer as shown; with ``parts``, only those options or rows of it. Blanks say which kind they are."""
        item = self.items[key]
        if item["status"] != ANSWERED:
            return gettext("Not asked") if item["status"] == NOT_ASKED else gettext("Left blank")
        if parts and item["kind"] == "rows":
            return "; ".join(item["rows"][int(part)] for part in parts)
        if parts and "options" in item:
            return "; ".join(label for code, label in item["options"] if code in parts)
        return str(item["answer"])

    def shown(self, evidence: Evidence) -> dict[str, str]:
        """Evidence in the patient's words: key, question, answer."""
        key = evidence.key
        return {"key": key, "question": self.question(key), "answer": self.answer(key, evidence.parts)}

    def doubts(self) -> Iterator[Evidence]:
        """Each "not sure" and "prefer not to answer" that was chosen, one piece of evidence an option; rows aside."""
        for key, item in self.items.items():
            value = item.get("value")
            if item["kind"] in ("one", "many"):
                for code in value if isinstance(value, list) else [value]:
                    if code in DOUBTFUL:
                        yield Evidence(key, (code,))

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over the content as canonical JSON."""
        text = json.dumps(self.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
