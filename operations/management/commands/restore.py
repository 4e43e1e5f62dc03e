"""``restore FILE``: puts a backup back in place, after looking it over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinic.audit import Action
from operations.backup import Damaged, NotSqlite
from operations.restore import Faulty, FromLaterVersion, NotEmpty, restore
from operations.told import tell_every_clinic


class Command(BaseCommand):
    help = "Put a backup of the SQLite database back in place. It is verified first, with the keys in PHI_KEYS."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what `backup` wrote")
        parser.add_argument("--replace", action="store_true", help="also where there are records already")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            kept = restore(file, replace=replace, now=timezone.now())
        except NotSqlite as error:
            raise CommandError("This database is on PostgreSQL: use pg_restore, as docs/deployment.md says.") from error
        except NotEmpty as error:
            raise CommandError("There are records in the database. Say --replace to put the backup there.") from error
        except FromLaterVersion as error:
            raise CommandError(f"{file} is from a later version of this application: {error}.") from error
        except (Damaged, Faulty) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        tell_every_clinic(Action.RESTORED, now=timezone.now())
        self.stdout.write(f"{file} is in place and was found as it was written.")
        if kept:
            self.stdout.write(f"What was there before is kept in {kept}.")
