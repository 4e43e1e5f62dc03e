"""A response as one document: each question and answer in the words as shown, with what was left blank or not asked.

Rules, pages, prints and exports read a document, never today's wording. One in another language holds the English
wording beside, drawn up at the same moment, because rules and staff read English. How it is stored is not decided here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy, override

from intake.answers import AnswerSet, asked_and_given, is_asked
from intake.conditions import Evidence
from intake.instrument import DECLINED, ENGLISH
from intake.measures import MEASURES, SCORES
from intake.questionnaire import QUESTIONS, SECTIONS, VERSION
from intake.questions import DOUBTFUL, Question
from intake.with_staff import left_for_staff

ANSWERED, BLANK, NOT_ASKED = "answered", "blank", "not_asked"
IN_ENGLISH = "in_english"
STILL_TRUE = "still_true"


def draw_up(answers: Mapping[str, Any], *, language: str, still_true: Mapping[str, Any] | None = None) -> Document:
    """The document of these answers, in ``language``, with the answers of questions that were not asked left out.

    ``still_true``: by key, where an answer was told first that the patient only confirmed (earlier.py).
    """
    counting = asked_and_given(QUESTIONS, answers)
    left = left_for_staff(QUESTIONS, answers, language)
    sections = [
        {
            "slug": section.slug,
            "title": in_language(section.title, language),
            "items": [
                _item(key, question, counting, language)
                | ({"with_staff": True} if key in left else {})
                | ({STILL_TRUE: still_true[key]} if still_true and key in still_true and key in counting else {})
                for key, question in section.questions().items()
            ],
        }
        | ({} if language == ENGLISH else {"title_en": in_language(section.title, ENGLISH)})
        for section in SECTIONS
    ]
    scores = {name: MEASURES[name].compute(counting.value) for name in SCORES}
    return Document({"questionnaire": VERSION, "language": language, "sections": sections, "scores": scores})


def in_language(words: Any, language: str) -> str:
    """Words that depend on the language in force, in this one."""
    with override(language):
        return str(words)


def in_words(question: Question, value: Any, *, language: str) -> dict[str, str]:
    """``question`` and ``answer`` as shown; of another language also ``lang``, ``question_en`` and ``answer_en``."""
    with override(language):
        shown = {"question": str(question.label), "answer": question.as_shown(value)}
    if language == ENGLISH:
        return shown
    with override(ENGLISH):
        return shown | {"lang": language, "question_en": str(question.label), "answer_en": question.as_shown(value)}


def _item(key: str, question: Question, counting: AnswerSet, language: str) -> dict[str, Any]:
    value = counting.value(key)
    asked = is_asked(question, counting)
    item = _wording(key, value, language)
    item |= {
        "key": key,
        "kind": question.kind,
        "status": ANSWERED if value is not None else BLANK if asked else NOT_ASKED,
    }
    if value is not None:
        item["value"] = value
    if question.instrument:
        item |= {"instrument": question.instrument.title, "shown_in": question.instrument.shown_in(language)}
    if language != ENGLISH:
        item[IN_ENGLISH] = _wording(key, value, ENGLISH)
    return item


def _wording(key: str, value: Any, language: str) -> dict[str, Any]:
    """Everything of an item that is words."""
    words = asked_words(key, language)
    if "options" in words:
        words = {**words, "options": [list(option) for option in words["options"]]}
    if value is None:
        return {**words}
    question = QUESTIONS[key]
    with override(language):
        table = _table(question, value) if question.kind == "rows" else {}
        return {**words, "answer": question.as_shown(value), **table}


@cache
def asked_words(key: str, language: str) -> Mapping[str, Any]:
    """What is asked, whoever answers. Not for anybody to change."""
    question = QUESTIONS[key]
    with override(language):
        words: dict[str, Any] = {"question": str(question.label)}
        if question.instrument:
            words["stem"] = question.instrument.stem_shown
        if question.options:
            words["options"] = [(code, str(label)) for code, label in question.options]
    return MappingProxyType(words)


def _table(question: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows of a repeating group: each as one text, and as a table of cells under their column names."""
    cells = question.row.base_fields
    return {
        "rows": [question.row_as_shown(row) for row in rows],
        "columns": [str(field.label) for field in cells.values()],
        "cells": [[str(field.as_shown(row.get(name))) for name, field in cells.items()] for row in rows],
    }


def _why_blank(item: Mapping[str, Any]) -> Any:
    if item["status"] == NOT_ASKED:
        return gettext_lazy("Not asked")
    return gettext_lazy("To answer with staff") if item.get("with_staff") else gettext_lazy("Left blank")


@dataclass(frozen=True)
class Document:
    """A document's content with the questions one may ask of it. ``content`` is plain JSON."""

    content: Mapping[str, Any]

    @property
    def language(self) -> str:
        """The language of the words as shown."""
        return str(self.content["language"])

    @cached_property
    def english(self) -> Document:
        """The same answers in the English words that were drawn up with it."""
        if self.language == ENGLISH:
            return self
        sections = [
            {
                **section,
                "title": section["title_en"],
                "items": [{**item, **item[IN_ENGLISH]} for item in section["items"]],
            }
            for section in self.content["sections"]
        ]
        return Document({**self.content, "language": ENGLISH, "sections": sections})

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
            return in_language(_why_blank(item), self.language)
        if parts and item["kind"] == "rows":
            return "\n".join(item["rows"][int(part)] for part in parts)
        if parts and "options" in item:
            return "; ".join(label for code, label in item["options"] if code in parts)
        return str(item["answer"])

    def languages(self, key: str) -> tuple[str, str]:
        """The languages of a question and of its answer as shown: an instrument may have been shown in English."""
        item = self.items[key]
        shown_in = item.get("shown_in", self.language)
        is_theirs = item["status"] == ANSWERED and item["value"] != DECLINED  # which is an option of our own
        return shown_in, shown_in if is_theirs else self.language

    def said(self, key: str, parts: tuple[str, ...] = ()) -> dict[str, str]:
        """A question and its answer as shown: ``question`` and ``answer``.

        In another language than English also ``question_en``, ``answer_en``, and ``lang`` for the words as shown.
        """
        shown = {"question": self.question(key), "answer": self.answer(key, parts)}
        if self.language == ENGLISH:
            return shown
        lang = self.items[key].get("shown_in", self.language)
        english = {"question_en": self.english.question(key), "answer_en": self.english.answer(key, parts)}
        return shown | english | {"lang": lang}

    def shown(self, evidence: Evidence) -> dict[str, str]:
        """Evidence in the patient's words: key, question, answer, and English beside any other language."""
        return {"key": evidence.key, **self.said(evidence.key, evidence.parts)}

    def counted(self, evidence: Evidence) -> Any:
        """The stored value behind a piece of evidence: only its parts, where only some options or rows of it count."""
        value = self.value(evidence.key)
        if evidence.parts and isinstance(value, list):
            rows = self.items[evidence.key]["kind"] == "rows"
            return [value[int(part)] for part in evidence.parts] if rows else list(evidence.parts)
        return value

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
