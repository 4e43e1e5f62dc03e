"""Changing settings: each change is logged with its old and new value. Which settings there are is in known.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clinic.audit import Action, record
from clinic.models import Clinic, Staff
from clinic.settings.known import Setting, fields_of
from clinic.settings.models import SettingChange


class NotYours(Exception):
    """Another role changes this setting."""


class ChangedMeanwhile(Exception):
    """Somebody changed one of these settings after the page was drawn. ``changes`` are theirs, newest first."""

    def __init__(self, changes: list[SettingChange]) -> None:
        super().__init__(f"{len(changes)} changes in the meantime")
        self.changes = changes


def newest(clinic: Clinic) -> int:
    """The number of the clinic's newest change, or 0: what a page that is drawn now knows of."""
    return clinic.setting_changes.values_list("id", flat=True).first() or 0


@transaction.atomic
def change_settings(
    clinic: Clinic, given: Mapping[Setting, Any], *, seen: int, by: Staff, now: datetime
) -> list[SettingChange]:
    """Save what is new among the given values, with a line in the log and an audit event for each.

    ``seen`` is the newest change that the person knew of. The same values sent twice change nothing the second time.
    Raises NotYours, and ChangedMeanwhile when somebody else set one of them to something different since.
    """
    locked = Clinic.objects.select_for_update().get(pk=clinic.pk)
    new = {setting: value for setting, value in given.items() if setting.of(locked) != value}
    if any(setting.by != by.role for setting in new):
        raise NotYours
    refuse_if_newer(locked, {setting.name for setting in new}, seen=seen)
    before = {setting: setting.of(locked) for setting in new}
    for setting, value in new.items():
        setting.put(locked, value)
    locked.save(update_fields=fields_of(new))
    return [
        log(locked, setting.name, setting.label, before=before[setting], after=value, by=by, now=now)
        for setting, value in new.items()
    ]


def refuse_if_newer(clinic: Clinic, names: Iterable[str], *, seen: int) -> None:
    """Raises ChangedMeanwhile when one of these was changed since. The clinic's row must be locked."""
    newer = clinic.setting_changes.filter(name__in=names, id__gt=seen).select_related("by")
    if newer:
        raise ChangedMeanwhile(list(newer))


def log(clinic: Clinic, name: str, label: str, *, before: Any, after: Any, by: Staff, now: datetime) -> SettingChange:
    """One line in the log and one audit event, which names the setting and not its value."""
    change = SettingChange.objects.create(
        clinic=clinic, name=name, label=label, before=before, after=after, by=by, at=now
    )
    record(Action.SETTING_CHANGED, clinic=clinic, by=by, now=now, what=name)
    return change
