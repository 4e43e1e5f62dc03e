"""Bringing a backup back: looked over first, in a copy, and only then put in place. How it is made is in backup.py."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from clinic.models import Clinic
from operations.backup import backup, check_file, database_file
from operations.verify import CHECKS

COPY = "copy_of_backup"  # a database alias, there only while a backup is looked over


class NotEmpty(RuntimeError):
    """There are people's records in the database that the backup would replace."""


class FromLaterVersion(RuntimeError):
    """The backup has tables that this version of the application does not know."""


class Faulty(RuntimeError):
    """The backup is not what was written. ``complaints`` says where."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__(f"{len(complaints)} fault(s): {'; '.join(complaints[:5])}")
        self.complaints = complaints


def restore(source: Path, *, replace: bool, now: datetime) -> Path | None:
    """Put a backup in place of the database, brought up to this version. Returns the copy kept of what it replaced.

    Nothing is changed unless the backup stands up to every check. Raises NotSqlite, NotEmpty, Damaged,
    FromLaterVersion, Faulty.
    """
    database = database_file()
    if is_in_use() and not replace:
        raise NotEmpty
    check_file(source)
    database.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=database.parent, prefix="restore-") as folder:
        copy = Path(folder, "copy.sqlite3")
        shutil.copyfile(source, copy)
        try:
            _look_over(copy)
        except DatabaseError as error:
            raise Faulty([f"a table cannot be read or brought up to this version ({type(error).__name__})"]) from error
        kept = _keep(database, now=now) if is_in_use() else None
        _put_in_place(copy, database)
    return kept


def is_in_use() -> bool:
    """Whether there is a clinic: all that is kept about anybody hangs on one."""
    try:
        return Clinic.objects.exists()
    except DatabaseError:
        return False  # no tables yet


def _look_over(copy: Path) -> None:
    with _opened(copy):
        applied = set(MigrationRecorder(connections[COPY]).applied_migrations())
        ours = {app for app, _name in applied} & set(MigrationLoader(None).migrated_apps)
        if unknown := {entry for entry in applied if entry[0] in ours} - set(MigrationLoader(None).disk_migrations):
            raise FromLaterVersion(f"unknown here: {', '.join(sorted('.'.join(entry) for entry in unknown))}")
        if not applied:
            raise Faulty(["there are no tables of this application in it"])
        call_command("migrate", database=COPY, verbosity=0)
        if complaints := [complaint for check in CHECKS for complaint in check.complaints(COPY)]:
            raise Faulty(complaints)


@contextmanager
def _opened(file: Path) -> Iterator[None]:
    """The file as one more of Django's databases, for as long as this lasts."""
    default = connections["default"]
    connections[COPY] = type(default)({**default.settings_dict, "NAME": str(file)}, alias=COPY)
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]


def _keep(database: Path, *, now: datetime) -> Path:
    name = f"{database.name}.replaced-{now:%Y%m%d-%H%M%S}"
    names = (database.with_name(f"{name}-{number}" if number else name) for number in count())
    kept = next(file for file in names if not file.exists())
    backup(kept)
    return kept


def _put_in_place(copy: Path, database: Path) -> None:
    """Write every page in one transaction. Programs that have the database open see it from their next query on."""
    connections["default"].close()
    with (
        closing(sqlite3.connect(copy)) as source,
        closing(sqlite3.connect(database, timeout=20)) as target,
    ):
        source.backup(target)
