"""What leaves a review on paper: the face sheet and the full answers, out of the frozen document, as words in order.

The page to print, the PDF and the text for the chart are all drawn from the sheet that is made here. Who may have it,
and that it was had, is decided in views/papers.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from clinic.models import Clinic
from clinic.templatetags.clock import moment
from intake.copies import by_instrument
from intake.models import FrozenDocument, Response
from intake.paper.sheet import Block, Entry, Part, Sheet, Table
from screening.cards import Card
from screening.confirming import confirmations_of
from screening.face_sheet import (
    FOOTER,
    FaceSheet,
    changed_safety_answers_of,
)
from screening.models import Disposition, SignOff
from screening.paper_entries import entry_of_line, evidence_entry, full_entry, in_english
from screening.reaching import Line, contact_being_changed, contact_of_patient
from screening.since_last_time import on_paper, since_last_time
from screening.still_true import still_true
from screening.versions import fallen_away, history_of

NOT_VERIFIED = "Patient-reported, not verified."
Confirmed = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Paper:
    """One kind of paper: its code in addresses and file names, its title, and what draws it."""

    code: str
    title: str
    parts: Callable[[FaceSheet], Iterator[Part]]
    is_dense: bool = False

    def sheet(self, response: Response, frozen: FrozenDocument) -> Sheet:
        """The paper about one document."""
        drawn = FaceSheet(response, frozen)
        return Sheet(
            language="en",
            title=self.title,
            about=tuple(_about(drawn)),
            parts=tuple(self.parts(drawn)),
            asked=("Question", "Answer"),
            last=(FOOTER,),
            is_dense=self.is_dense,
            foot=f"{_who(drawn)} · {NOT_VERIFIED}",
            page="Page {page} of {pages}",
            again=f"{self.title}, continued",
        )


def _who(drawn: FaceSheet) -> str:
    """Whose sheet it is: on every page, for a page may be lost from the others."""
    patient, born = drawn.response.patient, drawn.response.patient.date_of_birth
    known = [patient.name, f"born {born:%b} {born.day}, {born.year}"]
    if patient.record_number:
        known.append(f"MRN {patient.record_number}")
    return " · ".join([*known, f"Reference {drawn.response.reference}"])


def _about(drawn: FaceSheet) -> Iterator[str]:
    response, frozen = drawn.response, drawn.frozen
    clinic = response.clinic
    yield f"{NOT_VERIFIED} {clinic.name}"
    yield _who(drawn)
    if response.consult_at:
        with_whom = f", with {response.clinician.name}" if response.clinician else ""
        yield f"Consult {moment(response.consult_at, clinic)}{with_whom}"
    version = f" · version {frozen.number}" if frozen.number > 1 else ""
    questionnaire = frozen.content["questionnaire"]
    yield f"Sent {moment(frozen.frozen_at, clinic)}{version} · {drawn.language} · questionnaire {questionnaire}"
    for one in drawn.shown_in_english:
        yield f"{one['name']} was shown in English{' and left to answer with staff' if one['left'] else ''}."
    if frozen.amends is not None:
        yield f"It takes the place of version {frozen.amends.number}, sent {moment(frozen.amends.frozen_at, clinic)}."
    if since := response.amending_since:
        yield f"The patient is changing answers since {moment(since, clinic)}. Nothing of it is sent yet."
    signed = SignOff.objects.filter(document=frozen).select_related("by").first()
    if signed:
        yield f"Signed off by {signed.by.name}, {moment(signed.at, clinic)}"
    elif any(card.dispositions for card in drawn.cards):
        yield "Not signed off"
    else:
        yield "Not signed off. Nothing is recorded yet"


# The face sheet


def _face_sheet(drawn: FaceSheet) -> Iterator[Part]:
    clinic, confirmed = drawn.response.clinic, confirmations_of(drawn.frozen)
    cards = [card for card in drawn.cards if not card.is_note]
    yield from _versions(drawn)
    is_begun = any(card.dispositions for card in cards)
    yield Part(title="To talk about", blocks=() if drawn.cards else (Block(lead=("No rule matched.",)),))
    for card in cards:
        yield _card(card, clinic, confirmed, is_begun=is_begun)
    if notes := [card for card in drawn.cards if card.is_note]:
        yield Part(title="Notes", level=3, blocks=tuple(_note(card, clinic) for card in notes))
    for gone in fallen_away(drawn.response, drawn.cards):
        recorded = tuple(_recorded(done, clinic) for done in gone["done"])
        yield Part(title=f"No longer there – {gone['topic']}", level=3, blocks=(Block(lead=recorded),))
    yield from _beside(drawn, confirmed)


def _versions(drawn: FaceSheet) -> Iterator[Part]:
    """What the patient changed with each later version, newest first."""
    for version in history_of(drawn.response).versions:
        rows = tuple(
            tuple(in_english(one, name) for name in ("question", "before", "after")) for one in version.changes
        )
        if rows:
            changed = Table(columns=("Question", "Before", "Now"), rows=rows)
            yield Part(title=f"What version {version.frozen.number} changed", blocks=(Block(table=changed),))


def _card(card: Card, clinic: Clinic, confirmed: Confirmed, *, is_begun: bool) -> Part:
    reasons = tuple(_reason(card, reason, clinic) for reason in card.reasons)
    entries, folded = [], []
    for group in card.evidence_groups:
        if group["instrument"]:
            folded.append(f"{group['instrument']}: the {len(group['answers'])} answers are in the full answers.")
        else:
            entries += [evidence_entry(item, confirmed.get(item["key"], ()), clinic) for item in group["answers"]]
    recorded = [_recorded(done, clinic) for done in card.dispositions]
    if is_begun and not recorded:
        recorded = ["Nothing is recorded yet."]
    blocks = (
        Block(lead=reasons, entries=tuple(entries)),
        Block(lead=tuple(folded)),
        Block(label="Suggested:", lead=(" ".join(card.prompts),)),
        Block(lead=tuple(recorded)),
    )
    said = tuple(block for block in blocks if block.lead)
    return Part(title=f"{card.priority.label} – {card.topic}", small=_rules(card), level=3, blocks=said)


def _reason(card: Card, reason: Mapping[str, Any], clinic: Clinic) -> str:
    return f"{reason['text']} ({moment(reason['at'], clinic)})" if card.is_safety else str(reason["text"])


def _note(card: Card, clinic: Clinic) -> Block:
    reasons = [str(reason["text"]) for reason in card.reasons]
    recorded = [_recorded(done, clinic) for done in card.dispositions]
    return Block(lead=(str(card.topic), *reasons, *recorded), note=f"Rules: {_rules(card)}")


def _rules(card: Card) -> str:
    return ", ".join(f"{flag.rule} version {flag.rule_version}" for flag in card.flags)


def _recorded(done: Disposition, clinic: Clinic) -> str:
    """What was done about a card, on one line: by whom, when, and what was written."""
    words = [str(done.record[name]) for name in ("who", "when", "note", "agreed") if done.record.get(name)]
    by = f"{done.get_kind_display()} – {done.by.name}, {moment(done.at, clinic)}"
    return f"{by}: {' · '.join(words)}" if words else by


def _beside(drawn: FaceSheet, confirmed: Confirmed) -> Iterator[Part]:
    """What stands beside the cards on screen, in the same order; last, what has changed since last time."""
    clinic = drawn.response.clinic

    def lines(title: str, said: Iterable[Line], table: Table | None = None, note: str = "") -> Part:
        entries = tuple(entry_of_line(line, confirmed.get(line.get("key", ""), ()), clinic) for line in said)
        beside = (Block(table=table), Block(lead=(note,) if note else ()), Block(entries=entries))
        blocks = tuple(block for block in beside if block != Block())
        return Part(title=title, blocks=blocks or (Block(lead=("Not asked",)),))

    def words(title: str, *said: str, lang: str = "") -> Part:
        return Part(title=title, blocks=(Block(lead=said, lang=lang),))

    if drawn.goal:
        yield words("In the patient’s words", f"“{drawn.goal}”", lang=drawn.lang)
    yield words("Reasons for coming", *drawn.reasons, f"A health worker has told them: {drawn.told}")
    yield words("Scores", *map(_score, drawn.scores))
    yield lines("Medicines and allergies", drawn.medicines)
    tried = drawn.treatments
    table = _medicines_tried(tried, drawn.lang) if tried else None
    is_confirmed = tried and tried["still_true"]
    note = f"Medicines tried: {still_true(tried['still_true'], clinic)}" if is_confirmed else ""
    yield lines("Treatments tried", drawn.other_treatments, table, note=note)
    yield lines("Getting home", drawn.getting_home)
    yield lines("How to reach the patient", _contact(drawn))
    yield Part(title="Changed safety answers", blocks=tuple(_changes(drawn)) or (Block(lead=("None",)),))
    yield Part(title="Not answered", blocks=tuple(_unanswered(drawn)))
    yield lines("Filled in", drawn.filled_in)
    if drawn.anything_else:
        yield words("Anything else", f"“{drawn.anything_else}”", lang=drawn.lang)
    yield from on_paper(since_last_time(drawn.response, drawn.frozen), clinic)


def _medicines_tried(tried: Line, lang: str) -> Table:
    """A row for each; of a row, only the medicine's name is as the patient wrote it."""
    return Table(columns=tuple(tried["columns"]), rows=tuple(map(tuple, tried["cells"])), first_lang=lang)


