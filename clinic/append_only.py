"""Tables that only grow: migration operations whose triggers refuse changes, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

REFUSAL = "this record is kept as it is"
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION clinic_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


class AppendOnly(Operation):
    """No row of ``table`` is ever updated or deleted, whoever asks."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> Any:
        return type(self).__name__, [self.table], {}

    def describe(self) -> str:
        return f"Let {self.table} only grow"

    def state_forwards(self, app_label: str, state: Any) -> None:
        return None

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.removals(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def statements(self, vendor: str) -> list[str]:
        """The SQL that makes the triggers."""
        table = self.table
        if vendor == "sqlite":
            refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL} ({table})'); END"
            return [
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            ]
        refuse = "EXECUTE FUNCTION clinic_refuse_change()"
        return [
            POSTGRES_FUNCTION,
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {refuse}",
        ]

    def removals(self, vendor: str) -> list[str]:
        """The SQL that takes the triggers away."""
        kinds = ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")
        on = "" if vendor == "sqlite" else f" ON {self.table}"
        return [f"DROP TRIGGER {self.table}_no_{kind}{on}" for kind in kinds]
