"""Guessing a link's token: how long it would take; wrong ones look alike; guessing leaves nothing behind."""

from __future__ import annotations

import base64
import math
import re

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, Staff
from intake.invitations import TOKEN_BYTES, TRIES_BEFORE_STOP, renew_link
from intake.models import Invitation
from tests.people import Patient

GUESSES_A_SECOND = 1_000_000  # far more than any server answers
LINKS_AT_ONCE = 1_000_000  # far more than any clinic has
SECONDS_A_YEAR = 365 * 24 * 60 * 60


def test_guessing_any_token_takes_longer_than_the_universe_is_old() -> None:
    expected = 2 ** (8 * TOKEN_BYTES) / LINKS_AT_ONCE / GUESSES_A_SECOND / SECONDS_A_YEAR

    assert math.log10(expected) > 50  # years; the universe has 10


def test_tokens_are_as_long_as_said_and_none_is_like_another(patient: Patient, front_desk: Staff) -> None:
    tokens = [renew_link(patient.response, by=front_desk, now=timezone.now()) for _ in range(50)]

    assert {len(base64.urlsafe_b64decode(token + "=")) for token in tokens} == {TOKEN_BYTES}
    assert len({token[:6] for token in tokens}) == 50


def test_the_date_alone_cannot_be_guessed_either() -> None:
    """Ten wrong dates stop the link; a whole lifetime of birthdays has more than thirty thousand."""
    assert TRIES_BEFORE_STOP / (365 * 90) < 1 / 3000


def test_all_wrong_tokens_look_alike(patient: Patient) -> None:
    close = patient.token[:-1] + ("x" if patient.token[-1] != "x" else "y")
    pages = [Client().get(f"/q/{token}/") for token in (close, "x" * 43, "x", "%00", "x" * 2000)]

    assert {page.status_code for page in pages} == {404}
    said = [
        re.sub(rb'(csrfmiddlewaretoken" value=)"[^"]*"', rb"\1", page.content.replace(b"\r", b"")) for page in pages
    ]
    assert len(set(said)) == 1


def test_wrong_tokens_write_nothing(patient: Patient) -> None:
    def rows() -> tuple[int, int, int]:
        return Session.objects.count(), AuditEvent.objects.count(), Invitation.objects.count()

    before = rows()
    for number in range(20):
        Client().get(f"/q/{'x' * 42}{number % 10}/")
        Client().post(f"/q/{'x' * 42}{number % 10}/", {"year": "1974", "month": "3", "day": "9"})

    assert rows() == before


def test_visitors_without_a_link_write_nothing(db: None) -> None:
    for path in ("/", "/form/", "/form/ended/", "/form/help/", "/desk/", "/staff/sign-in/", "/nothing/"):
        Client().get(path)

    assert (Session.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_stopped_and_an_unknown_link_differ_only_for_who_holds_a_real_token(patient: Patient) -> None:
    Invitation.objects.update(stopped_at=timezone.now())

    assert Client().get(f"/q/{patient.token}/").status_code == 410
    assert Client().get(f"/q/{patient.token.swapcase()}/").status_code == 404
