"""``grant ROLE``: lets a role of PostgreSQL serve the site without owning its tables."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.privileges import NoRoleName, NotPostgres, grant


class Command(BaseCommand):
    help = (
        "Give a role of PostgreSQL what the site and the worker need, and no more. Run it as the owner of the tables, "
        "after each migrate. The role itself must exist."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", metavar="ROLE", help="the role in the site's own DATABASE_URL")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        try:
            tables = grant(role)
        except NotPostgres as error:
            raise CommandError("Only PostgreSQL has roles.") from error
        except NoRoleName as error:
            raise CommandError("A role's name has small letters, digits and underscores.") from error
        self.stdout.write(f"{role} may use {tables} tables, and change none that only grows.")
