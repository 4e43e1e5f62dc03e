"""The way of docs/deployment.md to save and bring back a PostgreSQL database, with its own programs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from operations.verify import CHECKS

pytestmark = pytest.mark.django_db(transaction=True)

RETURNED = "returned"


@pytest.fixture
def options(db: None) -> list[str]:
    """How the programs reach the server."""
    if connection.vendor != "postgresql":
        pytest.skip("this is about PostgreSQL")
    if not all(map(shutil.which, ("pg_dump", "pg_restore", "createdb", "dropdb"))):
        pytest.skip("the programs of PostgreSQL are not on the PATH: apt install postgresql-client")
    given = connection.settings_dict
    where = {
        "--host": given["HOST"] or given["OPTIONS"].get("host"),
        "--port": given["PORT"] or given["OPTIONS"].get("port"),
        "--username": given["USER"],
    }
    return [f"{name}={value}" for name, value in where.items() if value]


@pytest.fixture
def returned(options: list[str], patient, tmp_path: Path) -> Iterator[str]:
    """The alias of a new database into which a dump of this one was restored."""
    patient.sends(asq_1="yes", asq_5="no")
    name, file = f"{connection.settings_dict['NAME']}_returned", str(tmp_path / "intake.dump")
    run("pg_dump", *options, "--format=custom", f"--file={file}", connection.settings_dict["NAME"])
    run("createdb", *options, "--template=template0", name)
    try:
        run("pg_restore", *options, "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={name}", file)
        connections[RETURNED] = type(connections["default"])(
            {**connection.settings_dict, "NAME": name, "OPTIONS": without_pool()}, alias=RETURNED
        )
        yield RETURNED
        connections[RETURNED].close()
        del connections[RETURNED]
    finally:
        run("dropdb", *options, name)


def without_pool() -> dict[str, object]:
    return {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "pool"}


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_what_was_dumped_comes_back_as_it_was_written(returned):
    assert [complaint for check in CHECKS for complaint in check.complaints(returned)] == []


def test_what_came_back_still_only_grows(returned):
    with connections[returned].cursor() as cursor, pytest.raises(Exception, match="kept as it is"):
        cursor.execute("UPDATE screening_flag SET priority = 'note'")
