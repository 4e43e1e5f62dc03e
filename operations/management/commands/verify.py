"""``verify``: whether what is stored is what was written. The checks are in operations/verify.py."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from operations.verify import CHECKS


class Command(BaseCommand):
    help = "Check that every value opens, every document matches its digest, and what only grows is guarded."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="which of DATABASES, by its name in there")

    def handle(self, *args: Any, database: str, **options: Any) -> None:
        faults = 0
        for check in CHECKS:
            complaints = list(check.complaints(database))
            self.stdout.write(f"{check.claim}: {'yes' if not complaints else 'NO'}")
            for complaint in complaints:
                self.stdout.write(f"  {complaint}")
            faults += len(complaints)
        if faults:
            raise CommandError(f"{faults} fault(s) found.")
