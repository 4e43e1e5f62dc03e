"""``create_clinic``: the first thing on a new copy. Asks for whatever its options do not say."""

from __future__ import annotations

import getpass
import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinic.models import Clinic, SafetyContact, Staff
from clinic.opening import open_clinic

QUESTIONS = {
    "name": "The clinic's name, as patients read it",
    "phone": "Its phone number",
    "phone_hours": "When the phone is answered, as patients read it: a whole sentence",
    "time_zone": "Its time zone, such as America/Denver",
    "response_text": "When staff read safety notices and call back, in one or two true sentences",
    "administrator": "The first administrator's name",
    "email": "The first administrator's mail address",
    "first_contact": "Who is told first of an urgent safety item: a name",
    "first_contact_email": "The mail address of that contact",
    "second_contact": "Who is told as well when nobody acknowledges it: a name",
    "second_contact_email": "The mail address of that contact",
}
CLINIC = ("name", "phone", "phone_hours", "time_zone", "response_text")
CONTACTS = {SafetyContact.Place.FIRST: "first_contact", SafetyContact.Place.SECOND: "second_contact"}
ONE_TIME_BYTES = 18


class Command(BaseCommand):
    help = "Open a clinic and make its first administrator, who invites everybody else. Asks for what is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", default="", help=question)
        parser.add_argument(
            "--one-time-password",
            action="store_true",
            help="make up a password and print it once, instead of asking for one; it is to be changed at once",
        )

    def handle(self, *args: Any, one_time_password: bool, **options: Any) -> None:
        given = {name: options[name] or self._ask(question) for name, question in QUESTIONS.items()}
        clinic = Clinic(**{name: given[name] for name in CLINIC})
        administrator = Staff(name=given["administrator"], email=given["email"])
        contacts = [
            SafetyContact(clinic=clinic, place=place, name=given[who], email=given[f"{who}_email"], webhook={})
            for place, who in CONTACTS.items()
        ]
        try:
            made_up = secrets.token_urlsafe(ONE_TIME_BYTES) if one_time_password else ""
            password = made_up or self._ask_password(administrator)
            open_clinic(clinic, administrator, contacts, password=password, now=timezone.now())
        except ValidationError as error:
            raise CommandError("Nothing was made. " + " ".join(_told(error))) from error
        self.stdout.write(f"{clinic.name} is open, and {administrator.name} can sign in as {administrator.email}.")
        if made_up:
            self.stdout.write(f"Password, shown only now: {made_up}")

    def _ask(self, question: str) -> str:
        try:
            return input(f"{question}: ").strip()
        except EOFError as error:
            raise CommandError(f"Not answered: {question}. There is an option for it: see --help.") from error

    def _ask_password(self, person: Staff) -> str:
        password = getpass.getpass("A password for the administrator (12 characters or more): ")
        validate_password(password, person)
        if getpass.getpass("The same again: ") != password:
            raise ValidationError("The two passwords are not the same.")
        return password


def _told(error: ValidationError) -> list[str]:
    """What is wrong, with the option's name where it is about one."""
    if hasattr(error, "error_dict"):
        return [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]
    return error.messages
