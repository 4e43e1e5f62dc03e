"""``publish_questionnaire``: writes the current version's file. What may be overwritten is decided in publishing.py."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.fhir import questionnaire
from intake.publishing import FOLDER, AlreadyPublished, broken_promises, publish, versions


class Command(BaseCommand):
    help = (
        "Writes the current questionnaire to intake/published/ as FHIR. Commit the file with the change that made it."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="replace a draft, which no patient has seen; never an active version"
        )

    def handle(self, *args: Any, force: bool, **options: Any) -> None:
        current = questionnaire()
        earlier = [version for version in versions() if version["version"] != current["version"]]
        if faults := broken_promises([*earlier, current]):
            raise CommandError("Old answers would change their meaning.\n" + "\n".join(faults))
        try:
            changed = publish(current, force=force)
        except AlreadyPublished as error:
            way_out = "or, as it is a draft, say --force" if error.may_force else "or undo the change"
            raise CommandError(
                f"Version {error.version} is published with other words. Raise VERSION in intake/questionnaire.py, "
                f"{way_out}."
            ) from error
        self.stdout.write(f"{FOLDER.name}/{current['version']}.json {'written' if changed else 'is up to date'}")
