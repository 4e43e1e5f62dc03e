"""The whole line on screen: invited, answered, sent, flagged, read, talked about, signed."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from screening.rule import Priority
from tests.journeys.answers import everything
from tests.journeys.people import AtForm
from tests.journeys.staff import AtDesk, Reviewing
from tests.people import BORN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROJECT = Path(__file__).resolve().parents[2]
WIDE = {"width": 1360, "height": 900}


def screened(answers: dict[str, Any]) -> list[dict[str, Any]]:
    """The cards that the command prints for these answers of an adult."""
    command = [sys.executable, "manage.py", "screen", "-"]
    given = json.dumps(answers | {"adult": "yes"})
    done = subprocess.run(command, cwd=PROJECT, input=given, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["cards"]


def test_a_patient_is_invited_answers_everything_and_is_signed_off(
    open_browser, front_desk, clinician, live_server, settings
):
    settings.SITE_URL = live_server.url
    desk = AtDesk(open_browser(viewport=WIDE), front_desk)
    in_a_week = f"{timezone.now() + timedelta(days=7):%Y-%m-%dT%H:%M}"

    desk.signs_in()
    link = desk.invites("Jordan Rivera", born=BORN, consult_at=in_a_week, clinician=clinician.name)

    patient = AtForm(open_browser(), urlsplit(link).path)
    patient.opens_link()
    patient.follows("Start")
    patient.answers_everything(everything(ride_home="person"))
    patient.changes("ride_home")
    patient.answers("getting-home", ride_home="self_drive")
    patient.sends()
    assert patient.page.get_by_role("heading", name="Thank you.").is_visible()

    reviewing = Reviewing(open_browser(viewport=WIDE), clinician)
    reviewing.signs_in()
    reviewing.opens("Jordan Rivera")
    reviewing.unfolds_notes()
    claims_the_cards_are_those_of_the_command(reviewing, screened(everything(ride_home="self_drive")))

    for topic in [card.topic for card in reviewing.cards if card.priority != "Note"]:
        if topic == "Safety":
            reviewing.card(topic).reached_the_patient("Called, 20 minutes.", agreed="Sister stays tonight.")
        else:
            reviewing.card(topic).talked_about("Went over this together.")
    reviewing.marks_notes_seen()
    reviewing.signs_off()

    reviewing.follows("Reviews")
    assert not reviewing.page.locator("table").get_by_role("link", name="Jordan Rivera").is_visible()
    reviewing.page.get_by_role("link", name="Signed").click()
    assert reviewing.page.get_by_role("row", name="Jordan Rivera").get_by_text(clinician.name).first.is_visible()


def claims_the_cards_are_those_of_the_command(reviewing: Reviewing, expected: list[dict[str, Any]]) -> None:
    shown = reviewing.cards
    assert [card.topic for card in shown] == [card["topic"] for card in expected]
    for card, wanted in zip(shown, expected, strict=True):
        label = next(priority.label for priority in Priority if priority.code == wanted["priority"])
        reasons = {flag["reason"] for flag in wanted["flags"]}
        evidence = parts_of((item["question"], item["answer"]) for flag in wanted["flags"] for item in flag["evidence"])
        # A Safety card also keeps what was raised while the form was being filled in.
        if card.topic == "Safety":
            assert card.priority.startswith(label)
            assert parts_of(card.evidence) >= evidence
        else:
            assert set(card.reasons) == reasons
            assert parts_of(card.evidence) == evidence


def parts_of(said: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Each question with each part of its answer: on a card a question stands once, whichever rules took some of it."""
    return {(question, part) for question, answer in said for part in re.split("; |\n", answer)}
