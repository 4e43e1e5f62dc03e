"""What a patient said in the room about an answer: it is added beside the answer, which stays, as do all flags."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from clinic import audit
from clinic.audit import Action
from clinic.models import Staff
from intake.document import NOT_ASKED
from intake.models import FrozenDocument, Response
from screening.cards import newest_document
from screening.models import Confirmation, Taken
from screening.reviews import NotSentYet, lock


class NoSuchAnswer(LookupError):
    """The document has no such question, or the patient was not asked it."""


class AnswersChanged(RuntimeError):
    """The patient sent a newer document than the one that the person saw."""


@transaction.atomic
def confirm(response: Response, key: str, *, said: str, seen_document: UUID, by: Staff, now: datetime) -> Confirmation:
    """Record what the patient said about the answer to ``key``; whoever records takes a response that nobody has.

    The same words sent twice by the same person are kept once. Raises NotSentYet, AlreadySigned, AnswersChanged,
    NoSuchAnswer.
    """
    locked = lock(response)
    frozen = newest_document(locked)
    if frozen is None:
        raise NotSentYet
    if frozen.pk != seen_document:
        raise AnswersChanged
    document = frozen.document
    if key not in document.items or document.items[key]["status"] == NOT_ASKED:
        raise NoSuchAnswer(key)
    words = {"key": key, **document.said(key), "said": said}
    last = next((one for one in reversed(locked.confirmations.all()) if one.key == key), None)
    if last and (last.by_id, last.words) == (by.pk, words):
        return last
    if not locked.takings.in_force().exists():
        Taken.objects.create(response=locked, by=by, at=now)
    made = Confirmation.objects.create(response=locked, document=frozen, words=words, by=by, at=now)
    # Which question it was is not said: that alone can tell something about the patient.
    audit.record(Action.CONFIRMED, clinic=locked.clinic, by=by, now=now, subject=locked, confirmation=str(made.pk))
    return made


def confirmations_of(frozen: FrozenDocument) -> dict[str, list[dict[str, Any]]]:
    """What was recorded about the answers, by the key of the question, oldest first: said, by, at, earlier.

    ``earlier`` is the line with the written answer that it was about, where the patient has since sent another one.
    """
    document = frozen.document
    by_key: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in Confirmation.objects.filter(response=frozen.response_id).select_related("by"):
        answered_in_english = one.words.get("answer_en", one.answer)
        is_same = one.key in document.items and document.english.answer(one.key) == answered_in_english
        earlier = None if is_same else one.words
        by_key[one.key].append({"said": one.said, "by": one.by, "at": one.at, "earlier": earlier})
    return dict(by_key)
