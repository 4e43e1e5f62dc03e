"""What gunicorn makes its workers out of: a process that is done with the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from tests.config.production import FROM_THE_MACHINE, ROOT, server_environment

LOADS = """
import os, threading
import config.wsgi
from django.db import connection
print(connection.connection, [thread.name for thread in threading.enumerate()])
"""


def test_nothing_is_open_to_the_database_when_workers_are_made(db: None, tmp_path: Path) -> None:
    environment = server_environment(tmp_path / "db.sqlite3")
    if connection.vendor == "postgresql":  # where a pool has threads, which no worker would have
        environment["DATABASE_URL"] = os.environ["DATABASE_URL"]
    told = subprocess.run(
        [sys.executable, "-c", LOADS],
        cwd=ROOT,
        env={"ENV_FILE": "", **FROM_THE_MACHINE, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert told.stdout == "None ['MainThread']\n", told.stderr
