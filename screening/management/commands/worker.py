"""What has to happen without anyone asking: looking at forms that went quiet, and sending what is in the outbox."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from clinic.models import Heartbeat
from clinic.outbox.delivery import deliver_due
from intake import keys
from intake.reminders import send_reminders
from screening.flags import check_quiet_forms
from screening.notices import repeat_notices, send_digests

LOOKS_EVERY = 2.0  # seconds, into the outbox: a safety notice leaves within so long


class Command(BaseCommand):
    """Runs until it is told to stop; ``--once`` for one pass."""

    help = (
        "Check quiet forms for safety questions that were left without an answer, send safety notices again that "
        "nobody acknowledged, and send what is in the outbox. Runs until stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one pass, then end")
        parser.add_argument("--every", type=float, default=30.0, metavar="SECONDS", help="time between passes (30)")

    def handle(self, *args: Any, once: bool, every: float, **options: Any) -> None:
        try:
            keys.refuse_others()
        except keys.KeysDoNotFit as fault:
            raise CommandError(str(fault)) from fault
        if once:
            self._round()
            self._deliver()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            self._try(self._round)
            self._deliver_until(time.monotonic() + every, stop)

    def _deliver_until(self, end: float, stop: threading.Event) -> None:
        """Look into the outbox again and again until it is time for the next round."""
        while not stop.is_set():
            self._try(self._deliver)
            left = end - time.monotonic()
            stop.wait(max(0.0, min(LOOKS_EVERY, left)))
            if left <= LOOKS_EVERY:
                return

    def _try(self, what: Callable[[], None]) -> None:
        close_old_connections()
        try:
            what()
        except OperationalError:
            # The database is down or being restarted; safety checks must go on by themselves when it is back.
            self.stderr.write("The database does not answer. Trying again.")

    def _round(self) -> None:
        self._say(check_quiet_forms(now=timezone.now()))
        repeat_notices(now=timezone.now())
        send_digests(now=timezone.now())
        send_reminders(now=timezone.now())
        # Only after the round: what counts is that forms are looked at, not that this program is alive.
        Heartbeat.beat(Heartbeat.WORKER, now=timezone.now())

    def _deliver(self) -> None:
        deliver_due(now=timezone.now())

    def _say(self, forms: int) -> None:
        if forms:
            self.stdout.write(f"{timezone.now():%Y-%m-%d %H:%M:%S} flags raised on {forms} quiet form(s)")
