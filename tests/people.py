"""The people of the tests, each named by the part they play, and a response in each state. All are made up."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from clinic.models import Clinic, CrisisLine, Role, SafetyContact, Staff
from clinic.sessions import SIGNED_IN_AT, SessionStore
from clinic.sign_in.second_step import code_at, set_up_app, steps_of
from intake.answers import SAFETY_KEYS
from intake.invitations import Identity, invite
from intake.models import Page, Response
from intake.questionnaire import SECTION_OF, SECTIONS
from intake.responses import save_page, submit
from tests.answers import complete_answers

PASSWORD = "correct horse battery staple"
APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BORN = "1974-03-09"
NOON = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


@dataclass
class Patient:
    """A patient with an open link: the response, the link's token, and a browser."""

    response: Response
    token: str
    client: Client

    def enters(self, born: str = BORN) -> Any:
        """Opens the link and gives a date of birth (ISO)."""
        year, month, day = born.split("-")
        return self.client.post(f"/q/{self.token}/", {"year": year, "month": month, "day": day})

    def saves(self, *, on_purpose: bool = True, now: datetime | None = None, **answers: Any) -> None:
        """Saves answers by section, without a page."""
        by_section: dict[Any, dict[str, Any]] = {}
        for key, value in answers.items():
            by_section.setdefault(SECTION_OF[key], {})[key] = value
        for section, given in by_section.items():
            save_page(self.response, section, given, on_purpose=on_purpose, now=now or timezone.now())

    def _keeps_plain_pages(self, given: dict[str, Any], *, named: dict[str, Any], now: datetime) -> dict[str, Any]:
        """Keeps the sections of which a test says nothing as saving them would, and gives back the answers left over.

        Most of a test's time would go into saving these one by one. Safety answers are left over: much listens to them.
        """
        spoken_of = {SECTION_OF[key] for key in SAFETY_KEYS | named.keys()}
        known = set(self.response.pages.values_list("section", flat=True))
        spoken_of |= {section for section in SECTIONS if section.slug in known}
        pages: dict[str, dict[str, Any]] = {}
        for key, value in given.items():
            if SECTION_OF[key] not in spoken_of:
                pages.setdefault(SECTION_OF[key].slug, {})[key] = value
        Page.objects.bulk_create(
            Page(response=self.response, section=slug, answers=answers, revision=1, saved_at=now, left_at=now)
            for slug, answers in pages.items()
        )
        return {key: value for key, value in given.items() if SECTION_OF[key] in spoken_of}

    def sends(self, now: datetime | None = None, **answers: Any) -> Response:
        """Answers everything, unremarkably but for ``answers``, and sends it."""
        now = now or timezone.now()
        self.saves(now=now, **self._keeps_plain_pages(complete_answers(**answers), named=answers, now=now))
        submit(self.response, signed_as="Jordan Rivera", statement="These are my answers.", now=now or timezone.now())
        self.response.refresh_from_db()
        return self.response


def a_clinic(name: str) -> Clinic:
    """A made-up clinic with two safety contacts, who are no members of its staff."""
    clinic = Clinic.objects.create(
        name=name,
        phone="555-0100",
        response_text="Staff check notices Monday to Friday, 9 to 5.",
    )
    for place, contact in ((1, "First Nurse"), (2, "Second Nurse")):
        address = f"{contact.partition(' ')[0]}@{name.partition(' ')[0]}.example.org".lower()
        SafetyContact.objects.create(clinic=clinic, place=place, name=contact, email=address)
    return clinic


def a_member(clinic: Clinic, role: Role, name: str) -> Staff:
    """A made-up member of staff whose password is PASSWORD."""
    address = name.lower().replace(" ", ".").replace("..", ".")
    if Staff.objects.filter(email=f"{address}@example.org").exists():  # a namesake, of another test's clinic
        address += f".{Staff.objects.count()}"
    email = f"{address}@example.org"
    return Staff.objects.create_user(email, PASSWORD, clinic=clinic, role=role, name=name)


