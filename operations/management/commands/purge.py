"""``purge``: deletes what is past its time. What that is, and what is never deleted: operations/retention.py."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from operations.retention import due, purge


class Command(BaseCommand):
    help = (
        "Delete forms that nobody went on with for a clinic's draft_days and that hold no safety answer, links that "
        "ended, what is left of sessions, invitations of staff and second steps that are over, and rows of the outbox "
        "that ended 90 days ago. Without --yes it only counts them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="only count; this is what happens without --yes")
        what.add_argument("--yes", action="store_true", help="delete")

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        counted = (purge if yes else due)(now=timezone.now())
        for name, count in counted.items():
            self.stdout.write(f"{name}: {count} {'deleted' if yes else 'would be deleted'}")
        if not yes:
            self.stdout.write("Nothing was deleted. Say --yes to delete these.")
