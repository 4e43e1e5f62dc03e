"""What goes wrong while patients fill in their forms: one function for each kind of trouble, and the run around it."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from benchmarks.ledger import counts, faults_of, faults_of_the_whole, now
from benchmarks.patients import Walker
from benchmarks.postgres import Cluster
from benchmarks.site import Site
from clinic.models import Clinic, Role, SafetyContact, Staff
from intake.invitations import Identity, invite
from intake.models import Response

BORN = "1974-03-09"
LONGEST = 1800  # seconds; a run that takes longer has failed
DOWN = 5  # seconds that the database is away


@dataclass
class Run:
    """One run: the site, the patients, and what was done to them."""

    site: Site
    cluster: Cluster | None
    walkers: list[Walker]
    responses: list[Response]
    chance: random.Random
    kill_every: float = 4.0  # seconds
    done_to_it: dict[str, int] = field(default_factory=dict)

    def note(self, what: str) -> None:
        self.done_to_it[what] = self.done_to_it.get(what, 0) + 1

    @property
    def progress(self) -> float:
        """About how far the patients are, from 0 to 1."""
        whole = 2 * len(self.walkers) * 17
        return sum(walker.ledger.saves for walker in self.walkers) / whole


Trouble = Callable[[Run, "threading.Event"], None]


def invite_patients(many: int) -> list[tuple[Response, str]]:
    """A made-up clinic with so many made-up patients: each response with its token."""
    clinic = Clinic.objects.create(name="Cedar Clinic", phone="555-0100", response_text="Monday to Friday, 9 to 5.")
    for place in (SafetyContact.Place.FIRST, SafetyContact.Place.SECOND):
        SafetyContact.objects.create(clinic=clinic, place=place, name="Nurse", email=f"nurse{place}@example.org")
    desk = Staff.objects.create_user("desk@example.org", None, clinic=clinic, role=Role.FRONT_DESK, name="Robin Hale")
    moment = now()
    people = [Identity(name=f"Made Up {number}", date_of_birth=BORN) for number in range(many)]
    soon = moment + timedelta(days=7)
    return [invite(clinic, one, consult_at=soon, clinician=None, by=desk, now=moment) for one in people]


def play(run: Run, trouble: Trouble) -> float:
    """Let all patients walk at once, with trouble; returns the seconds it took."""
    started, over = time.monotonic(), threading.Event()
    threads = [threading.Thread(target=walker.walk, daemon=True) for walker in run.walkers]
    maker = threading.Thread(target=trouble, args=(run, over), daemon=True)
    for thread in [*threads, maker]:
        thread.start()
    for thread in threads:
        thread.join(timeout=max(1, LONGEST - (time.monotonic() - started)))
    over.set()
    maker.join(timeout=60)
    return time.monotonic() - started


def killed(run: Run, over: threading.Event) -> None:
    """A process of the server is killed every few seconds, and once the one that starts them, too."""
    master_is_next = True
    while not over.wait(run.kill_every):
        if master_is_next and run.progress > 0.4:
            master_is_next = False
            run.site.kill_all()
            run.note("server killed and restarted")
        elif run.site.kill_one(run.chance):
            run.note("processes killed")


def database_away(run: Run, over: threading.Event) -> None:
    """Twice, the database goes away for some seconds: PostgreSQL crashes, SQLite's file is locked by somebody else."""
    for point in (0.25, 0.6):
        while run.progress < point and not over.wait(0.1):
            pass
        if over.is_set():
            return
        if run.cluster:
            run.cluster.stop()
            over.wait(DOWN)
            run.cluster.start()
            run.note("database stopped at once, and started")
        else:
            _hold_lock(run.site.home / "intake.sqlite3", over)
            run.note("database file locked")


def _hold_lock(file: Path, over: threading.Event) -> None:
    with contextlib.closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        over.wait(DOWN)
        other.execute("ROLLBACK")


def disk_full(run: Run, over: threading.Event) -> None:
    """The disk with the database fills up for some seconds."""
    while run.progress < 0.3 and not over.wait(0.1):
        pass
    with full_disk(run) as how:
        over.wait(DOWN)
        run.note(f"disk full ({how})")
    _start_again(run)


def _start_again(run: Run) -> None:
    """PostgreSQL ends where it cannot write its log. Somebody starts it when there is room again."""
    if run.cluster and not run.cluster.is_up():
        run.cluster.start()
        run.note("database ended by itself, and started")


@contextlib.contextmanager
def full_disk(run: Run) -> Iterator[str]:
    """Nothing more can be written where the database is. Gives how that was done."""
    if os.path.ismount(run.site.home):
        ballast = run.site.home / "ballast"
        _fill(ballast)
        try:
            yield "a small file system without room"
        finally:
            ballast.unlink()
        return
    assert run.site.server is not None
    for pid in [run.site.server.pid, *run.site.processes()]:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    try:
        yield "RLIMIT_FSIZE"
    finally:
        for pid in [run.site.server.pid, *run.site.processes()]:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))


TROUBLES: dict[str, Trouble] = {"killed": killed, "database": database_away, "disk": disk_full}


def faults(run: Run) -> list[str]:
    """Everything that is not as it should be, a line each."""
    found = [f"patient {walker.number} gave up at {walker.trouble}" for walker in run.walkers if walker.trouble]
    for walker, response in zip(run.walkers, run.responses, strict=True):
        fresh = Response.objects.select_related("clinic").get(pk=response.pk)
        found += list(faults_of(fresh, walker.ledger))
    return found + list(faults_of_the_whole())


def table(run: Run, *, trouble: str, seconds: float, found: list[str]) -> list[tuple[str, str]]:
    """What there is to say about a run."""
    waits = sorted(wait for walker in run.walkers for wait in walker.tally.waits)
    tallies = [walker.tally for walker in run.walkers]
    middle, late = (waits[int(len(waits) * share)] for share in (0.5, 0.95))
    return [
        ("trouble", trouble + "".join(f"; {what}: {times}" for what, times in run.done_to_it.items())),
        ("database", "PostgreSQL" if run.cluster else "SQLite"),
        ("server", f"gunicorn with deploy/gunicorn.conf.py, {run.site.workers} processes"),
        ("patients at once", f"{len(run.walkers)}, of whom {sum(w.ledger.sent for w in run.walkers)} sent"),
        ("saves acknowledged", str(sum(walker.ledger.saves for walker in run.walkers))),
        (
            "requests",
            f"{sum(t.requests for t in tallies)}: {sum(t.broken for t in tallies)} without an answer, "
            f"{sum(t.errors for t in tallies)} with a server error",
        ),
        ("time for an answer", f"{middle * 1000:.0f} ms for half, {late * 1000:.0f} ms for 95 of 100"),
        ("whole run", f"{seconds:.0f} s"),
        ("in the database", ", ".join(f"{many} {what}" for what, many in counts().items())),
        ("FAULTS", str(len(found))),
    ]
