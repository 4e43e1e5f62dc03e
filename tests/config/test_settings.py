"""Settings that people's records and privacy rest on. Starting as a server is in test_production.py."""

import logging
import threading

import pytest
from django.conf import settings
from django.db import connection, transaction

import config.settings
from config.logs import WithoutTokens

A_TOKEN = "kq3vTnq2l0c7uJH3oXbT9r2mYyqS4wGz1aQeZ5dN8fU"


@pytest.fixture
def sqlite(db):
    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite")


@pytest.fixture
def postgres(db):
    if connection.vendor != "postgresql":
        pytest.skip("this is about PostgreSQL")


@pytest.mark.parametrize(
    ("name", "value"),
    [("statement_timeout", "30s"), ("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "1min")],
)
def test_postgres_gives_up_what_takes_too_long(postgres, name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")

        assert cursor.fetchone() == (value,)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_not_handed_out_again(postgres):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [number] = cursor.fetchone()
    other = connection.copy("other")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [number])
    other.close()
    other.close_pool()
    connection.close()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("busy_timeout", 20_000)],
)
def test_sqlite_keeps_what_was_signed_and_waits_for_other_writers(sqlite, name, value):
    assert pragma(name) == value


@pytest.mark.django_db(transaction=True)
def test_two_people_who_read_and_then_write_at_once_both_succeed():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE visits (number integer)")
        cursor.execute("INSERT INTO visits VALUES (0)")
    failures = []

    def visit_often():
        try:
            for _ in range(20):
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SELECT number FROM visits")
                    cursor.fetchone()
                    cursor.execute("UPDATE visits SET number = number + 1")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    people = [threading.Thread(target=visit_often) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM visits")
        visits = cursor.fetchone()[0]
        cursor.execute("DROP TABLE visits")
    assert failures == []
    assert visits == 80


def test_passwords_are_hashed_with_argon2():
    assert config.settings.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_every_page_is_private_unless_it_says_otherwise():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_a_misspelt_field_in_a_layout_is_an_error():
    assert settings.CRISPY_FAIL_SILENTLY is False


@pytest.mark.parametrize("path", [f"/r/{A_TOKEN}/", f"/r/{A_TOKEN}", f"/r/{A_TOKEN}/getting-home?next=1"])
def test_a_log_line_hides_the_token_of_a_patients_link(path):
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)

    written = WithoutTokens().format(line)

    assert A_TOKEN not in written
    assert written.startswith("Not Found: /r/[hidden]")


def test_a_traceback_hides_the_token_of_a_patients_link():
    try:
        raise LookupError(f"nothing at /r/{A_TOKEN}/")
    except LookupError as error:
        line = logging.LogRecord("app", logging.ERROR, "", 0, "failed", (), (type(error), error, error.__traceback__))

    assert A_TOKEN not in WithoutTokens().format(line)


def test_a_log_line_keeps_ordinary_addresses_readable():
    line = logging.LogRecord("app", logging.INFO, "", 0, "/review/%s/", ("0b2f8f0e-6f0e-4f52-9d1c-0a8f6f1d2c3b",), None)

    assert WithoutTokens().format(line) == "/review/0b2f8f0e-6f0e-4f52-9d1c-0a8f6f1d2c3b/"
