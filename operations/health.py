"""Whether this copy can do its work, one named check at a time. Who is told, and how, is in views.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from clinic.models import Heartbeat
from clinic.outbox.models import Message
from intake import keys
from screening.notices import undelivered_since

WORKER_LATE = timedelta(minutes=5)  # ten rounds
OUTBOX_LATE = timedelta(minutes=30)


def database_answers(now: datetime) -> bool:
    """Whether the database does what it is asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_are_applied(now: datetime) -> bool:
    """Whether the database has every table and column that this version of the code knows."""
    return _known_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


def keys_open_the_newest_row(now: datetime) -> bool:
    """Whether the keys at hand are those that this database was written with."""
    return keys.open_the_newest_row()


def worker_was_seen(now: datetime) -> bool:
    """Whether the worker finished a round lately. Without it, forms that go quiet are not looked at."""
    return Heartbeat.objects.filter(name=Heartbeat.WORKER, at__gt=now - WORKER_LATE).exists()


def notices_get_through(now: datetime) -> bool:
    """Whether no safety notice, of any clinic, has been on its way for too long."""
    return undelivered_since(None, now=now) is None


def outbox_moves(now: datetime) -> bool:
    """Whether no message has been waiting for longer than a mail server may be away."""
    return not Message.objects.waiting().filter(created_at__lt=now - OUTBOX_LATE).exists()


CHECKS: dict[str, Callable[[datetime], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "keys": keys_open_the_newest_row,
    "worker": worker_was_seen,
    "notices": notices_get_through,
    "outbox": outbox_moves,
}


def checked(*, now: datetime) -> dict[str, bool]:
    """Name of each check to whether it holds. A check that the database does not let come to an end does not hold.

    All of them ask the database. Where it does not answer, only one waits to be told so.
    """
    if not _holds(database_answers, now):
        return dict.fromkeys(CHECKS, False)
    return {name: _holds(check, now) for name, check in CHECKS.items()}


def _holds(check: Callable[[datetime], bool], now: datetime) -> bool:
    try:
        return check(now)
    except Error:
        return False


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)