def _score(score: Line) -> str:
    if score["figure"] is None:
        return f"{score['name']}: not scored, an item is not answered"
    return f"{score['name']}: {score['figure']:g} of {score['maximum']}"


def _contact(drawn: FaceSheet) -> list[Line]:
    response = drawn.response
    return [*drawn.contact, *contact_being_changed(response, drawn.document), *contact_of_patient(response.patient)]


def _changes(drawn: FaceSheet) -> Iterator[Block]:
    response = drawn.response
    for change in changed_safety_answers_of(response, drawn):
        answers = [f"{in_english(one, 'answer')} ({moment(one['at'], response.clinic)})" for one in change["answers"]]
        yield Block(entries=(Entry(question=in_english(change, "question"), answer=tuple(answers)),))


def _unanswered(drawn: FaceSheet) -> Iterator[Block]:
    for group in drawn.unanswered:
        together = groupby(group["lines"], key=lambda line: line["section"])
        lines = (f"{section}: {' '.join(line['question'] for line in of_section)}" for section, of_section in together)
        yield Block(lead=(group["title"], *lines))
    if not drawn.unanswered:
        yield Block(lead=("Every question that was asked has an answer.",))


# The full answers


def _full_answers(drawn: FaceSheet) -> Iterator[Part]:
    clinic, confirmed = drawn.response.clinic, confirmations_of(drawn.frozen)
    for section in drawn.sections:
        blocks = [
            Block(
                lead=(stem,) if stem else (),
                entries=tuple(full_entry(line, confirmed.get(line["key"], ()), clinic) for line in together),
                note=note,
            )
            for stem, together, (note, _lang) in by_instrument(section["lines"], stem="stem_en")
        ]
        if section["not_asked"]:
            blocks.append(Block(note="Not asked: " + " ".join(section["not_asked"])))
        yield Part(title=section["title"], blocks=tuple(blocks))


FACE_SHEET = Paper("face-sheet", "Face sheet", _face_sheet, is_dense=True)
FULL_ANSWERS = Paper("full-answers", "Full answers", _full_answers)
PAPERS = {paper.code: paper for paper in (FACE_SHEET, FULL_ANSWERS)}
