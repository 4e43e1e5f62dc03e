"""Every address that the site answers, read from the URL configuration itself: a new page is in the next test run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# A value for each kind of part that an address may have. None of them exists.
PARTS: dict[str, Any] = {
    "IntConverter": 1,
    "SlugConverter": "mood",
    "StringConverter": "x" * 43,
    "UUIDConverter": UUID(int=1),
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every pattern of the URL configuration, whatever includes it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def every_address(**known: Any) -> dict[str, str]:
    """Name to address. ``known`` gives parts of addresses by name, such as ``response_id``."""
    return {str(entry.name): reverse(str(entry.name), kwargs=_parts(entry, known)) for entry in patterns()}


def _parts(entry: URLPattern, known: dict[str, Any]) -> dict[str, Any]:
    kinds = {name: type(kind).__name__ for name, kind in entry.pattern.converters.items()}
    # A part of an address that is written as a regular expression is of no kind.
    return {name: known.get(name, PARTS[kinds.get(name, "StringConverter")]) for name in entry.pattern.regex.groupindex}
