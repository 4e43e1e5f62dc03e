"""Whether what is stored is what was written: a list of checks, each of which tells what it holds against which row.

A complaint names a table and an id, never what a row says. More checks are added to CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

from clinic.append_only import AppendOnly
from clinic.audit import faults
from clinic.encryption import CannotDecrypt, decrypt
from clinic.models import KeyRotation
from intake.models import FrozenDocument
from operations.sealed import encrypted_columns

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


@dataclass(frozen=True)
class Check:
    """``claim`` is what should be true; ``complaints`` takes a database alias and gives a line for each exception."""

    claim: str
    complaints: Callable[[str], Iterator[str]]


def values_that_do_not_open(using: str) -> Iterator[str]:
    """Encrypted values that no key opens in their place: altered, moved, or written with a key that is not here."""
    for column in encrypted_columns():
        for batch in column.batches(using):
            for pk, stored in batch:
                try:
                    decrypt(stored, place=column.field.place_of(pk))
                except CannotDecrypt:
                    yield f"{column} of {pk} cannot be opened"


def documents_unlike_their_digest(using: str) -> Iterator[str]:
    """Frozen documents whose content is not what their digest was taken of."""
    for frozen in FrozenDocument.objects.using(using).order_by("pk").iterator(chunk_size=100):
        try:
            matches = frozen.document.digest == frozen.digest
        except CannotDecrypt:
            continue  # the check of encrypted values tells of it
        if not matches:
            yield f"intake_frozendocument {frozen.pk} does not match its digest"


def amendments_that_name_another(using: str) -> Iterator[str]:
    """Amendments whose content does not name the document before them, with its number and its digest."""
    amending = FrozenDocument.objects.using(using).filter(amends__isnull=False).select_related("amends")
    for frozen in amending.order_by("pk").iterator(chunk_size=100):
        try:
            named = frozen.content.get("amends", {})
        except CannotDecrypt:
            continue  # the check of encrypted values tells of it
        before: Any = frozen.amends
        same = (before.response_id, before.number + 1) == (frozen.response_id, frozen.number)
        if not same or (named.get("number"), named.get("digest")) != (before.number, before.digest):
            yield f"intake_frozendocument {frozen.pk} does not name the document that it amends"


def triggers_that_are_missing(using: str) -> Iterator[str]:
    """Tables that only grow and may be changed, because a trigger was taken away."""
    vendor = connections[using].vendor
    with connections[using].cursor() as cursor:
        cursor.execute(TRIGGERS[vendor])
        there = {name for (name,) in cursor.fetchall()}
    wanted = [name for table in append_only_tables() for name in table.triggers(vendor)]
    yield from (f"{name} is missing" for name in wanted if name not in there)
    if KeyRotation.objects.using(using).exists():
        yield "clinic_keyrotation has a row, so encrypted columns can be changed"


def append_only_tables() -> list[AppendOnly]:
    """Every operation with which the migrations forbid changing a table."""
    migrations = MigrationLoader(None).disk_migrations.values()
    operations = [operation for migration in migrations for operation in migration.operations]
    return [operation for operation in operations if isinstance(operation, AppendOnly)]


CHECKS = [
    Check("Every encrypted value opens in its place", values_that_do_not_open),
    Check("Every frozen document matches its digest", documents_unlike_their_digest),
    Check("Every amendment names the document before it", amendments_that_name_another),
    Check("Every table that only grows is guarded", triggers_that_are_missing),
    Check("Every audit trail is whole", faults),
]
