"""What of a clinic's own words patients who read Spanish still see in English. Our words: locale/es."""

from __future__ import annotations

from clinic.models import Clinic
from clinic.settings.known import ABOUT, SPANISH, TEXTS
from clinic.settings.models import CrisisLine


def still_english(clinic: Clinic) -> list[str]:
    """What the lead calls each of the clinic's own texts that has no Spanish yet; nothing where none is offered."""
    if not clinic.offers_spanish:
        return []
    in_english = {setting.name: setting.of(clinic) for group in (ABOUT, TEXTS) for setting in group.settings}
    missing = [
        setting.label.removesuffix(", in Spanish")
        for setting in SPANISH.settings
        if setting.field == "spanish" and in_english[setting.name.partition(".")[2]] and not setting.of(clinic)
    ]
    return missing + [f"Crisis line: {line.name}" for line in clinic.crisis_lines.all() if lacks_spanish(line)]


def lacks_spanish(line: CrisisLine) -> bool:
    """Whether a part of what patients read of it is in English only."""
    return not line.spanish_name or bool(line.when and not line.spanish_when)
