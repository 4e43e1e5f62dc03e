"""The crisis lines that a clinic names beside 988 and 911: added, changed, looked at again, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from clinic.models import Clinic, Staff
from clinic.settings.change import log, refuse_if_newer
from clinic.settings.models import CrisisLine

LABEL = "Crisis line"
LOOKED_AT_EVERY = timedelta(days=182)
FIELDS = ("name", "phone", "when", "spanish_name", "spanish_when", "owner", "review_by")


class NotHereAnyMore(Exception):
    """Somebody took the line away in the meantime."""


def stale_lines(clinic: Clinic, *, now: datetime) -> list[CrisisLine]:
    """The lines that somebody has to look at again."""
    today = clinic.local(now).date()
    return [line for line in clinic.crisis_lines.select_related("owner") if line.is_stale(today)]


@transaction.atomic
def add_line(clinic: Clinic, given: Mapping[str, Any], *, by: Staff, now: datetime) -> CrisisLine:
    """A new line, which patients see at once. One of the same name and number is not added twice."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    known = clinic.crisis_lines.filter(name=given["name"], phone=given["phone"]).first()
    if known:
        return known
    line = CrisisLine.objects.create(clinic=clinic, **given)
    _log(line, before=None, after=_said(line), by=by, now=now)
    return line


@transaction.atomic
def change_line(line: CrisisLine, given: Mapping[str, Any], *, seen: int, by: Staff, now: datetime) -> None:
    """Change a line. The same values sent twice change nothing. Raises ChangedMeanwhile, NotHereAnyMore."""
    locked = _locked(line)
    if all(getattr(locked, name) == given[name] for name in FIELDS):
        return
    refuse_if_newer(locked.clinic, [_name(locked)], seen=seen)
    before = _said(locked)
    for name in FIELDS:
        setattr(locked, name, given[name])
    locked.save(update_fields=FIELDS)
    _log(locked, before=before, after=_said(locked), by=by, now=now)


@transaction.atomic
def confirm_line(line: CrisisLine, *, by: Staff, now: datetime) -> date:
    """Somebody looked: it is right. Returns the day by which it is looked at again. Raises NotHereAnyMore."""
    locked = _locked(line)
    before, locked.review_by = _said(locked), locked.clinic.local(now).date() + LOOKED_AT_EVERY
    if not locked.owner.is_active:
        locked.owner = by
    locked.save(update_fields=["review_by", "owner"])
    _log(locked, before=before, after=_said(locked), by=by, now=now)
    return locked.review_by


@transaction.atomic
def take_away_line(line: CrisisLine, *, by: Staff, now: datetime) -> None:
    """Patients do not see the line any more. Raises NotHereAnyMore."""
    locked = _locked(line)
    _log(locked, before=_said(locked), after=None, by=by, now=now)
    locked.delete()


def _locked(line: CrisisLine) -> CrisisLine:
    Clinic.objects.select_for_update().get(pk=line.clinic_id)
    known = CrisisLine.objects.select_related("clinic", "owner").filter(pk=line.pk).first()
    if known is None:
        raise NotHereAnyMore
    return known


def _name(line: CrisisLine) -> str:
    return f"crisis_line.{line.pk}"


def _said(line: CrisisLine) -> str:
    """The line in one sentence, for the log."""
    when = f", {line.when.rstrip('.')}" if line.when else ""
    in_spanish = ", ".join(filter(None, (line.spanish_name, line.spanish_when.rstrip("."))))
    spanish = f" In Spanish: {in_spanish}." if in_spanish else ""
    return (
        f"{line.name}: {line.phone}{when}.{spanish} {line.owner.name} looks at it again by {line.review_by:%Y-%m-%d}."
    )


def _log(line: CrisisLine, *, before: str | None, after: str | None, by: Staff, now: datetime) -> None:
    log(line.clinic, _name(line), LABEL, before=before, after=after, by=by, now=now)
