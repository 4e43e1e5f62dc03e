"""What each kind of database is told at the start, on every machine. Which one it is: settings.py."""

from __future__ import annotations

from typing import Any

import environ

from config.environment import SettingRefused

SQLITE = "django.db.backends.sqlite3"


def database_at(url: str, *, statement_seconds: int) -> dict[str, Any]:
    """Django's settings for the database at this address, with what we rely on. Raises SettingRefused."""
    scheme = url.partition("://")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        # The rest of it stays out of the message, because there is a password in it.
        raise SettingRefused(f"DATABASE_URL must start with sqlite:// or postgres://. It starts with {scheme!r}.")
    database = environ.Env.db_url_config(url)
    if database["ENGINE"] == SQLITE:
        return database | {"OPTIONS": on_sqlite()}
    # The pool keeps connections open, and each is tried before use: the server may have restarted.
    kept = {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    return database | kept | {"OPTIONS": on_postgres(statement_seconds) | database.get("OPTIONS", {})}


def on_sqlite() -> dict[str, Any]:
    """Django's own defaults lose writes when two people save at the same time."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        # synchronous=FULL: a signature must survive a power cut. secure_delete: what is deleted is overwritten.
        # recursive_triggers: REPLACE removes a row too, and without it the triggers that forbid that stay silent.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
            "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
        ),
    }


def on_postgres(statement_seconds: int) -> dict[str, Any]:
    """What takes longer than anybody waits is given up, so that it cannot hold up everybody else.

    Migrations may be given more time. A lock is never waited for long: who waits for a lock is waited for by the next.
    """
    return {
        "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
        "connect_timeout": 5,
        "options": (
            f"-c statement_timeout={statement_seconds}s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
        ),
    }
