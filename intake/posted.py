"""What a browser sent of a page, as plain lists that can be kept and put back. What it means, the forms decide."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import QueryDict

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "link"})

# Names with their values, in order.
Fields = list[tuple[str, list[str]]]


def fields_of(data: Any, *, of: Collection[str] | None = None) -> Fields:
    """What was sent, without what only belongs to the sending; of these questions (and their rows) where named."""
    return [
        (name, [value.encode(errors="replace").decode() for value in values])
        for name, values in data.lists()
        if name not in NOT_TYPED and (of is None or name.partition("-")[0] in of)
    ]


def as_data(fields: Fields) -> QueryDict:
    """These fields as a form takes them."""
    data = QueryDict(mutable=True)
    for name, values in fields:
        data.setlist(name, values)
    return data
