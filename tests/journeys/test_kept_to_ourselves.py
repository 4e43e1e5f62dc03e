"""From the link to the copy of what was sent: no token and no answer in an address, a referrer, a title, a log, and
nothing is asked of anybody else."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.journeys.answers import everything
from tests.journeys.people import AtForm
from tests.people import Patient

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "Zanzibar"
WRITTEN = {
    "main_goal": f"See {SECRET} again",
    "anything_else": f"{SECRET} is where I was born",
    "callback_phone": "555-0143",
}


@pytest.fixture
def told(patient: AtForm, invited: Patient, caplog: Any) -> dict[str, str]:
    """Everything that was said to anybody on the way: by kind, as one text."""
    caplog.set_level(logging.DEBUG)
    addresses, referrers, titles = [], [], []

    def note(request: Any) -> None:
        addresses.append(request.url)
        referrers.append(request.headers.get("referer", ""))

    patient.page.on("request", note)
    patient.page.on("domcontentloaded", lambda page: titles.append(page.title()))
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    patient.chooses(main_goal=WRITTEN["main_goal"])
    patient.presses("Save and continue")
    patient.page.get_by_role("link", name="Get help now").click()
    invited.saves(**everything() | WRITTEN)
    patient.goes_to_check()
    patient.sends()
    patient.follows("See or print a copy of your answers")
    assert SECRET in patient.page.content()
    # Development's own server names each address in its log; gunicorn and the application do not.
    records = [record for record in caplog.records if "server" not in record.name]
    return {
        "address": "\n".join(address for address in addresses if "/q/" not in address),
        "every address": "\n".join(addresses),
        "referrer": "\n".join(referrers),
        "title": "\n".join(titles),
        "log": "\n".join(f"{record.getMessage()} {record.__dict__}" for record in records),
    }


def test_no_token_and_no_answer_is_said_to_anybody(told, invited, live_server):
    words = [SECRET, "Jordan", "Rivera", "555-0143", "1974", "depression"]
    found = [f"{word} in {kind}" for kind, said in told.items() for word in words if word.lower() in said.lower()]

    assert found == []
    assert [kind for kind in ("address", "referrer", "title", "log") if invited.token in told[kind]] == []
    assert {address.split("/")[2] for address in told["every address"].splitlines()} == {live_server.url.split("/")[2]}
