"""What has to happen without anyone asking: looking at forms that went quiet after a safety answer."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from clinic.models import Heartbeat
from intake import keys
from screening.flags import check_quiet_forms


class Command(BaseCommand):
    """Runs until it is told to stop; ``--once`` for one pass."""

    help = "Check quiet forms for safety questions that were left without an answer. Runs until stopped."

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
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            self._pass()
            stop.wait(every)

    def _pass(self) -> None:
        close_old_connections()
        try:
            self._round()
        except OperationalError:
            # The database is down or being restarted; safety checks must go on by themselves when it is back.
            self.stderr.write("The database does not answer. Trying again.")

    def _round(self) -> None:
        self._say(check_quiet_forms(now=timezone.now()))
        # Only after the round: what counts is that forms are looked at, not that this program is alive.
        Heartbeat.beat(Heartbeat.WORKER, now=timezone.now())

    def _say(self, forms: int) -> None:
        if forms:
            self.stdout.write(f"{timezone.now():%Y-%m-%d %H:%M:%S} flags raised on {forms} quiet form(s)")
