"""What a browser sent of a page, as plain lists that can be kept and put back. What it means, the forms decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

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


def fields_for(questions: Mapping[str, Any], answers: Mapping[str, Any]) -> Fields:
    """Stored answers as a browser would send them back on the page of these questions."""
    fields: Fields = []
    for key, value in answers.items():
        if questions[key].kind == "rows":
            fields += [(f"{key}-{n}-{cell}", [said]) for n, row in enumerate(value) for cell, said in row.items()]
        elif questions[key].kind == "box":
            fields.append((key, ["on"]))
        else:
            fields.append((key, value if isinstance(value, list) else [value]))
    return fields


def as_data(fields: Fields) -> QueryDict:
    """These fields as a form takes them."""
    data = QueryDict(mutable=True)
    for name, values in fields:
        data.setlist(name, values)
    return data


def ids_of(given: list[str], *, most: int) -> list[UUID]:
    """The ids among what was sent, as far as so many go; what is no id is passed over."""
    found = []
    for one in given[:most]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
