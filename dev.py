#!/usr/bin/env python3
"""Sets this machine up and starts the application, or its tests. Needs Python 3.11 and nothing else.

python3 dev.py run [address]            everything, on 127.0.0.1:8000 or the address given
python3 dev.py test [pytest options]    the tests
python3 dev.py codes                    who can sign in to the made-up clinic, and the code of this moment
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed"  # by which Python and from which pins, or UNFINISHED
UNFINISHED = "unfinished"
STOP_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
SECONDS_TO_STOP = 10


def main() -> int:
    command, *options = sys.argv[1:] or ["help"]
    if command not in ("run", "test", "codes"):
        sys.exit(__doc__)
    if sys.version_info < (3, 11):
        sys.exit(f"This needs Python 3.11 or newer, and {sys.executable} is {sys.version.split()[0]}.")
    heed_stop_signals(lambda number, _: sys.exit(128 + number))
    install()
    if command == "test":
        signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for pytest to answer: it shows what it has
        # On every core, unless asked for something in particular: then the output should come in order.
        return subprocess.run([PYTHON, "-m", "pytest", *(options or ["-n", "auto"])], cwd=ROOT).returncode
    if command == "codes":
        os.environ.setdefault("DEBUG", "1")
        return subprocess.run([PYTHON, "manage.py", "demo", "--codes"], cwd=ROOT).returncode
    return run(options[0] if options else "127.0.0.1:8000")


def install() -> None:
    """Bring .venv up to the pinned requirements. Does nothing when it is."""
    files = ["requirements.txt"]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        files.append("requirements-postgres.txt")
    pins = hashlib.sha256(b"".join((ROOT / file).read_bytes() for file in files)).hexdigest()
    wanted = f"{sys.version}\n{pins}"
    installed = INSTALLED.read_text() if INSTALLED.exists() else ""
    if PYTHON.exists() and installed == wanted:
        return
    if not PYTHON.exists() or (installed and not installed.startswith(sys.version)):
        make_environment()  # there is none, or an interrupted run or another Python left it
    say(f"Installing {' and '.join(files)}")
    INSTALLED.write_text(UNFINISHED)
    finish(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *(f"-r{file}" for file in files))
    INSTALLED.write_text(wanted)


def make_environment() -> None:
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        sys.exit("This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv")
    say(f"Making a virtual environment in {VENV.name}")
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    INSTALLED.write_text(UNFINISHED)
    finish(sys.executable, "-m", "venv", VENV)


def run(address: str) -> int:
    """Prepare the database, then keep the server and the worker going until one ends or someone stops us."""
    host, _, port = address.rpartition(":")
    address = f"{host or '127.0.0.1'}:{port}"
    seen_as = f"127.0.0.1:{port}" if host == "0.0.0.0" else address  # noqa: S104 - compared, not listened on
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("SITE_URL", f"http://{seen_as}")
    os.environ["PYTHONUNBUFFERED"] = "1"
    manage: list[str | Path] = [PYTHON, "manage.py"]
    say("Preparing the database")
    finish(*manage, "migrate", "--verbosity", "0")
    finish(*manage, "demo", "--if-empty")
    say(f"Starting the server at http://{seen_as} and the worker. Ctrl-C ends both.")
    return keep_going({"worker": [*manage, "worker"], "server": [*manage, "runserver", address]})


def keep_going(commands: dict[str, list[str | Path]]) -> int:
    children: dict[str, subprocess.Popen[bytes]] = {}
    stops: list[int] = []
    # Noted down, not raised: a stop may come while a child is being started, which then nobody would know to end.
    heed_stop_signals(lambda number, _: stops.append(number))
    try:
        for name, command in commands.items():
            # In a session of its own, Ctrl-C does not reach the child: we end both, one way, whatever the signal.
            children[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        while not stops and all(child.poll() is None for child in children.values()):
            time.sleep(0.2)
        if stops:
            return 0
        ended = next(name for name, child in children.items() if child.returncode is not None)
        say(f"The {ended} ended by itself with status {children[ended].returncode}, so everything stops.")
        return 1
    finally:
        end(list(children.values()))
        say("Stopped.")


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """End the children and whatever they started: politely, and after a while by force."""
    for child in children:
        send(child, signal.SIGTERM)
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(SECONDS_TO_STOP)
        send(child, getattr(signal, "SIGKILL", signal.SIGTERM))
        child.wait()


def send(child: subprocess.Popen[bytes], number: int) -> None:
    if os.name == "nt":
        child.terminate()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)  # its group, because the server runs in a child of its own


def heed_stop_signals(handler: Any) -> None:
    for number in STOP_SIGNALS:
        # Even where it was ignored, as Ctrl-C is for a script's background job. But nohup may ignore hang-ups.
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def finish(*command: str | Path) -> None:
    """Run `command` to its end, and when it fails stop with its name."""
    status = subprocess.run(command, cwd=ROOT).returncode
    if status:
        sys.exit(f"Stopped: `{' '.join(map(str, command))}` ended with status {status}.")


def say(text: str) -> None:
    print(f"-> {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
