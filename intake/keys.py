"""Whether the keys at hand are those that this database was written with. How values are encrypted is in clinic."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from clinic.encryption import CannotDecrypt, encrypted_fields, has_a_key_for_each
from intake.models import Patient


class KeysDoNotFit(ImproperlyConfigured):
    """The database was written with other keys than PHI_KEYS holds."""


def open_the_newest_row() -> bool:
    """Whether the newest patient's name can be read; True where there is nobody yet."""
    newest = Patient.objects.order_by("-created_at").first()
    try:
        return newest is None or bool(newest.identity)
    except CannotDecrypt:
        return False


def each_is_here() -> bool:
    """Whether every encrypted value names a key that is at hand, as it may not in the middle of a change of keys."""
    return all(has_a_key_for_each(model, field) for model, field in encrypted_fields())


def refuse_others() -> None:
    """Raise KeysDoNotFit before anything is read or written with the wrong keys, or with only some of them.

    A database that does not answer yet, or has no tables yet, is no reason not to start.
    """
    try:
        fits = open_the_newest_row() and each_is_here()
    except Error:
        return
    if not fits:
        raise KeysDoNotFit(
            "PHI_KEYS does not open what this database holds: a key is missing or is another one. Nothing was changed. "
            "Give back the keys that the data was written with, the newest first."
        )
