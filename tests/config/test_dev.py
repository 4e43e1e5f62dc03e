"""The two commands for a fresh machine: what dev.py installs when, and how it ends what it started."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).parent


class Machine:
    """A project folder in which installing is only noted down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[str] = []
        self.fails_at = ""
        (folder / "requirements.txt").write_text("Django==5.2\n")
        (folder / "requirements-postgres.txt").write_text("psycopg==3\n")

    def finish(self, *command: str | Path) -> None:
        words = [str(word) for word in command]
        step = "venv" if "venv" in words else "install " + " ".join(word[2:] for word in words if word.startswith("-r"))
        self.done.append(step)
        if self.fails_at and step.startswith(self.fails_at):
            sys.exit("interrupted")
        if step == "venv":
            dev.PYTHON.parent.mkdir(parents=True)
            dev.PYTHON.touch()

    def installs(self) -> list[str]:
        self.done = []
        dev.install()
        return self.done


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(dev, "INSTALLED", tmp_path / ".venv" / "installed")
    monkeypatch.setattr(dev, "finish", machine.finish)
    return machine


def test_a_fresh_machine_gets_an_environment_and_the_pins(machine):
    assert machine.installs() == ["venv", "install requirements.txt"]


def test_nothing_is_installed_while_nothing_has_changed(machine):
    machine.installs()

    assert machine.installs() == []


def test_changed_pins_are_installed_into_the_same_environment(machine):
    machine.installs()
    (machine.folder / "requirements.txt").write_text("Django==5.3\n")

    assert machine.installs() == ["install requirements.txt"]


def test_postgres_gets_its_driver_too(machine, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/intake")

    assert machine.installs() == ["venv", "install requirements.txt requirements-postgres.txt"]


@pytest.mark.parametrize("step", ["venv", "install"])
def test_an_interrupted_start_is_made_good_by_the_next(machine, step):
    machine.fails_at = step
    with pytest.raises(SystemExit):
        machine.installs()
    machine.fails_at = ""

    assert machine.installs() == ["venv", "install requirements.txt"]


def test_an_environment_of_another_python_is_made_anew(machine, monkeypatch):
    machine.installs()
    monkeypatch.setattr(sys, "version", "3.99")

    assert machine.installs() == ["venv", "install requirements.txt"]


def test_a_python_that_cannot_make_environments_says_what_to_install(machine, monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        machine.installs()


def started(worker: str, server: str, *, folder: Path) -> subprocess.Popen[str]:
    """A process that keeps a worker and a server going, each of them a line of Python."""
    script = f"""
        import sys
        import dev
        dev.ROOT = {str(folder)!r}
        children = {{"worker": {worker!r}, "server": {server!r}}}
        sys.exit(dev.keep_going({{name: [sys.executable, "-c", line] for name, line in children.items()}}))
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


LIVES = "import os, pathlib, time; pathlib.Path(f'pid-{os.getpid()}').touch(); time.sleep(300)"
STOPS_US = "import os, signal, time; os.kill(os.getppid(), signal.SIGTERM); time.sleep(300)"
ENDS = "import pathlib, time\nwhile not list(pathlib.Path('.').glob('pid-*')): time.sleep(0.02)\nraise SystemExit(3)"
LIVES_WITH_A_CHILD = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {LIVES!r}]); {LIVES}"


PATIENCE = 120  # seconds; a busy machine starts a process slowly


def wait_for_children(folder: Path, number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(list(folder.glob("pid-*"))) < number:
        assert time.monotonic() < deadline, "the children did not start"
        time.sleep(0.02)


def output_when_all_have_ended(process: subprocess.Popen[str]) -> str:
    """What was printed. Children inherit the output, so it is complete only when the last of them has ended."""
    return process.communicate(timeout=PATIENCE)[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("server", "processes"), [(LIVES, 2), (LIVES_WITH_A_CHILD, 3)])
def test_stopping_ends_everything_that_was_started(tmp_path, number, server, processes):
    process = started(LIVES, server, folder=tmp_path)
    wait_for_children(tmp_path, processes)

    process.send_signal(number)

    assert output_when_all_have_ended(process).endswith("-> Stopped.\n")
    assert process.returncode == 0


def test_a_stop_while_starting_ends_everything_too(tmp_path):
    process = started(STOPS_US, LIVES, folder=tmp_path)

    assert output_when_all_have_ended(process).endswith("-> Stopped.\n")
    assert process.returncode == 0


@pytest.mark.parametrize(("worker", "server", "name"), [(LIVES, ENDS, "server"), (ENDS, LIVES, "worker")])
def test_when_one_ends_by_itself_the_other_is_ended_and_it_is_said(tmp_path, worker, server, name):
    process = started(worker, server, folder=tmp_path)

    assert f"The {name} ended by itself with status 3" in output_when_all_have_ended(process)
    assert process.returncode == 1
