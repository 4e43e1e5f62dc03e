"""What the front desk sees of a response: how far form and link are, and whether the last mail left. No answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from clinic.outbox.models import Message
from intake.invitations import TRIES_BEFORE_STOP
from intake.models import Response
from intake.progress import Status
from intake.views.answering import progress_of

MAILS = (Message.Kind.INVITATION, Message.Kind.REMINDER, Message.Kind.THANKS)


def rows_of(responses: Iterable[Response], *, now: datetime) -> list[dict[str, Any]]:
    """A row for each response, with the same few queries however many there are."""
    listed = list(responses)
    about = [_record(response) for response in listed]
    sent = (
        Message.objects.filter(about__in=about, kind__in=MAILS).order_by("created_at").only("about", "state", "trouble")
    )
    newest = {mail.about: mail for mail in sent}
    return [
        status_of(response, now=now) | {"mail_trouble": _is_in_trouble(newest.get(_record(response)))}
        for response in listed
    ]


def mails_about(response: Response) -> QuerySet[Message]:
    """What was written to the patient about this form, oldest first."""
    return Message.objects.filter(about=_record(response), kind__in=MAILS).order_by("created_at")


def _record(response: Response) -> str:
    return f"response {response.pk}"


def _is_in_trouble(mail: Message | None) -> bool:
    is_waiting = mail is not None and mail.state == Message.State.WAITING
    return mail is not None and (mail.state == Message.State.GIVEN_UP or (is_waiting and bool(mail.trouble)))


def status_of(response: Response, *, now: datetime) -> dict[str, Any]:
    """How far form and link are: what the front desk sees of a response."""
    return {"response": response, "form": _form_status(response), **_link_status(response, now=now)}


def _form_status(response: Response) -> str:
    if response.is_sent:
        return "Sent. The patient is changing answers, not sent yet." if response.is_amending else "Sent"
    if response.opened_at is None:
        return "Not opened yet"
    # Not out of how many: which sections a person is asked depends on the answers.
    done = sum(task.status is Status.DONE for task in progress_of(response).tasks)
    return f"In progress, {done} section{'' if done == 1 else 's'} done" if done else "Opened, no section done yet"


def _link_status(response: Response, *, now: datetime) -> dict[str, Any]:
    """The newest link in a few words; ``link_at`` is the moment that belongs to them, or None."""
    link = max(response.invitations.all(), key=lambda one: (one.stopped_at is None, one.created_at))
    if link.stopped_at:
        why = ": too many wrong dates of birth" if link.wrong_dates >= TRIES_BEFORE_STOP else ""
        return {"link": f"Stopped{why}", "link_at": None, "link_works": False}
    if link.ended_at or link.expires_at <= now:
        return {"link": "Ended", "link_at": link.expires_at, "link_works": False}
    if link.paused_until and link.paused_until > now:
        return {"link": "Paused after wrong dates of birth, until", "link_at": link.paused_until, "link_works": True}
    if link.expires_at == response.consult_at:
        return {"link": "Works until the consult", "link_at": None, "link_works": True}
    return {"link": "Works until", "link_at": link.expires_at, "link_works": True}
