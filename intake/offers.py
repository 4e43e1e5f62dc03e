"""Earlier answers of lasting questions, offered as "still true?", and what the patient says to that (decision 0021).

An offer is no answer: nothing of it is saved before the patient has said so. Whose form counts as earlier: earlier.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from django.db import transaction

from intake.document import ANSWERED, Document, draw_up
from intake.earlier import last_time, told_in
from intake.instrument import ENGLISH
from intake.models import FrozenDocument, Page, Response
from intake.posted import Fields, as_data, fields_for, fields_of
from intake.questions import DOUBTFUL
from intake.responses import save_page
from intake.sections.section import Section

LASTS = timedelta(days=365)  # since it was typed; after that it is asked anew, however often it was confirmed
# What must be the same words as today's, in English, for an earlier answer to be an answer to today's question.
WORDS = ("question", "options", "columns", "answer", "cells")


class OfferChanged(RuntimeError):
    """What was on the page is not what would be offered now: it must be looked at again."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Earlier answers of one section that may be offered: ``answers`` by key as stored, ``shown`` in today's words."""

    section: type[Section]
    earlier: FrozenDocument
    answers: Mapping[str, Any]
    shown: Document

    @property
    def mark(self) -> str:
        """What is offered, as a short text that tells nothing: the page sends it back."""
        return hashlib.sha256(f"{self.earlier.digest} {' '.join(self.answers)}".encode()).hexdigest()[:16]

    @property
    def fields(self) -> Fields:
        """The answers as a browser would send them."""
        return fields_for(self.section.questions(), self.answers)


def offers_of(response: Response, sections: Iterable[type[Section]], *, now: datetime) -> dict[str, Offer]:
    """What may be offered, by the slug of the section. Only sections that nobody has touched have an offer."""
    touched = {page.section for page in response.pages.all()}
    open_ones = [section for section in sections if section.lasting and section.slug not in touched]
    if response.is_sent or not open_ones:
        return {}
    earlier = last_time(response, before=now)
    found = [_offer(response, section, earlier, now=now) for section in open_ones if earlier]
    return {offer.section.slug: offer for offer in found if offer.answers}


def offer_of(response: Response, section: type[Section], *, now: datetime) -> Offer | None:
    """What may be offered of this section, or None."""
    return offers_of(response, [section], now=now).get(section.slug)


def _offer(response: Response, section: type[Section], earlier: FrozenDocument, *, now: datetime) -> Offer:
    given = {key: earlier.document.value(key) for key in section.lasting if _is_fit(earlier, key, now=now)}
    answers = response.answers()
    today = draw_up(answers | given, language=ENGLISH)
    given = {key: value for key, value in given.items() if _is_same(key, earlier.document.english, today)}
    form = section(as_data(fields_for(section.questions(), given)), answers=answers)
    kept = form.kept  # what today's form takes, and still asks, on a page with nothing else on it
    given = {key: value for key, value in given.items() if kept.get(key) == value}
    shown = draw_up(answers | given, language=response.language)
    return Offer(section=section, earlier=earlier, answers=given, shown=shown)


def _is_fit(earlier: FrozenDocument, key: str, *, now: datetime) -> bool:
    """Whether it was answered without doubt, and typed not too long ago."""
    value = earlier.document.value(key)
    chosen = value if isinstance(value, list) else [value]
    if value is None or any(isinstance(code, str) and code in DOUBTFUL for code in chosen):
        return False
    return now - datetime.fromisoformat(told_in(earlier, key)["told_at"]) <= LASTS


def _is_same(key: str, earlier: Document, today: Document) -> bool:
    """Whether the same question with the same options was answered, and is asked today."""
    then, now = earlier.items[key], today.items[key]
    return now["status"] == ANSWERED and all(then.get(name) == now.get(name) for name in WORDS)


@transaction.atomic
def say_still_true(response: Response, section: type[Section], *, shown: str, now: datetime) -> None:
    """Save the offered answers as the patient's own, with where they were told. ``shown`` is the page's mark.

    The section is left open: what is asked anew comes next. Raises OfferChanged and ResponseSent.
    """
    offer = _as_shown(response, section, shown, now=now)
    page = save_page(response, section, offer.answers, on_purpose=False, now=now)
    page.still_true = {key: {"value": page.answers[key], "in": told_in(offer.earlier, key)} for key in offer.answers}
    page.save(update_fields=["still_true"])


@transaction.atomic
def say_changed(response: Response, section: type[Section], *, shown: str, now: datetime) -> None:
    """Keep the offered answers as a draft, which counts for nothing until the patient saves the section.

    Raises OfferChanged and ResponseSent.
    """
    offer = _as_shown(response, section, shown, now=now)
    draft = {"keys": list(offer.answers), "fields": offer.fields, "from": offer.earlier.frozen_at.isoformat()}
    save_page(response, section, {}, on_purpose=False, typed=draft, now=now)


@transaction.atomic
def start_blank(response: Response, section: type[Section], *, shown: str, now: datetime) -> None:
    """Take the offer away and save no answer. Raises OfferChanged and ResponseSent."""
    _as_shown(response, section, shown, now=now)
    save_page(response, section, {}, on_purpose=False, now=now)


def _as_shown(response: Response, section: type[Section], shown: str, *, now: datetime) -> Offer:
    known = Response.objects.select_for_update(of=("self",)).select_related("clinic", "patient")
    offer = offer_of(known.get(pk=response.pk), section, now=now)
    if offer is None or offer.mark != shown:
        raise OfferChanged
    return offer


def is_draft(page: Page | None) -> TypeGuard[Page]:
    """Whether the page holds earlier answers that the patient is changing and has not saved."""
    return page is not None and "from" in (page.typed or ())


def still_a_draft(page: Page, form: Section) -> tuple[dict[str, Any], dict[str, Any]]:
    """What to keep of a draft that was posted, but not to go on: the answers that count, and the draft as typed now."""
    keys = page.typed["keys"]
    answers = {key: value for key, value in form.kept.items() if key not in keys}
    others = [key for key in form.unsettled if key not in keys]
    typed = {"keys": [*keys, *others], "fields": fields_of(form.data, of=form.fields), "from": page.typed["from"]}
    return answers, typed
