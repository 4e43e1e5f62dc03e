"""The demo clinic: loads through the real services, shows every state, and stays out of production."""

import re
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from intake.check import check
from intake.earlier import still_true_in
from intake.models import Patient, Response
from intake.offers import offers_of
from intake.questionnaire import SECTIONS
from screening.demo.clinic import STAFF
from screening.demo.load import load
from screening.demo.people import PATIENTS
from screening.models import Flag
from screening.rule import Topic
from screening.since_last_time import since_last_time
from screening.trends import trends
from screening.worklist import Tab, open_safety, responses_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_settings(settings: Any, tmp_path: Path) -> Any:
    settings.DEBUG, settings.VAR_DIR = True, tmp_path
    return settings


def test_every_answer_of_the_demo_is_one_that_the_questionnaire_offers() -> None:
    for patient in PATIENTS:
        assert check(patient.answers)[1] == []
        assert check(patient.first)[1] == []
        assert [fault for _days, answers in patient.earlier for fault in check(answers)[1]] == []


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What there is to see in the demo."""

    tabs: set[Tab]
    open_safety: int
    without_flags: int
    topics: int
    roles: Counter[str]
    figures: list[int]
    different: set[str]
    confirmed: set[str]
    offered: int


@pytest.fixture(scope="module")
def shown(django_db_setup: None, django_db_blocker: Any) -> Shown:
    """Loaded once for all that is asked of it; what that left is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(now=timezone.now())
        clinic = Clinic.objects.get()
        completed = Response.objects.completed()
        newest = {one.patient.name: one for one in completed.order_by("submitted_at")}["Jordan Rivera"]
        dana = next(one for one in Response.objects.in_progress() if one.patient.name == "Dana Kim")
        since = since_last_time(newest, newest.newest_document)
        found = Shown(
            tabs={tab for tab in Tab if responses_in(clinic, tab).exists()},
            open_safety=len(open_safety(clinic)),
            without_flags=completed.filter(flags=None).count(),
            topics=len({flag.topic for flag in Flag.objects.all()}),
            roles=Counter(Staff.objects.values_list("role", flat=True)),
            figures=[point.figure for point in trends(newest, newest.documents.get())["PHQ-9"].points],
            different={one["key"] for one in since.others} if since else set(),
            confirmed=set(still_true_in(newest)),
            offered=len(offers_of(dana, SECTIONS, now=timezone.now())),
        )
        transaction.set_rollback(True)
    return found


def test_the_demo_has_somebody_in_every_tab(shown: Shown) -> None:
    assert shown.tabs == set(Tab)


def test_the_demo_has_open_safety_items_and_a_response_without_flags(shown: Shown) -> None:
    assert shown.open_safety >= 2
    assert shown.without_flags


def test_the_demo_shows_most_topics(shown: Shown) -> None:
    assert shown.topics >= len(Topic) - 6


def test_the_demo_has_staff_of_every_role(shown: Shown) -> None:
    assert shown.roles == dict.fromkeys(Role, 1)


def test_the_demo_has_somebody_whose_scores_can_be_followed_over_time(shown: Shown) -> None:
    assert shown.figures == [21, 19, 16]


def test_the_demo_has_somebody_who_confirmed_what_was_told_and_somebody_who_is_asked(shown: Shown) -> None:
    assert {"ride_home", "bladder"} <= shown.different
    assert {"mood_meds", "med_list"} <= shown.confirmed
    assert shown.offered == 3


@pytest.mark.slow
def test_the_command_prints_a_link_that_opens(demo_settings: Any, client: Any) -> None:
    said = StringIO()
    call_command("demo", stdout=said)
    line = next(line for line in said.getvalue().splitlines() if "/q/" in line)
    page = client.get("/q/" + line.split("/q/")[1])
    assert page.status_code == 200
    assert all(email in said.getvalue() for email, _name, _role in STAFF)


@pytest.mark.slow
def test_a_second_run_keeps_the_data_and_prints_the_same_link(demo_settings: Any) -> None:
    first, second = StringIO(), StringIO()
    with time_machine.travel(timezone.now(), tick=False):
        call_command("demo", stdout=first)
        call_command("demo", if_empty=True, stdout=second)
    assert first.getvalue() == second.getvalue()
    assert Patient.objects.count() == sum(1 + len(patient.earlier) for patient in PATIENTS)


def test_the_demo_refuses_a_database_that_is_in_use(demo_settings: Any, clinic: Clinic) -> None:
    with pytest.raises(CommandError, match="already"):
        call_command("demo")


def test_the_demo_refuses_production_settings(demo_settings: Any) -> None:
    demo_settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("demo")
    assert not Clinic.objects.exists()


@pytest.mark.slow
def test_the_printed_code_and_password_sign_each_of_them_in(demo_settings: Any) -> None:
    load(now=timezone.now())
    said = StringIO()
    with time_machine.travel(timezone.now(), tick=False):
        call_command("demo", codes=True, stdout=said)
        password, code = (re.search(rf"{word} +(\S+)", said.getvalue())[1] for word in ("Password", "Code"))  # type: ignore[index]
        for email, _name, _role in STAFF:
            client = Client()
            client.post("/staff/sign-in/", {"login": email, "password": password})
            assert client.post("/staff/sign-in/code/", {"code": code}).headers["Location"] == "/staff/"
