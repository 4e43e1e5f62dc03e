"""One question and its answer on staff's paper, in English, with the words as shown and what was said in the room.

Which questions stand on which paper is decided in papers.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clinic.models import Clinic
from clinic.templatetags.clock import moment
from intake.instrument import ENGLISH
from intake.paper.sheet import Aside, Entry
from screening.still_true import LONG, SHORT, since_when, told_on

Item = Mapping[str, Any]
Said = Iterable[Mapping[str, Any]]


def in_english(line: Item, name: str) -> str:
    """A part of a line in English, whatever language it was shown in."""
    return str(line.get(f"{name}_en", line[name]))


def full_entry(line: Item, said: Said, clinic: Clinic) -> Entry:
    """Among all answers: with what was not ticked."""
    rows = [entry["row_en"] for entry in line["entries"]]
    answer = tuple(rows or in_english(line, "answer").splitlines() or [""])
    not_ticked = line.get("not_ticked_en") or line.get("not_ticked")
    asides = [Aside(label="Not ticked:", words=not_ticked)] if not_ticked else []
    return Entry(
        question=in_english(line, "question"),
        answer=answer,
        is_blank=line["status"] == "blank",
        asides=(*asides, *_as_shown(line), *_confirmed(line, clinic), *_in_room(said, clinic)),
        answer_lang=_language_of_answer(line),
    )


def evidence_entry(line: Item, said: Said, clinic: Clinic) -> Entry:
    """On a card that rests on it."""
    return Entry(
        question=in_english(line, "question"),
        answer=tuple(in_english(line, "answer").splitlines()),
        asides=(*_as_shown(line), *_in_room(said, clinic)),
        answer_lang=_language_of_answer(line),
    )


def entry_of_line(line: Item, said: Said, clinic: Clinic) -> Entry:
    """Beside the cards, where only English is shown."""
    return Entry(
        question=line["question"],
        answer=tuple(str(line["answer"]).splitlines()) or ("",),
        is_blank=line.get("status") == "blank",
        asides=(*_still_true(line, clinic), *_in_room(said, clinic)),
        answer_lang=line.get("lang", ""),
    )


def _language_of_answer(line: Item) -> str:
    """Of what was typed, and so is the same in English: the language of the form; "" for English."""
    lang = str(line.get("lang", ENGLISH))
    is_typed = in_english(line, "answer") == line["answer"] and not line.get("entries")
    return lang if lang != ENGLISH and is_typed else ""


def _as_shown(line: Item) -> Iterator[Aside]:
    """The words that the patient read and chose, where they were not English."""
    if in_english(line, "question") != line["question"] or in_english(line, "answer") != line["answer"]:
        yield Aside(label="As shown:", words=f"{line['question']} {line['answer']}", lang=line["lang"])


def _confirmed(line: Item, clinic: Clinic) -> Iterator[Aside]:
    """That the answer was not typed this time, at length."""
    if line.get("still_true"):
        yield Aside(label=LONG, words=since_when(line["still_true"], clinic))


def _still_true(line: Item, clinic: Clinic) -> Iterator[Aside]:
    """The same in short."""
    if line.get("still_true"):
        yield Aside(label=f"{SHORT},", words=told_on(line["still_true"], clinic))


def _in_room(said: Said, clinic: Clinic) -> Iterator[Aside]:
    """What the patient said in the room about an answer, with who wrote it down and when."""
    for one in said:
        earlier = f", about the earlier answer “{in_english(one['earlier'], 'answer')}”" if one["earlier"] else ""
        words = f"{one['said']} ({one['by'].name}, {moment(one['at'], clinic)})"
        yield Aside(label=f"In the room{earlier}:", words=words)
