"""How patients' pages write a time of day: "2:03 pm", as staff pages do, or as the language in force writes it."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

register = template.Library()


@register.filter(expects_localtime=True)
def time_of_day(local: datetime) -> str:
    """A time on the clock that is meant; in English "10:30 pm"; in one piece."""
    if get_language() == "en":
        return f"{local.hour % 12 or 12}:{local:%M}\N{NO-BREAK SPACE}{'am' if local.hour < 12 else 'pm'}"
    return date_format(local, gettext("g:i a")).replace(" ", "\N{NO-BREAK SPACE}")
