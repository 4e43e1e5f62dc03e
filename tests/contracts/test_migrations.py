"""No migration stands in the way of people who work: what locks a large table for long is not in any new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel, Migration, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from clinic.large_tables import AddIndexMeanwhile
from clinic.models import Heartbeat

OURS = {"clinic", "intake", "screening"}
# These ran on empty tables. A new migration is not to be added here.
FIRST_RELEASE = {
    "clinic": ("0001_initial", "0002_audit_trail", "0003_staff_accounts", "0004_outbox", "0005_settings"),
    "intake": ("0001_initial", "0002_frozen", "0003_patient_words", "0004_link_ended"),
    "screening": ("0001_initial", "0002_append_only", "0003_upkeep", "0004_notices"),
}
LOCKS = (AddConstraint, AlterField, RunPython)


def standing_in_the_way(migration: Migration) -> Iterator[str]:
    """What in this migration keeps others from a table that may be large and is not made by it."""
    new = {operation.name_lower for operation in migration.operations if isinstance(operation, CreateModel)}
    for operation in migration.operations:
        if getattr(operation, "model_name_lower", "") in new:
            continue
        is_plain_index = isinstance(operation, AddIndex) and not isinstance(operation, AddIndexMeanwhile)
        if is_plain_index or isinstance(operation, LOCKS):
            yield f"{migration}: {operation.describe()}"
    meanwhile = [operation for operation in migration.operations if isinstance(operation, AddIndexMeanwhile)]
    if meanwhile and (migration.atomic or len(migration.operations) > 1):
        yield f"{migration}: AddIndexMeanwhile stands alone, in a migration that is not atomic"


def a_migration(*operations: Operation, atomic: bool = True) -> Migration:
    made = Migration("9999_made_up", "clinic")
    made.operations, made.atomic = list(operations), atomic
    return made


def an_index(kind: type[AddIndex] = AddIndex) -> AddIndex:
    return kind("heartbeat", models.Index(fields=["at"], name="made_up_index"))


def later_ones() -> Iterable[Migration]:
    known = MigrationLoader(None).disk_migrations.items()
    return [one for (app, name), one in known if app in OURS and name not in FIRST_RELEASE[app]]


def test_no_migration_after_the_first_release_stands_in_the_way() -> None:
    assert [fault for migration in later_ones() for fault in standing_in_the_way(migration)] == []


@pytest.mark.parametrize(
    "operations",
    [
        [an_index()],
        [AddConstraint("heartbeat", models.CheckConstraint(condition=models.Q(name="x"), name="made_up"))],
        [AlterField("heartbeat", "name", models.CharField(max_length=80))],
        [RunPython(lambda apps, schema_editor: None)],
        [an_index(AddIndexMeanwhile)],
    ],
    ids=lambda operations: type(operations[0]).__name__,
)
def test_what_locks_a_table_that_is_in_use_is_found(operations: list[Operation]) -> None:
    assert list(standing_in_the_way(a_migration(*operations)))


@pytest.mark.parametrize(
    "migration",
    [
        a_migration(
            CreateModel("Thing", [("name", models.TextField())]),
            AddIndex("thing", models.Index(fields=["name"], name="x")),
        ),
        a_migration(AddField("heartbeat", "note", models.TextField(null=True))),
        a_migration(an_index(AddIndexMeanwhile), atomic=False),
    ],
    ids=["a new table", "a column without a value", "an index made meanwhile"],
)
def test_what_locks_nothing_for_long_is_let_through(migration: Migration) -> None:
    assert list(standing_in_the_way(migration)) == []


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Heartbeat._meta.db_table))


@pytest.mark.django_db(transaction=True)
def test_an_index_made_meanwhile_is_there_and_can_be_taken_back() -> None:
    operation, before = an_index(AddIndexMeanwhile), ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("clinic", after)

    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("clinic", editor, before, after)
    assert "made_up_index" in indexes()

    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("clinic", editor, after, before)
    assert "made_up_index" not in indexes()
