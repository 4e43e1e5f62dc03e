"""What a clinician reads beside the cards, out of the frozen document; of an unsent form, the little staff may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from django.conf import settings

from intake.document import ANSWERED, BLANK, NOT_ASKED, STILL_TRUE, Document, in_language
from intake.instrument import ENGLISH
from intake.measures import MEASURES
from intake.models import FrozenDocument, Response
from intake.questionnaire import QUESTIONS
from intake.questions import DOUBTFUL
from intake.sections.medicine_row import MedicineRow
from intake.visits import lines_about_companion
from screening.cards import Card, cards_of
from screening.reaching import CONTACT, Line, dialled

FOOTER = (
    "These are topics to talk about, made from the patient's answers by fixed rules. They are not a diagnosis and do "
    "not say whether treatment is right. No flag does not mean no concern."
)
MEDICINES = ("med_list", "med_kinds", "allergy_ketamine", "allergy_other")
OTHER_TREATMENTS = (
    "mood_meds_any",
    "talk_therapy",
    "talk_therapy_result",
    "brain_treatments",
    "pain_treatments",
    "pain_treatments_result",
    "ketamine_before",
    "ketamine_before_went",
    "ketamine_last",
    "ketamine_helped",
)
GETTING_HOME = ("ride_home", "no_drive_next_day", "home_support", "care_for_others")
FILLED_IN = ("filled_by", "language_help", "language_help_details")


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
    def open_cards(self) -> list[Card]:
        return [card for card in self.cards if card.is_open]

    @property
    def language(self) -> str:
        """The language of the form, in its own words."""
        return str(dict(settings.LANGUAGES).get(self.document.language, self.document.language))

    @property
    def lang(self) -> str:
        """The code of that language where staff pages must say so, else ""."""
        return "" if self.document.language == ENGLISH else self.document.language

    @property
    def shown_in_english(self) -> list[Line]:
        """The instruments that a form in another language showed in English, and whether they were left for staff."""
        found: dict[str, bool] = {}
        for item in self.document.items.values():
            if item.get("shown_in", self.document.language) != self.document.language:
                found[item["instrument"]] = found.get(item["instrument"], False) or item.get("with_staff", False)
        return [{"name": name, "left": left} for name, left in found.items()]

    @property
    def goal(self) -> str:
        return str(self.document.value("main_goal") or "")

    @property
    def anything_else(self) -> str:
        return str(self.document.value("anything_else") or "")

    @property
    def reasons(self) -> list[str]:
        """What the patient would like help with."""
        return self._chosen("reasons")

    @property
    def told(self) -> str:
        """What a health worker told the patient."""
        return self.document.english.answer("told_by_professional")

    @property
    def scores(self) -> list[Line]:
        """Each score that was due: name, figure and maximum in points; figure None where items are missing."""
        return [
            {"name": MEASURES[name].label.removesuffix(" score"), "figure": figure, "maximum": MEASURES[name].maximum}
            for name, figure in self.document.scores.items()
            if figure is not None or self._was_asked(MEASURES[name].keys[0])
        ]

    @property
    def medicines(self) -> list[Line]:
        return self.said(*MEDICINES)

    @property
    def treatments(self) -> Line:
        """The medicines tried, as a table: ``columns`` (in short) and ``cells`` in English; empty without rows."""
        item = self.document.english.items.get("mood_meds", {})
        if "cells" not in item:
            return {}
        short = _short_headings()
        columns = [short.get(column, column) for column in item["columns"]]
        return {"columns": columns, "cells": item["cells"], STILL_TRUE: item.get(STILL_TRUE)}

    @property
    def other_treatments(self) -> list[Line]:
        """The rest about treatments. That there were medicines for mood goes without saying where they are listed."""
        return self.said(*(key for key in OTHER_TREATMENTS if key != "mood_meds_any" or not self.treatments))

    @property
    def getting_home(self) -> list[Line]:
        return [*self.said(*GETTING_HOME), *lines_about_companion(self.response)]

    @property
    def filled_in(self) -> list[Line]:
        """Who filled in the form, and what help the patient asks for."""
        return self.said(*FILLED_IN)

    @property
    def contact(self) -> list[Line]:
        """How to reach the patient, as answered in the form that was sent."""
        return [dialled(line) for line in self.said(*CONTACT)]

    def said(self, *keys: str) -> list[Line]:
        """Questions and answers of these keys in English, as far as they were asked; what was typed, as typed."""
        return [self._in_english(key) for key in keys if self._was_asked(key)]

    def _in_english(self, key: str) -> Line:
        item = self.document.english.items[key]
        typed = item["kind"] == "text" and item["status"] == ANSWERED
        answer = self.document.english.answer(key)
        line = {"key": key, "question": item["question"], "answer": answer, "status": item["status"]}
        line[STILL_TRUE] = item.get(STILL_TRUE)
        return line | {"lang": self.lang if typed else ""}

    @property
    def unanswered(self) -> list[Line]:
        """Questions that were asked and left open, in groups: declined, not sure, left for staff, left blank."""
        doubts = list(self.document.doubts())
        open_items = {key: item for key, item in self.document.items.items() if item["status"] == BLANK}
        groups = {
            "Chose not to answer": [doubt.key for doubt in doubts if "prefer_not" in doubt.parts],
            "Not sure": [doubt.key for doubt in doubts if "not_sure" in doubt.parts],
            "To answer with staff": [key for key, item in open_items.items() if item.get("with_staff")],
            "Left blank": [
                key for key, item in open_items.items() if not (item.get("with_staff") or _may_be_open(key))
            ],
        }
        return [
            {"title": title, "lines": [self._in_its_section(key) for key in keys]}
            for title, keys in groups.items()
            if keys
        ]

    @property
    def sections(self) -> Iterator[Line]:
        """Every section with its items: what was ticked, what was not, and the questions that were not asked."""
        for section in self.document.sections:
            title = section.get("title_en", section["title"])
            asked = [full_line(self.document, item["key"]) for item in section["items"] if item["status"] != NOT_ASKED]
            left_out = [
                self.document.english.question(item["key"]) for item in section["items"] if item["status"] == NOT_ASKED
            ]
            yield {"slug": section["slug"], "title": title, "lines": asked, "not_asked": left_out}

    def _in_its_section(self, key: str) -> Line:
        english = self.document.english
        titles = {item["key"]: section["title"] for section in english.sections for item in section["items"]}
        return {"question": english.question(key), "section": titles[key]}

    def _was_asked(self, key: str) -> bool:
        return key in self.document.items and self.document.items[key]["status"] != NOT_ASKED

    def _chosen(self, key: str) -> list[str]:
        item = self.document.english.items[key]
        return [label for code, label in item["options"] if code in (item.get("value") or ())]


def changed_safety_answers(
    response: Response, *, only: set[str] | None = None, sent_at: datetime | None = None
) -> list[Line]:
    """Safety questions that were given more than one answer: the question, and each answer with its time.

    ``only`` keeps to these keys, or, where ``sent_at`` is given, to these keys among the answers given after it.
    """
    by_key: dict[str, list[Line]] = {}
    for row in response.safety_answers.all():
        was_sent = sent_at is not None and row.given_at <= sent_at
        if only is None or was_sent or row.entry["key"] in only:
            by_key.setdefault(row.entry["key"], []).append({**row.entry, "at": row.given_at})
    return [{**answers[0], "answers": answers} for answers in by_key.values() if len(answers) > 1]


def changed_safety_answers_of(response: Response, sheet: FaceSheet) -> list[Line]:
    """The same of a form that was sent. Of open changes, staff see only the answers that a Safety card rests on."""
    if not response.is_amending:
        return changed_safety_answers(response)
    rested_on = {item["key"] for card in sheet.cards if card.is_safety for item in card.evidence}
    return changed_safety_answers(response, only=rested_on, sent_at=sheet.frozen.frozen_at)


@cache
def _short_headings() -> dict[str, str]:
    """By the question that is asked about each medicine, what heads its column where the table is narrow."""
    fields = MedicineRow.base_fields.values()
    return {
        in_language(field.label, ENGLISH): in_language(field.in_row or MedicineRow.called, ENGLISH).capitalize()
        for field in fields
    }


def _may_be_open(key: str) -> bool:
    """The text that spells out a Yes is no question of its own."""
    return bool(key in QUESTIONS and QUESTIONS[key].details_of)


def full_line(document: Document, key: str) -> Line:
    """One answer with all that belongs to it; ``place`` is where it stands among the document's items, from 0."""
    item = document.items[key]
    value = item.get("value")
    chosen = value if isinstance(value, list) else [value]
    ticks = item["kind"] == "many" and item["status"] == ANSWERED
    line = document.said(key) | {
        "key": key,
        "place": list(document.items).index(key),
        "status": item["status"],
        STILL_TRUE: item.get(STILL_TRUE),
        "is_doubt": bool(DOUBTFUL & {code for code in chosen if isinstance(code, str)}),
    }
    in_english = document.english.items[key]
    line |= {"stem": item.get("stem", ""), "stem_en": in_english.get("stem", "")}
    for ending, words in (("", item), ("_en", in_english)):
        listed = words.get("options", []) if ticks else []
        line[f"not_ticked{ending}"] = "; ".join(label for code, label in listed if code not in chosen)
    rows = zip(item.get("rows", []), in_english.get("rows", []), strict=True)
    lang = {"lang": line["lang"]} if "lang" in line else {}
    line["entries"] = [{"row": row, "row_en": english} | lang for row, english in rows]
    return line
