"""``translations``: takes new words into the Spanish catalogue and compiles it. What it does is in translations.py."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = (
        "Takes words that are newly marked into locale/es, drops those that are gone, and compiles it. Write the "
        "Spanish into django.po and run it again. Commit both files."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--compile", action="store_true", help="only compile what stands in django.po; needs no gettext"
        )

    def handle(self, *args: Any, compile: bool, **options: Any) -> None:
        try:
            from intake import translations
        except ImportError as error:
            raise CommandError("polib is not installed here. It is in requirements.txt.") from error
        catalog = translations.read()
        try:
            found = catalog if compile else translations.extract()
        except translations.GettextMissing as error:
            raise CommandError(str(error)) from error
        catalog = translations.renewed(catalog, found)
        translations.write(catalog)
        to_do = [entry.msgid for entry in catalog if not entry.translated()]
        self.stdout.write(f"{len(catalog)} entries, {len(to_do)} of them without Spanish")
        for msgid in to_do:
            self.stdout.write(f"  {msgid}")
