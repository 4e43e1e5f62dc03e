"""What machines that watch this one are told: that it is up, that it can work, and never more."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from django.utils import timezone

from clinic.mail import send
from clinic.models import Heartbeat
from operations.health import OUTBOX_LATE, WORKER_LATE

OUTBOX = {"notices": "ok", "outbox": "ok"}
ANOTHER_KEY = base64.b64encode(b"another key, of thirty-two bytes").decode()


@pytest.fixture
def working(db: None) -> None:
    """A worker that has just finished a round."""
    call_command("worker", "--once")


def ready(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_the_process_says_that_it_is_up_without_asking_the_database(client):
    # Without the db fixture, any query fails the test.
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"process": "ok"})


def test_everything_in_place_is_ready(client, patient, working):
    assert ready(client) == (200, {"database": "ok", "migrations": "ok", "keys": "ok", "worker": "ok", **OUTBOX})


def test_an_empty_database_opens_with_any_key(client, working):
    assert ready(client)[0] == 200


def test_the_worker_notes_when_it_finished_a_round(db):
    begun = timezone.now()

    call_command("worker", "--once")

    assert begun <= Heartbeat.objects.get(name="worker").at <= timezone.now()


@pytest.mark.parametrize("ago", [WORKER_LATE + timedelta(seconds=1), timedelta(days=1)])
def test_a_worker_that_stopped_is_noticed(client, working, ago):
    Heartbeat.objects.update(at=timezone.now() - ago)

    assert ready(client) == (503, {"database": "ok", "migrations": "ok", "keys": "ok", "worker": "not ok", **OUTBOX})


def test_a_worker_that_never_ran_is_noticed(client, db):
    assert ready(client)[1]["worker"] == "not ok"


def test_a_safety_notice_that_does_not_get_through_is_noticed(client, patient, working):
    patient.saves(asq_5="yes", now=timezone.now() - timedelta(minutes=3))

    assert ready(client)[1] == {"database": "ok", "migrations": "ok", "keys": "ok", "worker": "ok"} | OUTBOX | {
        "notices": "not ok"
    }


def test_mail_that_waits_too_long_is_noticed(client, clinic, working):
    send("a@example.org", "Hello", "Text", clinic=clinic, now=timezone.now() - OUTBOX_LATE - timedelta(seconds=1))

    assert ready(client)[0] == 503
    assert ready(client)[1]["outbox"] == "not ok"


def test_a_migration_that_is_not_applied_is_noticed(client, working):
    MigrationRecorder(connection).record_unapplied("screening", "0002_append_only")

    assert ready(client) == (503, {"database": "ok", "migrations": "not ok", "keys": "ok", "worker": "ok", **OUTBOX})


def test_keys_that_do_not_open_what_is_stored_are_noticed(client, patient, working):
    with override_settings(PHI_KEYS=[ANOTHER_KEY]):
        answer = ready(client)

    assert answer == (503, {"database": "ok", "migrations": "ok", "keys": "not ok", "worker": "ok", **OUTBOX})


def test_a_database_that_does_not_answer_is_told_as_such(client, monkeypatch, working):
    asked = []

    def down(*args: Any, **kwargs: Any) -> None:
        asked.append("again")
        raise OperationalError("no route to host 10.0.0.5, password for intake")

    with monkeypatch.context() as outage:
        outage.setattr(connections["default"], "cursor", down)
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert set(answer.json().values()) == {"not ok"}
    assert "10.0.0.5" not in answer.text
    assert len(asked) == 1  # each try may last until a connection is given up


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_watching_machine_gets_no_session_and_needs_no_https(db, address):
    with override_settings(SECURE_SSL_REDIRECT=True):
        answer = Client().get(address)

    assert answer.status_code in (200, 503)
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_watching_machine_only_looks(client, db, address):
    assert client.post(address).status_code == 405
