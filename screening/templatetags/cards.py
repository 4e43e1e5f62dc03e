"""The two things about cards that templates cannot work out themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from screening.rule import Priority

register = template.Library()

LOOKS = {Priority.URGENT: "urgent", Priority.DISCUSS_FIRST: "first", Priority.DISCUSS: "discuss", Priority.NOTE: "note"}


@register.filter
def look(priority: Priority) -> str:
    """The CSS class of a priority; its name stands beside it in words."""
    return LOOKS[priority]


@register.filter
def ids(rows: Iterable[Any]) -> str:
    """The ids of these rows, for a hidden field that says what was on the page."""
    return " ".join(str(row.pk) for row in rows)
