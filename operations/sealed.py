"""Every encrypted column there is, and its values as stored. What is done with them is in rotation.py and verify.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from clinic.encryption import EncryptedField, Sealed, encrypted_fields

BATCH = 200  # rows


@dataclass(frozen=True)
class Column:
    """One encrypted column of one table."""

    model: type[models.Model]
    field: EncryptedField

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column}"

    def rows(self, using: str = DEFAULT_DB_ALIAS) -> models.QuerySet[Any]:
        """All rows, whatever the model's own manager leaves out."""
        return self.model._base_manager.using(using)

    def values(self, rows: models.QuerySet[Any]) -> list[tuple[Any, Sealed]]:
        """Primary key and stored value of these rows, leaving out what is empty."""
        found = rows.values_list("pk", self.field.attname)
        return [(pk, stored) for pk, stored in found if stored is not None]

    def batches(self, using: str = DEFAULT_DB_ALIAS) -> Iterator[list[tuple[Any, Sealed]]]:
        """All values, some hundred at a time, in the order of the primary key: rows may come in meanwhile."""
        rows = self.rows(using).order_by("pk")
        batch = self.values(rows[:BATCH])
        while batch:
            yield batch
            batch = self.values(rows.filter(pk__gt=batch[-1][0])[:BATCH])


def encrypted_columns() -> list[Column]:
    """Every encrypted column of every model."""
    return [Column(model, field) for model, field in encrypted_fields()]
