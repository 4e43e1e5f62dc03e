"""Reads the whole audit trail and says whether it is as it was written."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.audit import faults, summary


class Command(BaseCommand):
    """Ends with status 1 where an event was altered, removed or reordered."""

    help = "Check that no event of the audit trail was altered, removed or reordered."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError("\n".join(["The audit trail was changed.", *found]))
        for name, chain in summary().items():
            self.stdout.write(f"chain {name}: {chain['events']} events, ends with {chain['digest']}")
        self.stdout.write("The audit trail is as it was written.")
