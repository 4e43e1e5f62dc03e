"""A PostgreSQL cluster of our own in a folder, reached through a socket in it. It ends with the run."""

from __future__ import annotations

import os
import pwd
import subprocess
from pathlib import Path


class Cluster:
    """One private cluster. ``home`` must be short: the path of a socket has at most about 100 characters."""

    def __init__(self, home: Path) -> None:
        self.home, self.data = home, home / "data"
        self.url = f"postgres://intake@/postgres?host={home}"

    def make(self) -> None:
        """Make the cluster and start it."""
        self.home.mkdir(mode=0o711)
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.home, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self.data, "-U", "intake", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self.start()

    def start(self) -> None:
        options = f"-k {self.home} -c listen_addresses='' -c max_connections=100"
        self._run("pg_ctl", "-D", self.data, "-l", self.home / "log", "-w", "-s", "start", "-o", options)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; "immediate" is what a crash does."""
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-s", "stop")

    def is_up(self) -> bool:
        """Whether its first process runs."""
        file = self.data / "postmaster.pid"
        return file.exists() and Path("/proc", file.read_text().split()[0]).exists()

    def end(self) -> None:
        """Stop it if it runs."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-s", "stop", check=False)

    def _run(self, program: str, *arguments: object, check: bool = True) -> None:
        command = [str(_programs() / program), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=check, cwd="/", stdout=subprocess.DEVNULL, timeout=120)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise FileNotFoundError("No PostgreSQL server in /usr/lib/postgresql. On Debian: apt-get install postgresql")
    return found[-1]
