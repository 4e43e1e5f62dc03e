"""How patients' pages write a phone number: as a link that calls it, on a device that can."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html

register = template.Library()

NUMBER = re.compile(r"\+?[\d\s().-]{7,20}")


@register.filter
def to_call(phone: str) -> str:
    """The number as a link, where it is nothing but a number; a phone cannot dial "555-0100, then ask for Ann"."""
    if not NUMBER.fullmatch(phone):
        return phone
    return format_html('<a href="tel:{}">{}</a>', re.sub(r"[^\d+]", "", phone), phone)
