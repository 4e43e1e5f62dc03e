"""Inviting a patient, and opening a link with a date of birth. What the patient then answers is in responses.py."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from clinic.audit import Action, record
from clinic.models import Clinic, Staff
from clinic.safety_contacts import has_both
from intake.finding import remember_words
from intake.mails import forget_links, mail_link
from intake.models import Invitation, Patient, Response
from intake.questionnaire import VERSION

TOKEN_BYTES = 32
TRIES_BEFORE_PAUSE = 3
TRIES_BEFORE_STOP = 10
PAUSE = timedelta(minutes=15)
# Letters and digits that nobody mistakes for one another when read aloud.
REFERENCE_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"


class LinkUnknown(LookupError):
    """No link has this token."""


class NoSafetyContacts(RuntimeError):
    """The clinic has not named two people who are told of urgent safety items, so it invites nobody."""


class AlreadyInvited(RuntimeError):
    """This very form was sent before: the response exists. ``response`` is it."""

    def __init__(self, response: Response) -> None:
        super().__init__("already invited")
        self.response = response


class AlreadySent(RuntimeError):
    """The response has been sent and its consult has come: it needs no link."""


class LinkRefused(PermissionError):
    """The link does not open now. ``reason``: expired, stopped or paused (then ``until`` says for how long)."""

    def __init__(self, reason: str, *, clinic: Clinic, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason, self.clinic, self.until = reason, clinic, until


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who is invited. ``date_of_birth`` is ISO 8601."""

    name: str
    date_of_birth: str
    record_number: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def invite(
    clinic: Clinic,
    identity: Identity,
    *,
    consult_at: datetime | None,
    clinician: Staff | None,
    by: Staff,
    now: datetime,
    response_id: UUID | None = None,
    language: str = "en",
    by_mail: bool = False,
) -> tuple[Response, str]:
    """Open a response for a patient and return it with the link's token, which is not kept anywhere.

    ``response_id`` is the id that the form carried: sending the same form twice raises AlreadyInvited.
    ``by_mail``: the patient agreed to mail at the address given. Raises NoSafetyContacts.
    """
    if response_id:
        _refuse_twice(clinic, response_id)
    patient = Patient.objects.create(clinic=clinic, identity=asdict(identity), created_at=now)
    remember_words(patient)
    response = Response(
        id=response_id or uuid4(),
        patient=patient,
        clinic=clinic,
        clinician=clinician,
        consult_at=consult_at,
        reference=_new_reference(),
        questionnaire=VERSION,
        language=language,
        created_at=now,
        created_by=by,
        by_mail=by_mail and bool(identity.email),
    )
    response.save(force_insert=True)
    token, link = _make_link(response, by=by, now=now)
    if response.by_mail:
        mail_link(response, token, ends=link.expires_at, now=now)
    record(Action.INVITED, clinic=clinic, by=by, now=now, subject=response)
    return response, token


def _refuse_twice(clinic: Clinic, response_id: UUID) -> None:
    # One form sent twice at once: the second waits here and finds what the first made.
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    if known := Response.objects.for_clinic(clinic).filter(id=response_id).first():
        raise AlreadyInvited(known)


@transaction.atomic
def renew_link(response: Response, *, by: Staff, now: datetime) -> str:
    """Stop the old links and return the token of a new one.

    Raises AlreadySent once the answers can only be read, and NoSafetyContacts.
    """
    current = Response.objects.select_for_update(of=("self",)).select_related("clinic", "patient").get(pk=response.pk)
    if current.is_sent and current.consult_at and current.consult_at <= now:
        raise AlreadySent
    current.invitations.filter(stopped_at=None).update(stopped_at=now)
    forget_links(current, now=now)
    token, link = _make_link(current, by=by, now=now)
    if current.by_mail:
        mail_link(current, token, ends=link.expires_at, now=now)
    record(Action.LINK_MADE, clinic=current.clinic, by=by, now=now, subject=current)
    return token


@transaction.atomic
def renew_links(responses: Iterable[Response], *, by: Staff, now: datetime) -> list[tuple[Response, str]]:
    """New links in place of the old ones for all that may have one: each response with its token.

    Raises NoSafetyContacts.
    """
    made = []
    for response in responses:
        with suppress(AlreadySent):
            made.append((response, renew_link(response, by=by, now=now)))
    return made


@transaction.atomic
def hand_over(response: Response, *, by: Staff, now: datetime) -> Invitation:
    """The invitation that a patient opens on a device of the clinic: the one that works, or else a new one.

    A link that the patient has goes on working. Raises AlreadySent, and NoSafetyContacts where a new one is needed.
    """
    current = Response.objects.select_for_update().get(pk=response.pk)
    if current.is_sent:
        raise AlreadySent
    works = current.invitations.filter(stopped_at=None, ended_at=None, expires_at__gt=now)
    if not works.exists():
        renew_link(current, by=by, now=now)
    record(Action.DEVICE_GIVEN, clinic=current.clinic, by=by, now=now, subject=current)
    return works.latest("created_at")


