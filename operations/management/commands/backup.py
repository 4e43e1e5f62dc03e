"""``backup FILE``: a copy of the SQLite database while the site runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinic.audit import Action
from operations.backup import Damaged, FileExists, NotSqlite, backup
from operations.told import tell_every_clinic


class Command(BaseCommand):
    help = "Copy the SQLite database to a new file, while the site runs. On PostgreSQL use pg_dump."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that does not exist yet")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            backup(file)
        except NotSqlite as error:
            raise CommandError("This database is on PostgreSQL: use pg_dump, as docs/deployment.md says.") from error
        except (FileExists, Damaged) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        tell_every_clinic(Action.BACKED_UP, now=timezone.now())
        self.stdout.write(f"Wrote {file}. It opens only with the keys in PHI_KEYS: keep those apart from it.")
