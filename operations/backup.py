"""A copy of the SQLite database, taken while people work. How it comes back is in restore.py."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection


class NotSqlite(RuntimeError):
    """The database is a PostgreSQL server, which has programs of its own for this: see docs/deployment.md."""


class FileExists(RuntimeError):
    """There is such a file already. A backup never takes the place of another."""


class Damaged(RuntimeError):
    """SQLite's own check found fault with a file."""


def database_file() -> Path:
    """The file of this copy's database. Raises NotSqlite."""
    if connection.vendor != "sqlite":
        raise NotSqlite
    return Path(connection.settings_dict["NAME"])


def backup(target: Path) -> None:
    """Copy the database as it is at one moment, for its owner's eyes only, and make sure that it lasts.

    Raises NotSqlite, FileExists, Damaged.
    """
    source = database_file()
    _take_name(target)
    begun = target.with_name(f"{target.name}.begun")
    try:
        _take_name(begun)
        _copy(source, begun)
        check_file(begun)
        _flush(begun)
        os.replace(begun, target)
        _flush(target.parent)
    except BaseException:
        begun.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        raise


def check_file(file: Path) -> None:
    """Let SQLite look over every page of a file, without writing to it. Raises Damaged."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = [words for (words,) in database.execute("PRAGMA integrity_check")]
            strangers = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{file} is not a database, or is damaged: {error}.") from error
    if found != ["ok"] or strangers:
        raise Damaged(f"{file} is damaged: {'; '.join(found[:3])}, {len(strangers)} rows that point nowhere.")


def _take_name(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise FileExists(f"{file} exists. Choose another name.") from error


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=20)) as database,
        closing(sqlite3.connect(target)) as copy,
    ):
        # All pages in one step: the copy is of one moment, and writers go on writing.
        database.backup(copy)
        # The journal of the original is not part of the copy, so the copy must not expect one.
        copy.execute("PRAGMA journal_mode=DELETE")


def _flush(path: Path) -> None:
    """Wait until the disk has it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