@transaction.atomic
def stop_link(response: Response, *, by: Staff, now: datetime) -> None:
    """Stop the links of a response that still work."""
    if response.invitations.filter(stopped_at=None).update(stopped_at=now):
        forget_links(response, now=now)
        record(Action.LINK_STOPPED, clinic=response.clinic, by=by, now=now, subject=response)


def locked_out(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Those of these that nobody can open, because too many wrong dates stopped a link and there is no newer one."""
    links = Invitation.objects.filter(response=OuterRef("pk"))
    guessed = links.filter(wrong_dates__gte=TRIES_BEFORE_STOP)
    return responses.filter(~Exists(links.filter(stopped_at=None)), Exists(guessed))


def find(token: str) -> Invitation:
    """The invitation with this token. Raises LinkUnknown."""
    known = Invitation.objects.select_related("response__clinic", "response__patient")
    invitation = known.filter(token_hash=_hash(token)).first()
    if invitation is None:
        raise LinkUnknown
    return invitation


def check_open(invitation: Invitation, *, now: datetime) -> None:
    """Raise LinkRefused if the link does not open at ``now``."""
    clinic = invitation.response.clinic
    if invitation.stopped_at:
        raise LinkRefused("stopped", clinic=clinic)
    if invitation.ended_at or now >= invitation.expires_at:
        raise LinkRefused("expired", clinic=clinic)
    if invitation.paused_until and now < invitation.paused_until:
        raise LinkRefused("paused", clinic=clinic, until=invitation.paused_until)


def why_stopped(invitation: Invitation) -> str:
    """Why a link was stopped: "tries" for too many wrong dates, "newer" where another one works, else "stopped"."""
    links = Invitation.objects.filter(response=invitation.response_id)
    if links.filter(pk=invitation.pk, wrong_dates__gte=TRIES_BEFORE_STOP).exists():
        return "tries"
    return "newer" if links.filter(stopped_at=None).exists() else "stopped"


@transaction.atomic
def end(invitation: Invitation, *, now: datetime) -> None:
    """Keep for good that this link has ended, the first time that somebody is told so.

    Otherwise a clock that is set back would open it again. Sittings that began in time go on.
    """
    if Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now):
        response = invitation.response
        record(Action.LINK_ENDED, clinic=response.clinic, actor="nobody", now=now, subject=response)


def confirm(invitation: Invitation, born: date, *, now: datetime) -> bool:
    """Whether the date of birth is the patient's. Each wrong date counts on the link. Raises LinkRefused."""
    with transaction.atomic():
        link = (
            Invitation.objects.select_for_update(of=("self",)).select_related("response__patient").get(pk=invitation.pk)
        )
        link.response.clinic = invitation.response.clinic
        check_open(link, now=now)
        right = compare_digest(born.isoformat(), link.response.patient.date_of_birth.isoformat())
        if right:
            link.wrong_dates = 0
            Response.objects.filter(pk=link.response_id, opened_at=None).update(opened_at=now)
        else:
            _count_wrong_date(link, now=now)
        link.save(update_fields=["wrong_dates", "paused_until", "stopped_at"])
        _write_down(link, right=right, now=now)
    if not right:
        check_open(link, now=now)
    return right


def _count_wrong_date(link: Invitation, *, now: datetime) -> None:
    link.wrong_dates += 1
    if link.wrong_dates >= TRIES_BEFORE_STOP:
        link.stopped_at = now
        # Whoever guesses may have the other mails, too.
        Invitation.objects.filter(response=link.response_id, stopped_at=None).update(stopped_at=now)
        forget_links(link.response, now=now)
    elif link.wrong_dates % TRIES_BEFORE_PAUSE == 0:
        link.paused_until = now + PAUSE


def _write_down(link: Invitation, *, right: bool, now: datetime) -> None:
    action = Action.LINK_OPENED if right else Action.LINK_LOCKED if link.stopped_at else Action.LINK_REFUSED
    actor = "patient" if right else "nobody"
    record(action, clinic=link.response.clinic, actor=actor, now=now, subject=link.response)


def link_beside(response: Response, *, now: datetime) -> tuple[str, Invitation]:
    """The token of one more link, for a reminder. No token is kept, so an earlier link cannot be sent again; and it
    must not stop, in case this mail gets lost. The response's row must be locked.
    """
    newest = response.invitations.latest("created_at")
    token, link = _make_link(response, by=newest.created_by, in_reminder=True, now=now)
    record(Action.LINK_MADE, clinic=response.clinic, actor="worker", now=now, subject=response)
    return token, link


def end_of_link(response: Response, *, now: datetime) -> datetime:
    """Until when a link of this response works: its consult, or as long as the clinic says where none lies ahead."""
    ahead = response.consult_at if response.consult_at and response.consult_at > now else None
    return ahead or now + timedelta(days=response.clinic.link_days)


def _make_link(response: Response, *, by: Staff, now: datetime, in_reminder: bool = False) -> tuple[str, Invitation]:
    if not has_both(response.clinic):
        raise NoSafetyContacts
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = Invitation.objects.create(
        response=response,
        token_hash=_hash(token),
        created_at=now,
        created_by=by,
        in_reminder=in_reminder,
        expires_at=end_of_link(response, now=now),
    )
    return token, link


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _new_reference() -> str:
    letters = [secrets.choice(REFERENCE_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"
