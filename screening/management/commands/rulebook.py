"""``rulebook``: writes docs/rulebook.md from the rules. What stands in it is made in screening/rulebook.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from screening.rulebook import written


class Command(BaseCommand):
    help = "Writes the rules in plain English to docs/rulebook.md. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit status 1 where the file is stale")
        parser.add_argument("--file", type=Path, default=Path(settings.BASE_DIR, "docs", "rulebook.md"))

    def handle(self, *args: Any, check: bool, file: Path, **options: Any) -> None:
        book = written()
        if not check:
            file.write_text(book, encoding="utf-8")
            self.stdout.write(f"Wrote {file}.")
        elif not file.exists() or file.read_text(encoding="utf-8") != book:
            raise CommandError(f"{file.name} is stale. Write it again with: python manage.py rulebook")
