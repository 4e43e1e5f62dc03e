"""Append-only tables in tests: the triggers are there as ever, and step aside only while rows are swept away."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase

from clinic.append_only import AppendOnly


def append_only_tables() -> list[AppendOnly]:
    """Every operation with which our migrations forbid changing a table."""
    migrations = MigrationLoader(connection).disk_migrations.values()
    operations = [operation for migration in migrations for operation in migration.operations]
    return [operation for operation in operations if isinstance(operation, AppendOnly)]


@contextmanager
def changes_allowed() -> Iterator[None]:
    tables = append_only_tables()
    with connection.cursor() as cursor:
        for table in tables:
            for statement in table.removals(connection.vendor):
                cursor.execute(statement)
        try:
            yield
        finally:
            for table in tables:
                for statement in table.statements(connection.vendor):
                    cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def sweep_append_only_tables() -> Iterator[None]:
    """After a transactional or browser test Django empties all tables, which the triggers would refuse."""
    sweep = TransactionTestCase._fixture_teardown

    def sweep_with_changes_allowed(test: TransactionTestCase) -> None:
        with changes_allowed():
            sweep(test)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep_with_changes_allowed)
        yield
