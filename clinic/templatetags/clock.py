"""How staff pages write times: on the clinic's clock, the US way. What patients read is written in their templates."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone

from clinic.models import Clinic

register = template.Library()

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60  # seconds


@register.filter
def day(moment: datetime, clinic: Clinic) -> str:
    """ "Tue Dec 8"; with the year where it is not this one."""
    local = clinic.local(moment)
    year = "" if local.year == clinic.local(timezone.now()).year else f", {local.year}"
    return f"{local:%a %b} {local.day}{year}"


@register.filter
def dated(moment: datetime, clinic: Clinic) -> str:
    """ "Dec 8, 2026": always with the year, for what is kept in a chart."""
    local = clinic.local(moment)
    return f"{local:%b} {local.day}, {local.year}"


@register.filter
def time_of_day(moment: datetime, clinic: Clinic) -> str:
    """ "10:30 am", in one piece."""
    local = clinic.local(moment)
    return f"{local.hour % 12 or 12}:{local:%M}\N{NO-BREAK SPACE}{'am' if local.hour < 12 else 'pm'}"


@register.filter
def moment(when: datetime, clinic: Clinic) -> str:
    """ "Tue Dec 8, 10:30 am"."""
    return f"{day(when, clinic)}, {time_of_day(when, clinic)}"


@register.filter
def to_the_second(when: datetime, clinic: Clinic) -> str:
    """ "Tue Dec 8, 2026, 10:30:05 am": for what must be told apart later."""
    local = clinic.local(when)
    half = "am" if local.hour < 12 else "pm"
    return f"{local:%a} {dated(when, clinic)}, {local.hour % 12 or 12}:{local:%M:%S}\N{NO-BREAK SPACE}{half}"


@register.filter
def nearness(when: datetime, clinic: Clinic) -> str:
    """ "today", "tomorrow", "past" for an earlier day, and "" for any other."""
    days = (clinic.local(when).date() - clinic.local(timezone.now()).date()).days
    return "past" if days < 0 else {0: "today", 1: "tomorrow"}.get(days, "")


@register.filter
def waited(since: datetime, now: datetime) -> str:
    """ "6 min", "2 h", "3 days": how long ago, rounded down."""
    seconds = int((now - since).total_seconds())
    if seconds < HOUR:
        return f"{seconds // MINUTE} min" if seconds >= MINUTE else "less than 1 min"
    if seconds < DAY:
        return f"{seconds // HOUR} h"
    return f"{seconds // DAY} day{'s' if seconds >= 2 * DAY else ''}"
