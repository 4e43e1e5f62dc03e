"""The patient's own copy of what was sent, out of the frozen document: no score, no flag, nothing but their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from intake.changes import by_patient
from intake.document import ANSWERED, NOT_ASKED, STILL_TRUE, Document
from intake.instrument import ENGLISH
from intake.models import FrozenDocument, Response
from intake.paper.sheet import Aside, Block, Entry, Part, Sheet, Table
from intake.questionnaire import QUESTIONS
from intake.views.words import clock


def patients_copy(response: Response, frozen: FrozenDocument) -> Sheet:
    """The copy of one document, in the language in which it was answered."""
    document = frozen.document
    with override(document.content["language"]), timezone.override(response.clinic.zone):
        return Sheet(
            language=document.content["language"],
            title=gettext("Your answers"),
            about=tuple(_about(response, frozen)),
            parts=(*_changes(frozen), *(Part(title=title, blocks=blocks) for title, blocks in _sections(document))),
            last=(
                gettext(
                    "No one watches this form all the time. If you need help right now, call or text 988, or call 911."
                ),
            ),
            asked=(gettext("Question"), gettext("Your answer")),
            foot=gettext("%(clinic)s · Reference %(reference)s")
            % {"clinic": response.clinic.name, "reference": response.reference},
            page=gettext("Page {page} of {pages}"),
        )


def _about(response: Response, frozen: FrozenDocument) -> Iterator[str]:
    sent = frozen.content["sent"]
    yield gettext("Sent to %(clinic)s on %(moment)s.") % {
        "clinic": response.clinic.name,
        "moment": _moment(response, frozen),
    }
    yield gettext("Reference: %(reference)s") % {"reference": response.reference}
    if frozen.amends is not None:
        yield gettext("This is version %(number)s. It takes the place of what you sent on %(moment)s.") % {
            "number": frozen.number,
            "moment": _moment(response, frozen.amends),
        }
    signed = gettext("Signed: %(name)s") % {"name": sent["signed_as"]}
    yield f"{sent['statement']} {signed}"


def _moment(response: Response, frozen: FrozenDocument) -> str:
    day = date_format(response.clinic.local(frozen.frozen_at), gettext("F j, Y"))
    return f"{day}, {clock(response, frozen.frozen_at)}"


def _changes(frozen: FrozenDocument) -> Iterator[Part]:
    """What this version says otherwise than the one whose place it takes."""
    document = frozen.document
    changes = by_patient(frozen.content["amends"]["changes"]) if frozen.amends_id else []
    if changes:
        table = Table(
            columns=(gettext("Question"), gettext("You sent before"), gettext("Now")),
            rows=tuple((one["question"], one["before"], one["after"]) for one in changes),
            langs=tuple(_if_other(one.get("lang", ENGLISH), document) for one in changes),
        )
        yield Part(title=gettext("What you changed"), blocks=(Block(table=table),))


def _sections(document: Document) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """What was asked, by section, blanks included; answers that the application works out itself are left out."""
    for section in document.sections:
        items = [item for item in section["items"] if item["status"] != NOT_ASKED and not _is_worked_out(item)]
        if items:
            yield section["title"], tuple(_blocks(document, items))


def _is_worked_out(item: Mapping[str, Any]) -> bool:
    return item["key"] in QUESTIONS and QUESTIONS[item["key"]].worked_out


def _blocks(document: Document, items: list[Mapping[str, Any]]) -> Iterator[Block]:
    for stem, group, (note, note_lang) in by_instrument(items):
        yield Block(
            lead=(stem,) if stem else (),
            lang=_if_other(document.languages(group[0]["key"])[0], document),
            entries=tuple(entry_of(document, item) for item in group),
            note=note,
            note_lang=note_lang,
        )


def by_instrument(
    items: Iterable[Mapping[str, Any]], *, stem: str = "stem"
) -> Iterator[tuple[str, list[Mapping[str, Any]], tuple[str, str]]]:
    """Items in order, those of one published instrument together: its stem, the items, and once its attribution line.

    The line comes with its language, where that is not the one in force. ``stem`` names what holds the stem.
    """

    def place(item: Mapping[str, Any]) -> tuple[str, str]:
        return _instrument(item["key"])[0], item.get(stem, "")

    groups = [(key, list(group)) for key, group in groupby(items, key=place)]
    titles = [title for (title, _stem), _group in groups]
    for number, ((title, words), group) in enumerate(groups):
        _title, note, note_lang = _instrument(group[0]["key"])
        yield words, group, ("", "") if title in titles[number + 1 :] else (note, note_lang)


def _instrument(key: str) -> tuple[str, str, str]:
    """Title, attribution line and its language; "" for a question of our own, or one that is gone."""
    instrument = QUESTIONS[key].instrument if key in QUESTIONS else None
    return (instrument.title, instrument.attribution_shown, instrument.attribution_lang) if instrument else ("", "", "")


def _if_other(language: str, document: Document) -> str:
    return "" if language == document.language else language


def entry_of(document: Document, item: Mapping[str, Any]) -> Entry:
    """One question with its answer as shown; rows of a repeating group are a line each."""
    is_blank = item["status"] != ANSWERED
    lines = item.get("rows") or str(document.answer(item["key"])).splitlines() or [""]
    of_question, of_answer = (_if_other(language, document) for language in document.languages(item["key"]))
    return Entry(
        question=item["question"],
        answer=tuple(lines),
        is_blank=is_blank,
        asides=tuple(_told_before(item)),
        lang=of_question,
        answer_lang=of_answer,
    )


def _told_before(item: Mapping[str, Any]) -> Iterator[Aside]:
    """That the answer was told in an earlier form and is said to be still true."""
    if told := item.get(STILL_TRUE):
        day = date_format(timezone.localtime(datetime.fromisoformat(told["told_at"])), gettext("F j, Y"))
        yield Aside(label=gettext("Still true:"), words=gettext("you told us this on %(day)s") % {"day": day})
