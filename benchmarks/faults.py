"""Patients fill in their forms while something goes wrong; then what they were told is held against the database.

python -m benchmarks.faults killed|database|disk [--patients N] [--postgres] [--kill-every SECONDS]
Ends with status 1 if anything that was acknowledged is not there. Uses only loopback and one folder in /tmp.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
from django.db import connections

from benchmarks.postgres import Cluster
from benchmarks.site import Site, environment

DISK = "300m"


def main() -> int:
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything started here is ended
    with folder(on_small_disk=asked.trouble == "disk") as home, database(home, postgres=asked.postgres) as cluster:
        os.environ.update(environment(home, cluster), DJANGO_SETTINGS_MODULE="config.settings")
        django.setup()
        return run(asked, home, cluster)


def run(asked: argparse.Namespace, home: Path, cluster: Cluster | None) -> int:
    # Models can only be imported once the settings are known.
    from benchmarks import scenarios
    from benchmarks.patients import Walker

    site = Site(home)
    site.prepare()
    invited = scenarios.invite_patients(asked.patients)
    let_go_of_the_database()
    try:
        site.start()
        site.start_worker()
        walkers = [
            Walker(number, token, scenarios.BORN, site.port, pace=asked.pace)
            for number, (_response, token) in enumerate(invited)
        ]
        playing = scenarios.Run(
            site, cluster, walkers, [response for response, _token in invited], random.Random(1), asked.kill_every
        )
        seconds = scenarios.play(playing, scenarios.TROUBLES[asked.trouble])
        found = scenarios.faults(playing)
    finally:
        site.end()
    for name, value in scenarios.table(playing, trouble=asked.trouble, seconds=seconds, found=found):
        print(f"{name:<20} {value}")
    for line in found[:50]:
        print(f"FAULT {line}")
    if found and asked.keep_log:
        shutil.copy(home / "server.log", asked.keep_log)
    return 1 if found else 0


def let_go_of_the_database() -> None:
    """Keep no connection that the trouble would break: what is verified later is verified on a fresh one."""
    connection = connections["default"]
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trouble", choices=["killed", "database", "disk"])
    parser.add_argument("--patients", type=int, default=50, choices=range(1, 401), metavar="N", help="1 to 400 (50)")
    parser.add_argument("--postgres", action="store_true", help="a private PostgreSQL cluster instead of SQLite")
    parser.add_argument("--kill-every", type=float, default=4.0, metavar="SECONDS", help="time between two kills (4)")
    parser.add_argument("--pace", type=float, default=0.2, metavar="SECONDS", help="mean pause after a page (0.2)")
    parser.add_argument("--keep-log", metavar="FILE", help="where the server's log goes when something was wrong")
    return parser.parse_args()


@contextlib.contextmanager
def folder(*, on_small_disk: bool) -> Iterator[Path]:
    """A folder for one run; on a small file system of its own where one is asked for and may be mounted."""
    home = Path(tempfile.mkdtemp(prefix="faults.", dir="/tmp"))  # the path of a socket must be short
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(home)]
    mounted = on_small_disk and subprocess.run(command, check=False, capture_output=True).returncode == 0
    home.chmod(0o711)
    try:
        yield home
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(home)], check=False)
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def database(home: Path, *, postgres: bool) -> Iterator[Cluster | None]:
    """A private cluster, or None for SQLite."""
    if not postgres:
        yield None
        return
    cluster = Cluster(home / "pg")
    try:
        cluster.make()
        yield cluster
    finally:
        cluster.end()


if __name__ == "__main__":
    sys.exit(main())
