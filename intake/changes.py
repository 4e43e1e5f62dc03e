"""What is different between two documents of one response, in the words as shown. Pure: what was sent decides."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from intake.document import NOT_ASKED, Document, in_language
from intake.instrument import ENGLISH
from intake.questionnaire import QUESTIONS

NOTHING = {"status": NOT_ASKED}


def changed(before: Document, after: Document) -> list[dict[str, str]]:
    """Each question whose answer is another one now: key, question, before and after, in the order asked.

    Blanks and questions that are not asked any more, or were not asked before, say so. Other words for the same
    answer, in another language or version, are no change. English stands beside another language, as in a document.
    """
    keys = [*after.items, *(key for key in before.items if key not in after.items)]
    return [_change(key, before, after) for key in keys if _state(key, before) != _state(key, after)]


def by_patient(changes: list[dict[str, str]]) -> list[dict[str, str]]:
    """Those that the patient made: without what the application works out itself."""
    return [one for one in changes if one["key"] not in QUESTIONS or not QUESTIONS[one["key"]].worked_out]


def _state(key: str, document: Document) -> tuple[Any, ...]:
    item = document.items.get(key, NOTHING)
    return item["status"], item.get("value"), item.get("with_staff")


def _change(key: str, before: Document, after: Document) -> dict[str, str]:
    told = after if key in after.items else before
    words = {"key": key, "question": told.question(key), "before": _said(key, before), "after": _said(key, after)}
    if before.language == after.language == ENGLISH:
        return words
    english = _change(key, before.english, after.english)
    lang = told.items[key].get("shown_in", told.language)
    return words | {f"{name}_en": english[name] for name in ("question", "before", "after")} | {"lang": lang}


def _said(key: str, document: Document) -> str:
    return document.answer(key) if key in document.items else in_language(gettext_lazy("Not asked"), document.language)
