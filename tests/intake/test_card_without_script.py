"""The crisis card without script: on the page that follows a safety answer, whichever that is, with the focus."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from intake.sections.medicines import Medicines
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import Patient, a_patient

NO_TO_ALL = {f"asq_{n}": "no" for n in range(1, 5)}
YES_TO_ONE = {**NO_TO_ALL, "asq_2": "yes", "asq_5": "no"}
LOW = {f"phq9_{n}": "0" for n in range(1, 9)} | {"phq9_9": "1", "phq9_difficulty": "somewhat"}


@pytest.fixture
def inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


def page_after(patient: Patient, slug: str, said: dict[str, str], *, go: str = "next", query: str = "") -> Element:
    """The page that a browser shows in the end."""
    answer = patient.client.post(f"/form/s/{slug}/{query}", {**said, "go": go}, follow=True)
    assert answer.status_code in (200, 422)
    return read(answer.content.decode())


def card_of(page: Element) -> Element | None:
    """The crisis card, if it is open on this page."""
    cards = [part for part in page.all("section") if part.get("id") == "crisis"]
    return next((card for card in cards if "hidden" not in card.attributes), None)


def begins_at_card(page: Element) -> bool:
    """Whether the browser moves the focus to the card: the first of those that ask for it."""
    asking = [part.get("id") for part in page if "autofocus" in part.attributes]
    return asking[:1] == ["crisis-title"]


@pytest.mark.parametrize("go", ["next", "back", "later", "learn"])
@pytest.mark.parametrize(
    ("slug", "said"),
    [("mood", LOW), ("safety", {**NO_TO_ALL, "asq_5": "yes"}), ("safety", YES_TO_ONE)],
)
def test_the_page_that_follows_such_an_answer_begins_at_the_card(
    inside: Patient, slug: str, said: dict[str, str], go: str
) -> None:
    page = page_after(inside, slug, said, go=go)

    assert card_of(page)
    assert begins_at_card(page)


def test_the_page_that_comes_back_with_errors_begins_at_the_card(inside: Patient) -> None:
    assert begins_at_card(page_after(inside, "safety", {"asq_3": "yes"}))


def test_a_change_from_check_and_send_leads_back_to_the_card(inside: Patient) -> None:
    inside.saves(**complete_answers())

    assert begins_at_card(page_after(inside, "safety", YES_TO_ONE, query="?from=check"))


def test_a_change_that_leads_on_to_a_section_far_away_begins_at_the_card_there(inside: Patient) -> None:
    inside.saves(**complete_answers(ride_home=None))

    page = page_after(inside, "safety", YES_TO_ONE, query="?from=check")

    assert page.all("h1")[0].text == "Getting home and the rest of the day"
    assert begins_at_card(page)


def test_a_change_that_leads_to_what_was_told_last_time_begins_at_the_card_there(clinic: Any, front_desk: Any) -> None:
    then = timezone.now() - timedelta(days=120)
    a_patient(clinic, front_desk, now=then).sends(now=then, med_list="lisinopril 10 mg")
    again = a_patient(clinic, front_desk)
    again.enters()
    told = Medicines.questions()
    again.saves(**{key: value for key, value in complete_answers().items() if key not in told})

    page = page_after(again, "safety", YES_TO_ONE, query="?from=check")

    assert page.all("h1")[0].text == "Medicines and allergies"
    assert page.with_id("still-true")
    assert begins_at_card(page)


def test_the_card_goes_when_another_section_was_saved(inside: Patient) -> None:
    page_after(inside, "safety", YES_TO_ONE)
    page_after(inside, "getting-home", {"ride_home": "person"})

    assert card_of(read(inside.client.get("/form/s/body-health/").content.decode())) is None


def test_errors_on_check_and_send_come_before_a_card_that_was_seen(inside: Patient) -> None:
    inside.saves(**complete_answers())
    page_after(inside, "safety", YES_TO_ONE, query="?from=check")

    page = read(inside.client.post("/form/check/", {}).content.decode())

    assert card_of(page)
    assert not begins_at_card(page)


def test_without_such_an_answer_the_card_stays_closed(inside: Patient) -> None:
    assert card_of(page_after(inside, "safety", NO_TO_ALL)) is None


def test_reading_is_not_interrupted_by_the_card_of_an_older_answer(inside: Patient) -> None:
    page_after(inside, "safety", YES_TO_ONE)

    assert card_of(read(inside.client.get("/learn/").content.decode())) is None
