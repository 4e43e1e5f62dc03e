"""Keys for the tests of rotation and verification: the one that all tests use, and a newer one."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import override_settings

from operations.sealed import encrypted_columns

OLD = settings.PHI_KEYS[0]
NEW = base64.b64encode(b"a newer key that the tests use..").decode()


@contextmanager
def keys(*ring: str) -> Iterator[None]:
    """With this key ring; the first one encrypts."""
    with override_settings(PHI_KEYS=list(ring)):
        yield


def stored() -> dict[str, bytes]:
    """Every encrypted value as it lies in the database, by table, column and row."""
    return {
        f"{column} {pk}": bytes(value)
        for column in encrypted_columns()
        for batch in column.batches()
        for pk, value in batch
    }


def opened() -> dict[str, Any]:
    """Every encrypted value as it reads."""
    return {
        f"{column} {row.pk}": getattr(row, column.field.attname)
        for column in encrypted_columns()
        for row in column.rows()
    }
