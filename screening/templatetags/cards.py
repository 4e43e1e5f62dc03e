"""What templates cannot work out themselves about cards, rules, and words in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html

from intake.instrument import ENGLISH
from intake.questionnaire import QUESTIONS
from screening.rule import Priority
from screening.rulebook_entries import Entry
from screening.still_true import confirmed_from, still_true
from screening.trying import Fault

register = template.Library()
ENOUGH = 60  # characters after which a gist says enough
BEFORE_A_MARK = re.compile(r" (?=[,.:;])")

LOOKS = {Priority.URGENT: "urgent", Priority.DISCUSS_FIRST: "first", Priority.DISCUSS: "discuss", Priority.NOTE: "note"}


@register.filter
def look(priority: Priority) -> str:
    """The CSS class of a priority; its name stands beside it in words."""
    return LOOKS[priority]


@register.simple_tag
def said(line: Mapping[str, Any], name: str) -> str:
    """The words as the patient saw them; beneath them, where that was another language, English. Both are frozen."""
    shown, lang = line[name], line.get("lang", ENGLISH)
    english = line.get(f"{name}_en", shown)
    if lang == ENGLISH:  # of an instrument shown in English, only our own words for a blank were not
        return str(english)
    if english == shown:
        return format_html('<span lang="{}">{}</span>', lang, shown)
    return format_html('<span lang="{}">{}</span> <small class="english">{}</small>', lang, shown, english)


@register.filter
def ids(rows: Iterable[Any]) -> str:
    """The ids of these rows, for a hidden field that says what was on the page."""
    return " ".join(str(row.pk) for row in rows)


@register.filter
def gist(entry: Entry) -> str:
    """What a rule is about in a line: its reason as far as it says something."""
    if isinstance(entry.reason, str):
        return entry.reason
    said = ""
    for one in entry.reason:
        said += " " + (one.text or " / ".join(part.text for part in one.several))
        if len(said) >= ENOUGH:
            break
    said = BEFORE_A_MARK.sub("", said.strip())
    return said if said.endswith((".", "?", "!")) else f"{said}."


@register.filter
def plain(remark: str) -> str:
    """A remark of the rulebook without the stars that its file uses for emphasis."""
    return remark.replace(" *", " “").replace("*.", "”.").replace("*", "")


@register.filter
def about(by_key: Mapping[str, Any] | None, key: str) -> Any:
    """What stands under this key; "" for nothing, or where the page has nothing of the kind."""
    return by_key.get(key, "") if by_key else ""


register.filter(confirmed_from)
register.filter(still_true)


@register.filter
def leads_to(fault: Fault) -> str:
    """The id of the control that a fault on the page of tries is about."""
    if fault.key not in QUESTIONS:
        return "json"
    question = QUESTIONS[fault.key]
    if question.kind == "rows":
        return f"{fault.key}-0-{next(iter(question.row.base_fields))}"  # type: ignore[attr-defined]
    return f"{fault.key}_0" if question.options else fault.key
