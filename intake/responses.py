"""Saving, sending and freezing a response. Links are in invitations.py, opening sent answers again in amendments.py.

Rules listen to the signals sent here.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from clinic.audit import Action, record
from intake.amendments import check_in_time
from intake.answers import SAFETY_KEYS, AnswerSet, asked_and_given, missing
from intake.changes import by_patient, changed
from intake.conditions import is_blank
from intake.devices import Seen, note_save
from intake.document import Document, draw_up
from intake.earlier import still_true_in
from intake.mails import mail_thanks
from intake.models import FrozenDocument, Page, Response
from intake.questionnaire import QUESTIONS
from intake.safety_answers import remember
from intake.sections.section import Section
from intake.signals import answers_saved, response_submitted
from intake.with_staff import boxes_of, left_for_staff

ADULT_AGE = 18  # years


class ResponseSent(RuntimeError):
    """The response has been sent, is not open for changes, and takes no answers."""


class NothingChanged(ValueError):
    """Every answer is the one that was sent, so there is nothing to send."""


class ResponseIncomplete(ValueError):
    """Questions that are due have no answer that can be accepted. ``keys`` lists them in the order asked."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(f"{len(keys)} answers are missing")
        self.keys = keys


@transaction.atomic
def save_page(
    response: Response,
    section: type[Section],
    answers: Mapping[str, Any],
    *,
    on_purpose: bool,
    now: datetime,
    in_order: bool = True,
    typed: Mapping[str, Any] | None = None,
    seen: Seen | None = None,
) -> Page:
    """Keep the answers of one section as they are now, in place of what it held.

    A safety answer that was given stays unless another one is given, and so does the answer to a question that is no
    longer asked: it does not count, and is there again when its question is. ``on_purpose``: not by the autosave.
    ``in_order`` is False where something must be put right first: the page then does not count as left. ``typed`` is
    the page as sent where some of it cannot be accepted (see Page): what was saved there before stays until it can.
    ``seen`` is what the page knew of the section when it was opened.
    Raises ResponseSent.
    """
    current = _locked(response)
    if not current.takes_answers:
        raise ResponseSent
    page = Page.objects.filter(response=current, section=section.slug).first() or Page(
        response=current, section=section.slug, answers={}
    )
    before, page.typed = page.answers, typed
    page.answers = _joined(before, answers, unsettled=typed["keys"] if typed else (), section=section, response=current)
    note_save(page, seen=seen, before=before, saved_at=page.saved_at)
    page.saved_at = now
    if on_purpose:
        page.left_at = now if in_order else None
    page.save()
    remember(current, before=before, after=page.answers, now=now)
    current.saved_at = now
    current.save(update_fields=["saved_at"])
    answers_saved.send(Response, response=current, section=section, on_purpose=on_purpose, now=now)
    response.notice_queued_at = current.notice_queued_at  # the page that follows says so
    record(Action.SAVED, clinic=current.clinic, actor="patient", now=now, subject=current, saved=str(page.pk))
    return page


def _joined(
    before: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    unsettled: Collection[str],
    section: type[Section],
    response: Response,
) -> dict[str, Any]:
    """The answers given now, with what stays of earlier ones.

    That is: of safety, not asked now, or where the new one cannot be accepted.
    """
    boxes = boxes_of(section.questions(), response.language)
    known = section.questions().keys() | boxes
    given = {key: value for key, value in answers.items() if key in known and not is_blank(value)}
    stays = {key: before[key] for key in unsettled if key in before}
    asked = section.asked_keys({**response.answers(), **dict.fromkeys(section.questions()), **stays, **given})
    gone = {*asked, *boxes} - SAFETY_KEYS
    return stays | {key: before[key] for key in before if key not in gone} | given


def _locked(response: Response) -> Response:
    return Response.objects.select_for_update(of=("self",)).select_related("clinic", "patient").get(pk=response.pk)


@transaction.atomic
def submit(response: Response, *, signed_as: str, statement: str, now: datetime) -> FrozenDocument:
    """Freeze the response as one document and announce it; open changes become a document that amends the last one.

    Sending what is sent gives the newest document that exists. ``signed_as`` is the name that the patient typed under
    ``statement``. Raises ResponseIncomplete, and for changes NothingChanged and TooLate.
    """
    current = _locked(response)
    amended: FrozenDocument | None = current.newest_document
    if amended and not current.is_amending:
        return amended
    answers = with_worked_out(current, now=now)
    counting = asked_and_given(QUESTIONS, answers)
    staffs = left_for_staff(QUESTIONS, answers, current.language)
    if due := missing(QUESTIONS, counting, left=staffs, unsettled=current.unsettled()):
        raise ResponseIncomplete(due)
    drawn = draw_up(answers, language=current.language, still_true=still_true_in(current))
    if amended:
        check_in_time(current, now=now)
        drawn = _as_amendment(drawn, amended)
    _keep_only(current, counting)
    current.status, current.amending_since = Response.Status.COMPLETED, None
    current.submitted_at, current.saved_at = current.submitted_at or now, now
    current.save(update_fields=["status", "amending_since", "submitted_at", "saved_at"])
    frozen = _freeze(current, drawn, signed_as, statement, amended, now=now)
    response_submitted.send(Response, response=current, frozen=frozen, now=now)
    mail_thanks(current, now=now)
    record(Action.SENT, clinic=current.clinic, actor="patient", now=now, subject=current, document=str(frozen.pk))
    return frozen


def changes_of(response: Response, *, now: datetime) -> list[dict[str, str]]:
    """What the patient has changed since the newest document, as it would be sent now."""
    return by_patient(changed(response.newest_document.document, draft(response, now=now)))


def _as_amendment(drawn: Document, amended: FrozenDocument) -> Document:
    """The document with the one that it amends, and exactly what is different. Raises NothingChanged."""
    changes = changed(amended.document, drawn)
    if not by_patient(changes):
        raise NothingChanged
    amends = {"number": amended.number, "digest": amended.digest, "changes": changes}
    return Document({**drawn.content, "amends": amends})


def _keep_only(response: Response, counting: AnswerSet) -> None:
    """Let the pages hold what is sent, and nothing that a change has taken out of it."""
    for page in response.pages.all():
        kept = {key: value for key, value in page.answers.items() if key in counting or key not in QUESTIONS}
        if kept != page.answers or page.typed or page.replaced:
            page.answers, page.typed, page.replaced = kept, None, None
            page.save(update_fields=["answers", "typed", "replaced"])


def _freeze(
    response: Response,
    drawn: Document,
    signed_as: str,
    statement: str,
    amended: FrozenDocument | None,
    *,
    now: datetime,
) -> FrozenDocument:
    document = Document(
        {
            **drawn.content,
            "response": response.reference,
            "sent": {"at": now.isoformat(), "signed_as": signed_as, "statement": statement},
            "salt": secrets.token_hex(16),
        }
    )
    return FrozenDocument.objects.create(
        response=response,
        number=amended.number + 1 if amended else 1,
        amends=amended,
        content=document.content,
        digest=document.digest,
        frozen_at=now,
    )


def with_worked_out(response: Response, *, now: datetime) -> AnswerSet:
    """The answers saved so far, with those that the application works out itself."""
    today: date = response.clinic.local(now).date()
    answers = response.answers()
    answers["adult"] = "yes" if response.patient.age(today) >= ADULT_AGE else "no"
    return answers


def draft(response: Response, *, now: datetime) -> Document:
    """The document that the response would be if it were sent now, complete or not."""
    answers = with_worked_out(response, now=now)
    return draw_up(answers, language=response.language, still_true=still_true_in(response))
