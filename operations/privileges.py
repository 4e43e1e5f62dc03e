"""What a role may do that serves the site without owning its tables, on PostgreSQL. Without this, who takes over the
site could take the triggers away that keep records as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import connection

from clinic.models import KeyRotation
from operations.verify import append_only_tables

ALL = "SELECT, INSERT, UPDATE, DELETE"
# The site looks these up and never writes them: a rotation of keys and a migration are the owner's.
ONLY_READ = {KeyRotation._meta.db_table, "django_migrations"}
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class NotPostgres(RuntimeError):
    """Only PostgreSQL has roles."""


class NoRoleName(ValueError):
    """A role's name has small letters, digits and underscores, and begins with no digit."""


def grant(role: str) -> int:
    """Give the role what the site needs, and take away whatever else it had; returns the number of tables.

    To be run by the owner of the tables, after each migration. Raises NotPostgres, NoRoleName.
    """
    if connection.vendor != "postgresql":
        raise NotPostgres
    if not NAME.fullmatch(role):
        raise NoRoleName(role)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for statement in _statements(f'"{role}"', tables):
            cursor.execute(statement)
    return len(tables)


def _statements(role: str, tables: list[str]) -> Iterator[str]:
    kept = {table.table for table in append_only_tables()}
    database, schema = _named("current_database()"), _named("current_schema()")
    # A dump does not hold the rights to the database itself, so one that was brought back would let anybody in.
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {database} TO {role}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"
    for table in tables:
        allowed = "SELECT" if table in ONLY_READ else "SELECT, INSERT" if table in kept else ALL
        yield f'REVOKE ALL ON "{table}" FROM {role}'
        yield f'GRANT {allowed} ON "{table}" TO {role}'


def _named(what: str) -> str:
    """Where we are connected, as SQL writes the name."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT quote_ident({what})")
        return str(cursor.fetchone()[0])
