"""How patient pages show what a clinic has written itself: in the reader's language, or in English and marked so."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from clinic.models import Clinic, CrisisLine

register = template.Library()


@register.filter
def says(whose: Clinic | CrisisLine, name: str) -> str:
    """One of the clinic's own texts, or of a crisis line's; "" where it has not written that one."""
    text, language = whose.says(name)
    if not text or language == (get_language() or "en"):
        return text
    return format_html('<span lang="{}">{}</span>', language, text)
