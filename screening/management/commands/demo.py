"""Loads the made-up clinic and prints where to begin."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from clinic.models import Clinic
from clinic.sign_in.second_step import code_at
from intake.invitations import LinkRefused, LinkUnknown, check_open, find
from screening.demo.clinic import APP_SECRET, PASSWORD, STAFF
from screening.demo.load import load
from screening.demo.people import PATIENTS


class Command(BaseCommand):
    """Refuses under production settings and where there is a clinic already."""

    help = "Load a made-up clinic with staff and patients in every state. Only with DEBUG=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--codes", action="store_true", help="only print who can sign in, and their code of now")
        parser.add_argument("--if-empty", action="store_true", help="where there is a clinic already, only say so")

    def handle(self, *args: Any, if_empty: bool, codes: bool, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo clinic has a published password. It loads only with DEBUG=1.")
        if codes:
            self._say_who_can_sign_in()
            return
        if not Clinic.objects.exists():
            token = load(now=timezone.now())
            # Only its hash is stored, so the link of this made-up patient is kept beside the database.
            self._link_file().write_text(token)
        elif not if_empty:
            raise CommandError("There is a clinic in this database already. The demo loads into an empty one.")
        self._say_where_to_begin()

    def _say_where_to_begin(self) -> None:
        site, first = settings.SITE_URL, PATIENTS[0]
        self.stdout.write("")
        if token := self._working_token():
            self.stdout.write(f"  Patient   {site}{reverse('link', args=[token])}")
            self.stdout.write(f"            {first.name}, date of birth {_spoken(first.born)}")
        else:
            self.stdout.write("  Patient   invite one from the front desk: the link of the demo patient has ended")
        self._say_who_can_sign_in()

    def _say_who_can_sign_in(self) -> None:
        self.stdout.write(f"  Staff     {settings.SITE_URL}{reverse('sign-in')}")
        for email, name, role in STAFF:
            self.stdout.write(f"            {email:<22} {role.label}, {name}")
        self.stdout.write(f"  Password  {PASSWORD}")
        now = time.time()
        self.stdout.write(f"  Code      {code_at(APP_SECRET, now)}   for everybody, for about a minute. The next ones:")
        self.stdout.write("            python3 dev.py codes")
        self.stdout.write("")

    def _working_token(self) -> str:
        file = self._link_file()
        token = file.read_text().strip() if file.exists() else ""
        try:
            check_open(find(token), now=timezone.now())
        except (LinkUnknown, LinkRefused):
            return ""
        return token

    def _link_file(self) -> Any:
        settings.VAR_DIR.mkdir(exist_ok=True)
        return settings.VAR_DIR / "demo-link"


def _spoken(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(month)}/{int(day)}/{year}"
