"""What leaves a review on paper: the face sheet and the full answers, out of the frozen document, as words in order.

The page to print, the PDF and the text for the chart are all drawn from the sheet that is made here. Who may have it,
and that it was had, is decided in views/papers.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
    Line,
    changed_safety_answers_of,
    contact_being_changed,
    contact_of_patient,
)
from screening.models import Disposition, SignOff
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
            foot=f"{_who(drawn)}\n{NOT_VERIFIED}",
            page="Page {page} of {pages}",
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
    else:
        yield "Not signed off"


# The face sheet


def _face_sheet(drawn: FaceSheet) -> Iterator[Part]:
    clinic, confirmed = drawn.response.clinic, confirmations_of(drawn.frozen)
    cards = [card for card in drawn.cards if not card.is_note]
    yield from _versions(drawn)
    yield Part(title="To talk about", blocks=() if drawn.cards else (Block(lead=("No rule matched.",)),))
    for card in cards:
        yield _card(card, clinic, confirmed)
    if notes := [card for card in drawn.cards if card.is_note]:
        yield Part(title="Notes", level=3, blocks=tuple(_note(card, clinic) for card in notes))
    for gone in fallen_away(drawn.response, drawn.cards):
        recorded = tuple(_recorded(done, clinic) for done in gone["done"])
        yield Part(title=f"No longer there – {gone['topic']}", level=3, blocks=(Block(lead=recorded),))
    yield from _beside(drawn, confirmed)


def _versions(drawn: FaceSheet) -> Iterator[Part]:
    """What the patient changed with each later version, newest first."""
    for version in history_of(drawn.response).versions:
        rows = tuple(tuple(_english(one, name) for name in ("question", "before", "after")) for one in version.changes)
        if rows:
            changed = Table(columns=("Question", "Before", "Now"), rows=rows)
            yield Part(title=f"What version {version.frozen.number} changed", blocks=(Block(table=changed),))


def _card(card: Card, clinic: Clinic, confirmed: Confirmed) -> Part:
    reasons = tuple(_reason(card, reason, clinic) for reason in card.reasons)
    entries, folded = [], []
    for group in card.evidence_groups:
        if group["instrument"]:
            folded.append(f"{group['instrument']}: the {len(group['answers'])} answers are in the full answers.")
        else:
            entries += [_said(item, confirmed.get(item["key"], ()), clinic) for item in group["answers"]]
    after = [*folded, *(f"Suggested: {prompt}" for prompt in card.prompts)]
    recorded = [_recorded(done, clinic) for done in card.dispositions] or ["Nothing is recorded yet."]
    return Part(
        title=f"{card.priority.label} – {card.topic}",
        level=3,
        blocks=(
            Block(lead=reasons, entries=tuple(entries)),
            Block(lead=(*after, *recorded), note=_rules(card)),
        ),
    )


def _reason(card: Card, reason: Mapping[str, Any], clinic: Clinic) -> str:
    return f"{reason['text']} ({moment(reason['at'], clinic)})" if card.is_safety else str(reason["text"])


def _note(card: Card, clinic: Clinic) -> Block:
    reasons = [str(reason["text"]) for reason in card.reasons]
    recorded = [_recorded(done, clinic) for done in card.dispositions]
    return Block(lead=(str(card.topic), *reasons, *recorded), note=_rules(card))


def _rules(card: Card) -> str:
    return "Rules: " + ", ".join(f"{flag.rule} version {flag.rule_version}" for flag in card.flags)


def _recorded(done: Disposition, clinic: Clinic) -> str:
    """What was done about a card, on one line: by whom, when, and what was written."""
    words = [str(done.record[name]) for name in ("who", "when", "note", "agreed") if done.record.get(name)]
    by = f"{done.get_kind_display()} – {done.by.name}, {moment(done.at, clinic)}"
    return f"{by}: {' · '.join(words)}" if words else by


def _beside(drawn: FaceSheet, confirmed: Confirmed) -> Iterator[Part]:
    """What stands beside the cards on screen, in the same order."""
    clinic = drawn.response.clinic

    def lines(title: str, said: Iterable[Line], table: Table | None = None) -> Part:
        entries = tuple(_line(line, confirmed.get(line.get("key", ""), ()), clinic) for line in said)
        blocks = (*((Block(table=table),) if table else ()), *((Block(entries=entries),) if entries else ()))
        return Part(title=title, blocks=blocks or (Block(lead=("Not asked",)),))

    def words(title: str, *said: str) -> Part:
        return Part(title=title, blocks=(Block(lead=said),))

    if drawn.goal:
        yield words("In the patient’s words", f"“{drawn.goal}”")
    yield words("Reasons for coming", *drawn.reasons, f"A health worker has told them: {drawn.told}")
    yield words("Scores", *map(_score, drawn.scores))
    yield lines("Medicines and allergies", drawn.medicines)
    tried = drawn.treatments
    table = Table(columns=tuple(tried["columns"]), rows=tuple(map(tuple, tried["cells"]))) if tried else None
    yield lines("Treatments tried", drawn.other_treatments, table)
    yield lines("Getting home", drawn.getting_home)
    yield lines("How to reach the patient", _contact(drawn))
    yield Part(title="Changed safety answers", blocks=tuple(_changes(drawn)) or (Block(lead=("None",)),))
    yield Part(title="Not answered", blocks=tuple(_unanswered(drawn)))
    yield lines("Filled in", drawn.filled_in)
    if drawn.anything_else:
        yield words("Anything else", f"“{drawn.anything_else}”")


def _score(score: Line) -> str:
    if score["figure"] is None:
        return f"{score['name']}: not scored, an item is not answered"
    return f"{score['name']}: {score['figure']:g} of {score['maximum']}"


def _contact(drawn: FaceSheet) -> list[Line]:
    response = drawn.response
    return [*drawn.contact, *contact_being_changed(response, drawn), *contact_of_patient(response.patient)]


def _changes(drawn: FaceSheet) -> Iterator[Block]:
    response = drawn.response
    for change in changed_safety_answers_of(response, drawn):
        answers = [f"{_english(one, 'answer')} ({moment(one['at'], response.clinic)})" for one in change["answers"]]
        yield Block(entries=(Entry(question=_english(change, "question"), answer=tuple(answers)),))


def _unanswered(drawn: FaceSheet) -> Iterator[Block]:
    for group in drawn.unanswered:
        yield Block(lead=(group["title"], *(f"{line['question']} ({line['section']})" for line in group["lines"])))
    if not drawn.unanswered:
        yield Block(lead=("Every question that was asked has an answer.",))


# The full answers


def _full_answers(drawn: FaceSheet) -> Iterator[Part]:
    clinic, confirmed = drawn.response.clinic, confirmations_of(drawn.frozen)
    for section in drawn.sections:
        blocks = [
            Block(
                lead=(stem,) if stem else (),
                entries=tuple(_full(line, confirmed.get(line["key"], ()), clinic) for line in together),
                note=note,
            )
            for stem, together, (note, _lang) in by_instrument(section["lines"], stem="stem_en")
        ]
        if section["not_asked"]:
            blocks.append(Block(note="Not asked: " + " ".join(section["not_asked"])))
        yield Part(title=section["title"], blocks=tuple(blocks))


def _full(line: Mapping[str, Any], said: Iterable[Mapping[str, Any]], clinic: Clinic) -> Entry:
    rows = [entry["row_en"] for entry in line["entries"]]
    answer = tuple(rows or _english(line, "answer").splitlines() or [""])
    not_ticked = line.get("not_ticked_en") or line.get("not_ticked")
    asides = [f"Not ticked: {not_ticked}"] if not_ticked else []
    return Entry(
        question=_english(line, "question"),
        answer=answer,
        is_blank=line["status"] == "blank",
        aside="\n".join([*asides, *_as_shown(line), *_in_room(said, clinic)]),
    )


# One question and its answer


def _english(line: Mapping[str, Any], name: str) -> str:
    return str(line.get(f"{name}_en", line[name]))


def _as_shown(line: Mapping[str, Any]) -> list[str]:
    """The words that the patient read and chose, where they were not English."""
    if _english(line, "question") == line["question"] and _english(line, "answer") == line["answer"]:
        return []
    return [f"As shown: {line['question']} {line['answer']}"]


def _said(line: Mapping[str, Any], said: Iterable[Mapping[str, Any]], clinic: Clinic) -> Entry:
    aside = "\n".join([*_as_shown(line), *_in_room(said, clinic)])
    return Entry(question=_english(line, "question"), answer=(_english(line, "answer"),), aside=aside)


def _line(line: Line, said: Iterable[Mapping[str, Any]], clinic: Clinic) -> Entry:
    answer = tuple(str(line["answer"]).splitlines()) or ("",)
    aside = "\n".join(_in_room(said, clinic))
    return Entry(question=line["question"], answer=answer, is_blank=line.get("status") == "blank", aside=aside)


def _in_room(said: Iterable[Mapping[str, Any]], clinic: Clinic) -> Iterator[str]:
    """What the patient said in the room about an answer, with who wrote it down and when."""
    for one in said:
        earlier = f", about the earlier answer “{_english(one['earlier'], 'answer')}”" if one["earlier"] else ""
        yield f"In the room{earlier}: {one['said']} ({one['by'].name}, {moment(one['at'], clinic)})"


FACE_SHEET = Paper("face-sheet", "Face sheet", _face_sheet, is_dense=True)
FULL_ANSWERS = Paper("full-answers", "Full answers", _full_answers)
PAPERS = {paper.code: paper for paper in (FACE_SHEET, FULL_ANSWERS)}
