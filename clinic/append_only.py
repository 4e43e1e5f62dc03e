"""Tables that only grow: migration operations whose triggers refuse changes, on SQLite and on PostgreSQL.

One change is let through: an encrypted column may be encrypted anew under another key, inside a rotation of keys.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

REFUSAL = "this record is kept as it is"

# A row stands in this table only inside a transaction that rotates keys. See clinic.models.KeyRotation.
ROTATION = "clinic_keyrotation"

POSTGRES_REFUSE = f"""
CREATE OR REPLACE FUNCTION clinic_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
# The schema is named, because a temporary table of that name would otherwise be looked at first.
POSTGRES_REENCRYPT = f"""
CREATE OR REPLACE FUNCTION clinic_let_only_reencrypt() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE before bytea; after bytea; rotating boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.{ROTATION})', TG_TABLE_SCHEMA) INTO rotating;
  EXECUTE format('SELECT ($1).%1$I, ($2).%1$I', TG_ARGV[0]) INTO before, after USING OLD, NEW;
  IF rotating AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0]
    AND length(after) = length(before) AND substring(after FROM 1 FOR 1) = substring(before FROM 1 FOR 1)
    AND substring(after FROM 2 FOR 4) <> substring(before FROM 2 FOR 4)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{REFUSAL} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""  # noqa: S608 - no value of anybody's is in it


class AppendOnly(Operation):
    """No row of ``table`` is ever updated or deleted, whoever asks.

    ``encrypted`` names its encrypted column and ``kept`` all others. Inside a rotation, that column alone may change,
    to a value of the same length and version under another key. That it is the same value, only the keys can tell:
    `manage.py verify` does.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, *, encrypted: str = "", kept: tuple[str, ...] = ()) -> None:
        self.table, self.encrypted, self.kept = table, encrypted, tuple(kept)

    def deconstruct(self) -> Any:
        more = {"encrypted": self.encrypted, "kept": self.kept} if self.encrypted else {}
        return type(self).__name__, [self.table], more

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
        return self._on_sqlite() if vendor == "sqlite" else self._on_postgres()

    def triggers(self, vendor: str) -> list[str]:
        """The names of the triggers."""
        kinds = ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")
        return [f"{self.table}_no_{kind}" for kind in kinds]

    def removals(self, vendor: str) -> list[str]:
        """The SQL that takes the triggers away."""
        on = "" if vendor == "sqlite" else f" ON {self.table}"
        return [f"DROP TRIGGER {name}{on}" for name in self.triggers(vendor)]

    def _on_sqlite(self) -> list[str]:
        table, refuse = self.table, f"BEGIN SELECT RAISE(ABORT, '{REFUSAL} ({self.table})'); END"
        unless = f" WHEN NOT ({self._only_encrypted_anew()})" if self.encrypted else ""
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}{unless} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        ]

    def _only_encrypted_anew(self) -> str:
        before, after = f'OLD."{self.encrypted}"', f'NEW."{self.encrypted}"'
        terms = [
            f"EXISTS (SELECT 1 FROM {ROTATION})",  # noqa: S608
            *(f'NEW."{column}" IS OLD."{column}"' for column in self.kept),
            f"typeof({after}) = 'blob'",
            f"length({after}) = length({before})",
            f"substr({after}, 1, 1) = substr({before}, 1, 1)",
            f"substr({after}, 2, 4) <> substr({before}, 2, 4)",
        ]
        return " AND ".join(terms)

    def _on_postgres(self) -> list[str]:
        table, refuse = self.table, "EXECUTE FUNCTION clinic_refuse_change()"
        update = f"EXECUTE FUNCTION clinic_let_only_reencrypt('{self.encrypted}')" if self.encrypted else refuse
        return [
            POSTGRES_REFUSE,
            POSTGRES_REENCRYPT,
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {update}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {refuse}",
        ]
