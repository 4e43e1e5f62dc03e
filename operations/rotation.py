"""Encrypting everything anew with the newest key. It may be stopped at any time and begun again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from clinic.encryption import CannotDecrypt, Sealed, encrypted_anew, is_current
from clinic.models import KeyRotation
from intake.finding import has_current_words, remember_words
from intake.models import Patient
from operations.sealed import Column, encrypted_columns


@dataclass(frozen=True, kw_only=True)
class Step:
    """What was done to one batch of a column: how many values are under the newest key now, and which do not open."""

    column: Column
    done: int
    unreadable: tuple[Any, ...] = ()


def outstanding() -> dict[Column, int]:
    """Each column with how many of its values are still under an older key."""
    return {
        column: sum(not is_current(stored) for batch in column.batches() for _pk, stored in batch)
        for column in encrypted_columns()
    }


def rotate(*, now: datetime) -> Iterator[Step]:
    """Bring every value under the newest key, one committed batch at a time. What is under it already is left alone."""
    for column in encrypted_columns():
        for batch in column.batches():
            older = [pk for pk, stored in batch if not is_current(stored)]
            if older:
                yield _rotate(column, older, now=now)


def renew_words() -> int:
    """Hash anew, under the newest key, the words by which patients are found; returns how many patients changed."""
    changed = 0
    for patient in Patient.objects.prefetch_related("words").iterator(chunk_size=500):
        with suppress(CannotDecrypt):  # it was told of when its identity was to be encrypted anew
            if not has_current_words(patient):
                remember_words(patient)
                changed += 1
    return changed


@transaction.atomic
def _rotate(column: Column, keys: list[Any], *, now: datetime) -> Step:
    mark = KeyRotation.objects.create(begun_at=now)
    unreadable = []
    # Read again under lock: a form in progress may have been saved since.
    locked = column.values(column.rows().select_for_update().filter(pk__in=keys))
    for pk, stored in locked:
        try:
            anew = Sealed(encrypted_anew(stored, place=column.field.place_of(pk)))
        except CannotDecrypt:
            unreadable.append(pk)
            continue
        if not is_current(stored):
            column.rows().filter(pk=pk).update(**{column.field.attname: anew})
    mark.delete()
    return Step(column=column, done=len(locked) - len(unreadable), unreadable=tuple(unreadable))
