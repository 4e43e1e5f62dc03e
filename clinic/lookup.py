"""Finding people whose names, dates of birth and record numbers are encrypted: keyed hashes of the normalized words.

A hash is HMAC-SHA256 under a key derived from each key of the ring, over the kind and the word. Equal words give equal
hashes, so a copied table shows which people share a name, but not the name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Iterable

from django.conf import settings

PURPOSE = b"clinic-intake lookup"


def normalized(text: str) -> list[str]:
    """The words of a text as they are compared: no case, no accents, no punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(" " if not letter.isalnum() else letter for letter in plain if not unicodedata.combining(letter))
    return kept.split()


def hashes(kind: str, words: Iterable[str]) -> list[str]:
    """The hash (hex) of each word under the first key, for storing."""
    return [_hash(settings.PHI_KEYS[0], kind, word) for word in words]


def any_hash(kind: str, word: str) -> list[str]:
    """The hashes that a stored word may have, one for each key of the ring, for searching."""
    return [_hash(key, kind, word) for key in settings.PHI_KEYS]


def _hash(encoded_key: str, kind: str, word: str) -> str:
    key = hmac.digest(base64.b64decode(encoded_key), PURPOSE, hashlib.sha256)
    return hmac.new(key, f"{kind}\0{word}".encode(), hashlib.sha256).hexdigest()
