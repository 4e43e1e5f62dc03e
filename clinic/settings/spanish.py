"""A clinic's own words in Spanish: what is missing, and what was written for other English. Our words: locale/es."""

from __future__ import annotations

from clinic.models import Clinic
from clinic.settings.known import SPANISH, Setting
from clinic.settings.models import CrisisLine


def still_english(clinic: Clinic) -> list[str]:
    """What the lead calls each of the clinic's own texts that has no Spanish yet; nothing where none is offered."""
    if not clinic.offers_spanish:
        return []
    english = in_english(clinic)
    missing = [_label(setting) for setting in _texts() if english[setting.key] and not setting.of(clinic)]
    return missing + [f"Crisis line: {line.name}" for line in clinic.crisis_lines.all() if lacks_spanish(line)]


def written_for_other_english(clinic: Clinic) -> list[str]:
    """What the lead calls each text whose English has changed since its Spanish was last saved beside it."""
    if not clinic.offers_spanish:
        return []
    english = in_english(clinic)
    return [
        _label(setting)
        for setting in _texts()
        if setting.of(clinic) and clinic.spanish_beside.get(setting.key) != english[setting.key]
    ]


def read_beside(clinic: Clinic, *, seen: int) -> None:
    """Somebody has the Spanish before them and saves it: it says the same as the English.

    ``seen`` is the newest change that the person knew of: if the English has changed since, nobody has compared it.
    """
    english = in_english(clinic)
    if not clinic.setting_changes.filter(name__in=english, id__gt=seen).exists():
        Clinic.objects.filter(pk=clinic.pk).update(spanish_beside=english)


def in_english(clinic: Clinic) -> dict[str, str]:
    """The English of each text that there may be in Spanish, by the name of its field."""
    return {setting.key: getattr(clinic, setting.key) for setting in _texts()}


def _texts() -> list[Setting]:
    return [setting for setting in SPANISH.settings if setting.field == "spanish"]


def _label(setting: Setting) -> str:
    return setting.label.removesuffix(", in Spanish")


def lacks_spanish(line: CrisisLine) -> bool:
    """Whether a part of what patients read of it is in English only."""
    return not line.spanish_name or bool(line.when and not line.spanish_when)
