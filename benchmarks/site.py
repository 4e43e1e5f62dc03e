"""The real site on this machine: gunicorn with several workers, the worker beside it, settings as on a server.

Everything listens on the loopback address only, writes into one temporary folder, and ends with the run.
"""

from __future__ import annotations

import base64
import contextlib
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent
HOST = "intake.example.org"
WORKERS = 4
SECONDS_TO_START = 60


def environment(home: Path, cluster: Cluster | None) -> dict[str, str]:
    """What a server has in its environment; the proxy in front of it is played by whoever asks."""
    return {
        "ENV_FILE": "",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PHI_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "SITE_URL": f"https://{HOST}",
        "PROXY_SETS_X_FORWARDED_PROTO": "1",
        "DATABASE_URL": cluster.url if cluster else f"sqlite:///{home / 'intake.sqlite3'}",
    }


class Site:
    """gunicorn and the worker. ``environment`` must already be that of this process, too."""

    def __init__(self, home: Path, *, workers: int = WORKERS, application: str = "config.wsgi") -> None:
        self.home, self.workers, self.host, self.application = home, workers, HOST, application
        self.port = free_port()
        self.server: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.log = (home / "server.log").open("ab")

    def prepare(self) -> None:
        """Bring the database up to date and collect the static files."""
        for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, timeout=120)

    def start(self) -> None:
        """Start gunicorn and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", self.application]
        known = os.environ | {"BIND": f"127.0.0.1:{self.port}", "WEB_WORKERS": str(self.workers)}
        self.server = subprocess.Popen(
            command, cwd=ROOT, env=known, stdout=self.log, stderr=self.log, start_new_session=True
        )
        end = time.monotonic() + SECONDS_TO_START
        while not (self.processes() and self.answers()):
            if time.monotonic() > end or self.server.poll() is not None:
                raise TimeoutError(f"The site did not come up. Its log is {self.home / 'server.log'}")
            time.sleep(0.1)

    def start_worker(self, every: float = 2) -> None:
        """Start the worker beside the site."""
        command = [sys.executable, "manage.py", "worker", "--every", str(every)]
        self.worker = subprocess.Popen(command, cwd=ROOT, stdout=self.log, stderr=self.log)

    def answers(self) -> bool:
        """Whether any of the processes answers."""
        return self.status("/healthz") == 200

    def status(self, path: str, *, timeout: float = 5) -> int:
        """The status of an address, or 0 when nobody answers."""
        headers = {"Host": self.host, "X-Forwarded-Proto": "https"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=timeout) as answer:  # noqa: S310 - our own address
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return int(answer.code)
        except OSError:
            return 0

    def processes(self) -> list[int]:
        """The ids of gunicorn's workers."""
        assert self.server is not None
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def kill_one(self, chance: random.Random) -> bool:
        """End one of gunicorn's workers as a crash would."""
        running = self.processes()
        if not running:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(running), signal.SIGKILL)
        return True

    def kill_all(self) -> None:
        """End gunicorn's first process and all others as a crash of their container would. Start it again."""
        assert self.server is not None
        running = self.processes()
        self.server.kill()
        self.server.wait()
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.start()

    def end(self) -> None:
        """End everything that was started."""
        for process in (self.worker, self.server):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.log.close()


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
