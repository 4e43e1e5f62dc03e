"""The languages that a patient page offers beside its own. Which are offered, and why: intake/languages.py."""

from __future__ import annotations

from django import template

from clinic.models import Clinic
from intake.languages import ALL, others

register = template.Library()


@register.simple_tag
def other_languages(clinic: Clinic | None) -> list[tuple[str, str]]:
    """Code and name of each; of a page that belongs to no clinic, every language that there is."""
    return others(clinic.languages if clinic else ALL)
