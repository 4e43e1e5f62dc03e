"""Changing answers that were sent: until when, opening them, keeping what was sent after all. Sending: responses.py.

The response stays sent and the care team keeps what it has. While changes are open, the pages hold the patient's
working answers; ``Response.amending_since`` says so.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from clinic.audit import Action, record
from intake.document import Document
from intake.models import Page, Response
from intake.questionnaire import SECTIONS
from intake.safety_answers import remember
from intake.sections.section import Section
from intake.with_staff import box_of


class TooLate(RuntimeError):
    """The consult has come, or the link has ended: what was sent stays as it is."""


def open_until(response: Response, *, now: datetime) -> datetime | None:
    """Until when sent answers may be changed: the consult, else as long as the link works. None: not any more."""
    if response.consult_at:
        return response.consult_at if now < response.consult_at else None
    link = response.invitations.filter(stopped_at=None, ended_at=None, expires_at__gt=now).first()
    return link.expires_at if link else None


def check_in_time(response: Response, *, now: datetime) -> None:
    """Raises TooLate if sent answers can no longer be changed."""
    if open_until(response, now=now) is None:
        raise TooLate


@transaction.atomic
def begin_changes(response: Response, *, now: datetime) -> None:
    """Open sent answers for changes; where they are open, or were never sent, nothing happens. Raises TooLate."""
    current = _locked(response)
    if current.takes_answers:
        return
    check_in_time(current, now=now)
    _put_back(current, now=now)
    current.amending_since = now
    current.save(update_fields=["amending_since"])
    record(Action.CHANGES_BEGUN, clinic=current.clinic, actor="patient", now=now, subject=current)


@transaction.atomic
def keep_sent(response: Response, *, now: datetime, actor: str = "patient") -> None:
    """Drop open changes: the pages are those of the newest document again. What was said about safety stays."""
    current = _locked(response)
    if not current.is_amending:
        return
    _put_back(current, now=now)
    current.amending_since = None
    current.save(update_fields=["amending_since"])
    record(Action.CHANGES_DROPPED, clinic=current.clinic, actor=actor, now=now, subject=current)


def _locked(response: Response) -> Response:
    return Response.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=response.pk)


def _put_back(response: Response, *, now: datetime) -> None:
    """Let the pages hold what the newest document says, each as left. A safety answer taken back is remembered so."""
    sent = response.newest_document.document
    pages = {page.section: page for page in response.pages.all()}
    for section in SECTIONS:
        answers = _answers_in(sent, section)
        page = pages.get(section.slug) or Page(response=response, section=section.slug, answers={})
        if page.answers == answers and page.left_at and not page.typed:
            continue
        remember(response, before=page.answers, after=answers, now=now)
        page.answers, page.typed, page.replaced = answers, None, None
        page.saved_at, page.left_at, page.revision = now, now, page.revision + 1
        page.save()


def _answers_in(sent: Document, section: type[Section]) -> dict[str, Any]:
    """What a page of this section holds when it is as sent, the boxes that leave items for staff among it."""
    answers: dict[str, Any] = {}
    for key, question in section.questions().items():
        if sent.items.get(key, {}).get("with_staff"):
            answers[box_of(question.instrument)] = True
        if not question.worked_out and sent.value(key) is not None:
            answers[key] = sent.value(key)
    return answers
