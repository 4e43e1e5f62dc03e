"""The role that serves the site on PostgreSQL: it can do its work, and cannot undo what keeps records as they are."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from clinic.models import Heartbeat, KeyRotation
from intake.models import FrozenDocument
from operations.verify import append_only_tables

ROLE = f"intake_site_{os.getpid()}"  # roles are the whole server's, and tests may run side by side


@pytest.fixture
def postgres(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has roles")


@pytest.fixture
def as_site(postgres: None, patient) -> Iterator[None]:
    """A sent response, and from then on every query by the role. All of it is rolled back after the test."""
    patient.sends(asq_1="yes", asq_5="no")
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("grant", ROLE, verbosity=0)
        cursor.execute(f"SET ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


def test_the_site_can_take_a_patient_from_link_to_sending(as_site, other_patient):
    other_patient.enters()
    other_patient.sends(asq_1="yes", asq_5="yes")

    assert FrozenDocument.objects.filter(response=other_patient.response).exists()


def test_the_worker_can_do_its_round(as_site):
    call_command("worker", "--once")

    assert Heartbeat.objects.exists()


def test_the_site_can_change_no_table_that_only_grows(as_site):
    for table in append_only_tables():
        assert "permission denied" in refused(f"UPDATE {table.table} SET id = id")  # noqa: S608
        assert "permission denied" in refused(f"DELETE FROM {table.table}")  # noqa: S608
        assert "permission denied" in refused(f"TRUNCATE {table.table}")


def test_the_site_cannot_take_a_trigger_away(as_site):
    assert "must be owner" in refused("ALTER TABLE intake_frozendocument DISABLE TRIGGER ALL")
    assert "must be owner" in refused("DROP TRIGGER intake_frozendocument_no_update ON intake_frozendocument")


def test_the_site_can_make_no_table_of_its_own_that_others_could_be_taken_for(as_site):
    assert "permission denied" in refused("CREATE TEMPORARY TABLE clinic_keyrotation (begun_at timestamptz)")


def test_nobody_but_the_owner_and_the_site_comes_into_the_database(as_site):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege('public', current_database(), 'CONNECT')")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_database_privilege(current_database(), 'CONNECT')")
        assert cursor.fetchone() == (True,)


def test_the_site_cannot_begin_a_rotation(as_site):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        KeyRotation.objects.create(begun_at=timezone.now())


def test_the_site_cannot_pass_off_a_migration_as_applied(as_site):
    assert "permission denied" in refused("DELETE FROM django_migrations")


@pytest.mark.parametrize("name", ["", "site; DROP TABLE x", 'a"b', "Site", "1site"])
def test_what_is_no_name_is_no_role(postgres, name):
    with pytest.raises(CommandError, match="A role's name"):
        call_command("grant", name)


def test_sqlite_has_no_roles(db):
    if connection.vendor == "postgresql":
        pytest.skip("this is about SQLite")

    with pytest.raises(CommandError, match="Only PostgreSQL"):
        call_command("grant", ROLE)
