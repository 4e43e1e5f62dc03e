"""What is different from the last form of the same person: then and now, in the patient's words, without a judgement.

Whose forms those are: intake/earlier.py. What differs between versions of one form: versions.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clinic.models import Clinic
from clinic.templatetags.clock import dated
from intake.answers import SAFETY_KEYS
from intake.changes import by_patient, changed
from intake.document import Document
from intake.earlier import last_time
from intake.measures import MEASURES
from intake.models import FrozenDocument, Response
from intake.paper.sheet import Block, Entry, Part
from screening.paper_entries import in_english

Change = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One published instrument of which answers are different: its title, they, and its score then and now in words."""

    title: str
    changes: list[Change]
    score: str

    @property
    def said(self) -> str:
        """One line that stands for all of them."""
        number = len(self.changes)
        many = f"{number} answer{'' if number == 1 else 's'} different"
        return f"{self.title}: {many}{'; ' if self.score else ''}{self.score}"


@dataclass(frozen=True, kw_only=True)
class SinceLastTime:
    """``earlier`` is what is compared with. Changed safety answers first, then instruments, then every other answer."""

    earlier: FrozenDocument
    safety: list[Change]
    instruments: list[Instrument]
    others: list[Change]

    @property
    def number(self) -> int:
        """How many answers are different."""
        return len(self.safety) + len(self.others) + sum(len(one.changes) for one in self.instruments)

    @property
    def said(self) -> str:
        """How many, in words."""
        if self.number == 0:
            return "No answer is different."
        return "1 answer is different." if self.number == 1 else f"{self.number} answers are different."


def since_last_time(response: Response, frozen: FrozenDocument) -> SinceLastTime | None:
    """What one document has different from the newest form before this one; None for somebody's first form."""
    earlier = last_time(response, before=response.submitted_at) if response.submitted_at else None
    if earlier is None:
        return None
    then, now = earlier.document, frozen.document
    changes = by_patient(changed(then, now))
    by_instrument: dict[str, list[Change]] = {}
    for one in changes:
        if one["key"] not in SAFETY_KEYS:
            by_instrument.setdefault(_instrument(one, then, now), []).append(one)
    return SinceLastTime(
        earlier=earlier,
        safety=[one for one in changes if one["key"] in SAFETY_KEYS],
        others=by_instrument.pop("", []),
        instruments=[
            Instrument(title=title, changes=of_it, score=_score(title, then, now))
            for title, of_it in by_instrument.items()
        ],
    )


def _instrument(change: Change, then: Document, now: Document) -> str:
    """The title of the instrument to which the question belongs, or ""."""
    item = now.items.get(change["key"]) or then.items[change["key"]]
    return str(item.get("instrument", ""))


def _score(title: str, then: Document, now: Document) -> str:
    """Its score in both, where it has one: "21 of 27 then, 16 of 27 now"."""
    name = next((name for name in now.scores if MEASURES[name].label.removesuffix(" score") == title), "")
    figures = [document.scores.get(name) for document in (then, now)]
    if not name or figures == [None, None]:
        return ""
    said = [f"{one:g} of {MEASURES[name].maximum}" if one is not None else "not scored" for one in figures]
    return f"{said[0]} then, {said[1]} now"


def on_paper(since: SinceLastTime | None, clinic: Clinic) -> Iterator[Part]:
    """The same for paper: of an instrument only its line, for each answer stands in the full answers of its form."""
    if since is None:
        return
    day, reference = dated(since.earlier.frozen_at, clinic), since.earlier.response.reference
    lead = (f"Compared with the form sent {day}, reference {reference}. {since.said}",)
    entries = tuple(map(_entry, (*since.safety, *since.others)))
    instruments = tuple(f"{one.said}." for one in since.instruments)
    blocks = (Block(lead=(*lead, *instruments)), *((Block(entries=entries),) if entries else ()))
    yield Part(title=f"Changed since last time ({day})", blocks=blocks)


def _entry(change: Change) -> Entry:
    then, now = (in_english(change, name) for name in ("before", "after"))
    return Entry(question=in_english(change, "question"), answer=(f"Then: {then}", f"Now: {now}"))
