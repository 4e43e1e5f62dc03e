"""Migration operations for tables that have many rows and are in use. What else to heed: docs/deployment.md."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import AddIndex


class AddIndexMeanwhile(AddIndex):
    """Make an index while others write, where the database can: PostgreSQL does, SQLite is one file and waits.

    Only in a migration with ``atomic = False`` and no other operation. One that was interrupted leaves an index that is
    not valid: drop it, then migrate again.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._change(app_label, schema_editor, to_state, schema_editor.add_index, self.index)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        index = from_state.models[app_label, self.model_name_lower].get_index_by_name(self.index.name)
        self._change(app_label, schema_editor, from_state, schema_editor.remove_index, index)

    def _change(self, app_label: str, schema_editor: Any, state: Any, change: Any, index: Any) -> None:
        connection = schema_editor.connection
        model = state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(connection.alias, model):
            meanwhile = {"concurrently": True} if connection.vendor == "postgresql" else {}
            change(model, index, **meanwhile)
