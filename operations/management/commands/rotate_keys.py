"""``rotate_keys``: encrypts everything anew with the first key of PHI_KEYS. How, is in operations/rotation.py."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinic.audit import Action
from operations.rotation import outstanding, renew_words, rotate
from operations.told import tell_every_clinic


class Command(BaseCommand):
    help = (
        "Encrypt every value anew that is not yet under the first key of PHI_KEYS. Without --yes it only counts them. "
        "It may be stopped and begun again. Give the new key to the site and the worker first, in front of the old one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="only count; this is what happens without --yes")
        what.add_argument("--yes", action="store_true", help="encrypt")

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        if not yes:
            for column, count in outstanding().items():
                self.stdout.write(f"{column}: {count} under an older key")
            self.stdout.write("Nothing was changed. Say --yes to encrypt these anew.")
            return
        unreadable, done = [], 0
        tell_every_clinic(Action.KEYS_ROTATED, now=timezone.now(), stage="begun")
        for step in rotate(now=timezone.now()):
            self.stdout.write(f"{step.column}: {step.done} encrypted anew")
            done += step.done
            unreadable += [f"{step.column} of {pk}" for pk in step.unreadable]
        self.stdout.write(f"Hashes to find patients by: renewed for {renew_words()}")
        tell_every_clinic(Action.KEYS_ROTATED, now=timezone.now(), stage="ended", values=done)
        if unreadable:
            raise CommandError("These cannot be opened and were left as they are:\n" + "\n".join(unreadable))
        self.stdout.write("Everything is under the first key. Keep the older ones as long as backups need them.")
