"""Adding and removing rows of a repeating group by plain form posts, for people without script."""

from __future__ import annotations

import re

from django.http import QueryDict

REMOVED = re.compile(r"(?P<group>\w+)-(?P<row>\d{1,2})")


def without_row(data: QueryDict) -> QueryDict:
    """The posted data without the row that a "remove" button named; later rows move up. Otherwise the data itself."""
    named = REMOVED.fullmatch(data.get("remove_row", ""))
    if not named:
        return data
    group, gone = named["group"], int(named["row"])
    changed = QueryDict(mutable=True)
    for key, values in data.lists():
        cell = re.fullmatch(rf"{re.escape(group)}-(\d{{1,2}})-(\w+)", key)
        row = int(cell[1]) if cell else -1
        if row == gone:
            continue
        changed.setlist(f"{group}-{row - 1}-{cell[2]}" if cell and row > gone else key, values)
    return changed
