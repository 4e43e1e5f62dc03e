"""Opens emergency access for an account whose second step is lost. What that is, and who is told: emergency.py."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from clinic.emergency import VALID, open_access
from clinic.models import Staff


class Command(BaseCommand):
    """For whoever runs the server, and nobody else."""

    help = "Make a link that signs in once without the second step. Every administrator is told."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the mail address of an existing account")
        parser.add_argument("--reason", required=True, help="why; administrators read it. Name no patient.")

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:
        person = Staff.objects.filter(email__iexact=email, is_active=True).select_related("clinic").first()
        if person is None or not person.has_usable_password():
            raise CommandError("There is no account with this mail address that could be used.")
        if not reason.strip() or len(reason) > 200:
            raise CommandError("Give a reason, in at most 200 characters.")
        token = open_access(person, reason=reason.strip(), now=timezone.now())
        self.stdout.write(f"For {person.name}, once, with the password, within {VALID.seconds // 60} minutes:")
        self.stdout.write(f"{settings.SITE_URL}{reverse('emergency', args=[token])}")