def a_crisis_line(clinic: Clinic, *, owner: Staff, review_in: int = 90, **given: Any) -> CrisisLine:
    """A made-up crisis line, to be looked at again in so many days."""
    day = clinic.local(timezone.now()).date() + timedelta(days=review_in)
    given = {"name": "County crisis line", "phone": "555-0190", "when": "Day and night."} | given
    return CrisisLine.objects.create(clinic=clinic, owner=owner, review_by=day, **given)


def a_patient(clinic: Clinic, by: Staff, name: str = "Jordan Rivera", born: str = BORN, **given: Any) -> Patient:
    """A made-up patient who was invited for a consult in a week."""
    now = given.pop("now", None) or timezone.now()
    identity = Identity(name=name, date_of_birth=born, record_number="004417", email="j@example.org")
    given = {"consult_at": now + timedelta(days=7), "clinician": None} | given
    response, token = invite(clinic, identity, by=by, now=now, **given)
    return Patient(response, token, Client())


@pytest.fixture
def clinic(db: None) -> Clinic:
    return a_clinic("Cedar Clinic")


@pytest.fixture
def clinician(clinic: Clinic) -> Staff:
    return a_member(clinic, Role.CLINICIAN, "Dr. A. Okafor")


@pytest.fixture
def lead(clinic: Clinic) -> Staff:
    return a_member(clinic, Role.LEAD, "Dr. M. Lin")


@pytest.fixture
def front_desk(clinic: Clinic) -> Staff:
    return a_member(clinic, Role.FRONT_DESK, "Robin Hale")


@pytest.fixture
def administrator(clinic: Clinic) -> Staff:
    return a_member(clinic, Role.ADMINISTRATOR, "Noor Aziz")


@pytest.fixture
def clinician_elsewhere(db: None) -> Staff:
    """Of another clinic: must see nothing of ours."""
    return a_member(a_clinic("Harbor Clinic"), Role.CLINICIAN, "Dr. E. Where")


@pytest.fixture
def patient(clinic: Clinic, front_desk: Staff) -> Patient:
    return a_patient(clinic, front_desk)


@pytest.fixture
def other_patient(clinic: Clinic, front_desk: Staff) -> Patient:
    """Of the same clinic: must see nothing of the patient's."""
    return a_patient(clinic, front_desk, name="Sam Whitfield", born="1997-11-30")


def with_app(person: Staff) -> Staff:
    """This person, with an authenticator app set up: the one of APP_SECRET."""
    if not steps_of(person):
        set_up_app(person, APP_SECRET)
    return person


def code_for(person: Staff, moment: float | None = None) -> str:
    """The six digits that this person's app shows now, or at a moment (seconds since 1970)."""
    return code_at(APP_SECRET, time.time() if moment is None else moment)


def signed_in(person: Staff) -> Client:
    """A browser in which this person has signed in, with password and second step."""
    return _in_session(with_app(person), "password", "mfa")


def signs_in(client: Client, email: str, password: str = PASSWORD, **fields: str) -> Any:
    """Goes through the real pages, password and code, as far as they let; returns the last answer."""
    if known := Staff.objects.filter(email__iexact=email, is_active=True).first():
        with_app(known)
    answer = client.post("/staff/sign-in/", {"login": email, "password": password, **fields})
    if answer.headers.get("Location") != "/staff/sign-in/code/" or known is None:
        return answer
    cache.clear()  # a code works once, and tests sign in more often than every half minute
    return client.post("/staff/sign-in/code/", {"code": code_for(known)})


def signed_in_by_password(person: Staff) -> Client:
    """A browser in which this person has given the password only."""
    return _in_session(person, "password")


def _in_session(person: Staff, *methods: str) -> Client:
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
            SIGNED_IN_AT: time.time(),
            "account_authentication_methods": [{"method": method, "at": time.time()} for method in methods],
            "account_authentication_methods_user": str(person.pk),
        }
    )
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
