"""Encryption of what the database holds about people: AES-256-GCM under a ring of keys, tied to its row and column.

A stored value is: one version byte, the key's id (4 bytes), a nonce (12), the ciphertext with its tag. Key ring: the
setting PHI_KEYS (base64, 32 bytes each); the first one encrypts, all of them decrypt.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.functions import Substr

VERSION = b"\x01"
KEY_ID_BYTES, NONCE_BYTES = 4, 12


class CannotDecrypt(ValueError):
    """The value was not written here with a key we hold: a key is missing, or the value was moved or altered."""


@dataclass(frozen=True)
class KeyRing:
    """The keys we hold, by id; ``first`` encrypts."""

    first: bytes
    keys: dict[bytes, AESGCM]


@lru_cache(maxsize=4)
def _ring(encoded: tuple[str, ...]) -> KeyRing:
    raw = [base64.b64decode(key) for key in encoded]
    ids = [hashlib.sha256(b"key id" + key).digest()[:KEY_ID_BYTES] for key in raw]
    return KeyRing(first=ids[0], keys={key_id: AESGCM(key) for key_id, key in zip(ids, raw, strict=True)})


def encrypt(value: Any, *, place: str) -> bytes:
    """JSON-able ``value`` as bytes that can be read back only at the same ``place``."""
    return _seal(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(), place)


def _seal(text: bytes, place: str) -> bytes:
    ring = _ring(tuple(settings.PHI_KEYS))
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + ring.first + nonce + ring.keys[ring.first].encrypt(nonce, text, place.encode())


def decrypt(stored: bytes, *, place: str) -> Any:
    """The value that ``encrypt`` was given. Raises CannotDecrypt."""
    return json.loads(_open(stored, place))


def is_current(stored: bytes) -> bool:
    """Whether a stored value is encrypted with the key that encrypts today."""
    return stored[1 : 1 + KEY_ID_BYTES] == _ring(tuple(settings.PHI_KEYS)).first


def key_ids() -> list[bytes]:
    """The ids of the keys at hand."""
    return list(_ring(tuple(settings.PHI_KEYS)).keys)


def encrypted_anew(stored: bytes, *, place: str) -> bytes:
    """The same value, to the letter, under the key that encrypts today. Raises CannotDecrypt."""
    return _seal(_open(stored, place), place)


def _open(stored: bytes, place: str) -> bytes:
    key_id, rest = stored[1 : 1 + KEY_ID_BYTES], stored[1 + KEY_ID_BYTES :]
    key = _ring(tuple(settings.PHI_KEYS)).keys.get(key_id)
    if stored[:1] != VERSION or key is None or len(rest) < NONCE_BYTES:
        raise CannotDecrypt(f"no key for a value at {place}")
    try:
        return key.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.encode())
    except InvalidTag as fault:
        raise CannotDecrypt(f"a value at {place} was altered or moved") from fault


class Sealed(bytes):
    """A value as it came from the database, not yet decrypted."""


class _Opened:
    """Decrypts on first reading, when the row's key is known."""

    def __init__(self, field: EncryptedField) -> None:
        self.field = field

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = instance.__dict__[name] = decrypt(value, place=self.field.place(instance))
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.BinaryField):
    """Any JSON value, encrypted for this row and this column. It cannot be searched, ordered or updated in bulk.

    ``context`` names the column for good: renaming a model or field must not make its values unreadable.
    """

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context = context

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"context": self.context}

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _Opened(self))

    def place(self, instance: Any) -> str:
        """Where a value belongs: the column and the row."""
        return self.place_of(instance.pk)

    def place_of(self, pk: Any) -> str:
        return f"{self.context}:{pk}"

    def pre_save(self, model_instance: Any, add: bool) -> Sealed:
        if self.attname not in model_instance.__dict__:
            getattr(model_instance, self.attname)  # deferred: what was not read must not be written as nothing
        value = model_instance.__dict__[self.attname]
        return value if isinstance(value, Sealed) else Sealed(encrypt(value, place=self.place(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise FieldError(f"{self.context} is encrypted for its row: save the instance instead")
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        if value is None:
            return None
        # Text is nothing that we wrote. It does not open, and that can be told only if it can be read.
        return Sealed(value.encode() if isinstance(value, str) else value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.context} is encrypted and cannot be searched")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: Any) -> str:
        raise FieldError(f"{self.context} is encrypted and is not written to fixtures")


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Every encrypted column of every model."""
    for model in apps.get_models():
        yield from ((model, field) for field in model._meta.local_fields if isinstance(field, EncryptedField))


def has_a_key_for_each(model: type[models.Model], field: EncryptedField) -> bool:
    """Whether each value of this column names a key that is at hand. Nothing is decrypted for it."""
    named = Substr(field.attname, 1 + len(VERSION), KEY_ID_BYTES, output_field=models.BinaryField())
    stored = model._base_manager.filter(**{f"{field.attname}__isnull": False})
    return not stored.annotate(key_named=named).exclude(key_named__in=key_ids()).exists()
