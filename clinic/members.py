"""The staff of a clinic: invited, given another role, ended. Links are in links.py, second steps in sign_in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from clinic.audit import Action, record
from clinic.links import make_link, use_up
from clinic.mail import send
from clinic.models import Clinic, Role, Staff, StaffLink
from clinic.sign_in import second_step

INVITATION_VALID = timedelta(days=3)
INVITED = """{by} has invited you to the intake system of {clinic}.

Open this link within 3 days to choose a password and set up your second step:

{link}

If you did not expect this, ask {clinic} before you open it.
"""


class AddressTaken(Exception):
    """Somebody has an account with this mail address already, here or at another clinic."""


class OwnAccount(Exception):
    """Nobody changes their own role, ends their own account or invites themselves again."""


class LastAdministrator(Exception):
    """Without an administrator nobody could be invited any more."""


@transaction.atomic
def invite_member(clinic: Clinic, *, email: str, name: str, role: Role, by: Staff, now: datetime) -> tuple[Staff, str]:
    """A new account without a password, and the token of the link that sets one. Raises AddressTaken."""
    try:
        with transaction.atomic():
            person = Staff.objects.create_user(email, clinic=clinic, name=name, role=role)
    except IntegrityError as taken:
        raise AddressTaken from taken
    token = _make_link(person, by=by, now=now)
    _write_down(person, by=by, now=now, what="invited", role=role)
    return person, token


@transaction.atomic
def invite_again(person: Staff, *, by: Staff, now: datetime) -> str:
    """Begin anew with this account: password, second steps and sessions end. Returns the token of a new link.

    For an invitation that ran out, an account that was ended, or a member who has lost the second step.
    Raises OwnAccount.
    """
    person = _for_change(person, by=by)
    person.is_active = True
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    second_step.forget_steps(person)
    second_step.end_sessions(person)
    token = _make_link(person, by=by, now=now)
    _write_down(person, by=by, now=now, what="invited again")
    return token


@transaction.atomic
def accept(link: StaffLink, password: str, *, now: datetime) -> Staff:
    """Set the password of whoever was invited. Raises LinkUnknown when the link was used meanwhile."""
    use_up(link, now=now)
    link.staff.set_password(password)
    link.staff.save(update_fields=["password"])
    _write_down(link.staff, by=link.staff, now=now, what="invitation accepted")
    return link.staff


@transaction.atomic
def change_role(person: Staff, role: Role, *, by: Staff, now: datetime) -> None:
    """Give a member another role, from the next page on. Raises OwnAccount, LastAdministrator."""
    person = _for_change(person, by=by)
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(person)
    before, person.role = person.role, role
    person.save(update_fields=["role"])
    _write_down(person, by=by, now=now, what="role changed", before=before, after=role)


@transaction.atomic
def end_account(person: Staff, *, by: Staff, now: datetime) -> None:
    """End an account and its sessions at once. What the person did stays on record.

    Raises OwnAccount, LastAdministrator.
    """
    person = _for_change(person, by=by)
    _keep_an_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.links.filter(used_at=None).update(expires_at=now)
    second_step.end_sessions(person)
    _write_down(person, by=by, now=now, what="account ended")


def _make_link(person: Staff, *, by: Staff, now: datetime) -> str:
    """A new link, which also goes out by mail; returns its token."""
    link, token = make_link(person, kind=StaffLink.Kind.INVITATION, valid=INVITATION_VALID, now=now)
    address = settings.SITE_URL + reverse("welcome", args=[token])
    clinic = person.clinic
    text = INVITED.format(by=by.name, clinic=clinic.name, link=address)
    subject = f"Your account at {clinic.name}"
    send(person.email, subject, text, clinic=clinic, now=now, stale_at=link.expires_at)
    return token


def _for_change(person: Staff, *, by: Staff) -> Staff:
    """The account as it is now. The clinic's row is locked: two administrators cannot end each other at once."""
    Clinic.objects.select_for_update().get(pk=person.clinic_id)
    if person.pk == by.pk:
        raise OwnAccount
    return Staff.objects.select_for_update().get(pk=person.pk)


def _keep_an_administrator(person: Staff) -> None:
    others = Staff.objects.filter(clinic=person.clinic_id, role=Role.ADMINISTRATOR, is_active=True)
    if person.role == Role.ADMINISTRATOR and not any(o.has_usable_password() for o in others.exclude(pk=person.pk)):
        raise LastAdministrator


def _write_down(person: Staff, *, by: Staff, now: datetime, what: str, **details: str) -> None:
    record(Action.STAFF_CHANGED, clinic=person.clinic, by=by, now=now, subject=person, what=what, **details)
