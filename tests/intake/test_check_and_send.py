"""Check and send: what is still due, what a change brings up, and what it takes out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.answers import AnswerSet, asked_and_given
from intake.models import Response
from intake.progress import Status
from intake.questionnaire import QUESTIONS, SECTION_OF, SECTIONS
from intake.responses import ResponseIncomplete, save_page, submit
from intake.views.answering import progress_of
from intake.views.leading import waiting
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import Patient, a_patient
from tests.random_answers import random_answers

NO_PAIN = {"reasons": ["depression"], "told_by_professional": ["none"]}
PAIN_TOO = {"reasons": ["depression", "crps"], "told_by_professional": ["none"]}
TRIP = "?from=check"


@pytest.fixture
def complete(patient: Patient) -> Patient:
    """A patient who has come in and answered everything, and has no pain."""
    patient.enters()
    patient.saves(**complete_answers(**NO_PAIN))
    return patient


def post(patient: Patient, address: str, **fields: Any) -> Any:
    return patient.client.post(address, {"go": "next", **fields})


def check(patient: Patient) -> Element:
    return read(patient.client.get("/form/check/").content.decode())


def due(page: Element) -> Element | None:
    """The part that says what must still be answered."""
    return next((part for part in page.all("section") if part.get("id") == "missing"), None)


def statuses(patient: Patient) -> dict[str, Status]:
    return {task.section.slug: task.status for task in progress_of(fresh(patient)).tasks}


def fresh(patient: Patient) -> Any:
    return type(patient.response).objects.get(pk=patient.response.pk)


# What is still due


def test_opened_early_it_has_one_link_for_each_section_with_something_due(patient):
    patient.enters()
    listed = due(check(patient)).all("a")

    slugs = [re.search(r"/form/s/([\w-]+)/", link.get("href"))[1] for link in listed]
    assert slugs == list(dict.fromkeys(SECTION_OF[key].slug for key in progress_of(patient.response).missing))
    assert len(slugs) < 16


def test_the_numbers_beside_the_sections_add_up_to_what_is_due(patient):
    patient.enters()
    part = due(check(patient))

    numbers = [int(one.text.split()[0]) for one in part.all("span")]
    assert sum(numbers) == len(progress_of(patient.response).missing)
    assert part.all("h2")[0].text == f"{sum(numbers)} questions still need an answer"


def test_a_few_questions_are_named(complete):
    complete.saves(phq9_9="1", **{f"phq9_{n}": "0" for n in range(1, 9)}, phq9_difficulty="somewhat")

    assert due(check(complete)).all("small")[0].text == str(QUESTIONS["asq_5"].label)


def test_nothing_of_the_kind_is_on_the_page_of_a_complete_form(complete):
    assert due(check(complete)) is None


def test_a_section_that_was_not_begun_is_not_listed_twice(patient):
    patient.enters()
    patient.saves(phq9_1="0")

    headings = [heading.text for heading in check(patient).all("h2")]
    assert "Mood" in headings
    assert "Worry" not in headings


def test_a_question_that_is_due_says_so_where_its_answer_would_stand(patient):
    patient.enters()
    patient.saves(phq9_1="0")

    (mood,) = [part for part in check(patient).all("dl") if "Little interest" in part.text]
    assert mood.with_class("due")[0].text == "Not answered yet"


def test_an_incomplete_form_offers_the_way_on_in_place_of_sending(patient):
    patient.enters()
    page = check(patient)

    assert not [button for button in page.all("button") if button.text == "Send to the clinic"]
    assert [link.text for link in page.with_class("button") if link.tag == "a"] == ["Go on"]


# What a change brings up


def test_what_a_change_brings_up_is_asked_before_check_and_send_comes_back(complete):
    first = post(complete, f"/form/s/why-you-are-here/{TRIP}", **PAIN_TOO)
    pain = {"pain_duration": "over_5y", "pain_where": "one_limb", "peg_1": "5", "peg_2": "5", "peg_3": "5"}

    assert first.url == f"/form/s/pain/{TRIP}"
    assert post(complete, first.url, **pain).url == f"/form/s/treatments/{TRIP}"


def test_a_page_that_a_change_brings_up_says_why(complete):
    post(complete, f"/form/s/why-you-are-here/{TRIP}", **PAIN_TOO)
    page = read(complete.client.get(f"/form/s/pain/{TRIP}").content.decode())

    said = page.with_class("panel")[0]
    assert "You changed an answer, so we also ask you this:" in said.text
    assert [link.get("href") for link in said.all("a")] == [
        f"#{key}" for key in progress_of(fresh(complete)).missing if SECTION_OF[key].slug == "pain"
    ]


def test_what_the_autosave_kept_before_the_button_is_brought_up_all_the_same(complete):
    complete.client.post("/form/s/why-you-are-here/keep/", PAIN_TOO)

    assert post(complete, f"/form/s/why-you-are-here/{TRIP}", **PAIN_TOO).url == f"/form/s/pain/{TRIP}"


def test_nobody_is_led_through_what_was_waiting_before_the_change(patient):
    patient.enters()
    patient.saves(**complete_answers(**NO_PAIN) | {"nausea_meds": None})
    change = next(link for link in check(patient).all("a") if link.get("href").endswith("#ride_home")).get("href")
    home = {"ride_home": "person", "no_drive_next_day": "yes", "home_support": "yes", "care_for_others": "no"}

    assert change == f"/form/s/getting-home/{TRIP}&waiting=upset-stomach#ride_home"
    assert post(patient, change, **home).url == "/form/check/"


@pytest.mark.parametrize("waiting", ["no-such-section", "mood.mood.", "..", "\x00", "safety/../../staff"])
def test_what_somebody_writes_into_the_address_leads_nowhere_else(complete, waiting):
    answers = {"motion_sick": "often", "nausea_after": "no", "nausea_meds": "never"}
    page = complete.client.post("/form/s/upset-stomach/", answers, QUERY_STRING=f"from=check&waiting={waiting}")

    assert page.url == "/form/check/"


def test_back_from_a_change_is_check_and_send(complete):
    assert post(complete, f"/form/s/mood/{TRIP}", go="back").url == "/form/check/"


def test_a_follow_up_that_became_due_reopens_its_section(complete):
    assert statuses(complete)["treatments"] is Status.DONE

    post(complete, f"/form/s/why-you-are-here/{TRIP}", **PAIN_TOO)

    assert statuses(complete)["treatments"] is Status.DOING
    assert statuses(complete)["pain"] is Status.TODO


# What a change takes out


def test_an_answer_on_the_same_page_that_is_no_longer_asked_is_listed_too(complete):
    stomach = {"heart_vessel": ["high_bp"], "bp_status": "below"}
    complete.saves(**complete_answers(**NO_PAIN, **stomach))
    complete.saves(**complete_answers(**NO_PAIN, heart_vessel=["none"]))

    listed = check(complete).with_id("removed-title").inside
    assert str(QUESTIONS["bp_status"].label) in listed.text
    assert QUESTIONS["bp_status"].as_shown("below") in listed.text


def test_it_is_there_again_when_the_change_is_taken_back(complete):
    complete.saves(**complete_answers(**NO_PAIN, heart_vessel=["high_bp"], bp_status="below"))
    complete.saves(**complete_answers(**NO_PAIN, heart_vessel=["none"]))
    page = read(complete.client.get("/form/s/body-health/").content.decode())

    chosen = [box for box in page.all("input") if box.get("name") == "bp_status" and "checked" in box.attributes]
    assert [box.get("value") for box in chosen] == ["below"]


def test_an_answer_that_was_emptied_while_its_question_is_asked_is_gone(complete):
    complete.saves(**complete_answers(**NO_PAIN, heart_vessel=["high_bp"], bp_status="below"))
    body = {key: value for key, value in complete_answers(**NO_PAIN).items() if SECTION_OF[key].slug == "body-health"}
    complete.saves(**body | {"heart_vessel": ["high_bp"]})
    complete.saves(**body | {"heart_vessel": ["high_bp"], "bp_status": "below"})
    complete.saves(**body | {"heart_vessel": ["high_bp"]})

    assert fresh(complete).answers().value("bp_status") is None


def test_sending_deletes_what_is_not_sent_and_keeps_every_safety_answer(complete):
    complete.saves(**complete_answers(reasons=["crps"], pain_duration="over_5y", attempt_when="past_3_months"))
    complete.saves(**complete_answers(**NO_PAIN))
    sent = complete.client.post("/form/check/", {"confirm": "on", "signed_as": "Jordan Rivera"})

    kept = fresh(complete).answers()
    document = fresh(complete).documents.get().document
    assert sent.url == "/form/sent/"
    assert "pain_duration" not in kept
    assert kept["attempt_when"] == "past_3_months"
    assert {key for key in kept if document.value(key) != kept[key]} == set()


# Whatever is edited, in whatever order


edits = st.lists(
    st.tuples(st.sampled_from(SECTIONS), random_answers(), st.booleans()),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=edits)
def test_after_any_edits_every_status_fits_what_its_page_would_say(clinic, front_desk, edits):
    writer = a_patient(clinic, front_desk)
    writer.saves(**complete_answers())
    for section, given_answers, on_purpose in edits:
        answers = {key: value for key, value in given_answers.items() if key in section.questions()}
        save_page(writer.response, section, answers, on_purpose=on_purpose, now=timezone.now())

        response = fresh(writer)
        so_far = progress_of(response)
        left = {page.section for page in response.pages.all() if page.left_at}
        for task in so_far.tasks:
            lacks = [key for key in so_far.missing if SECTION_OF[key] is task.section]
            assert (task.status is Status.DONE) == (task.section.slug in left and not lacks)
        assert [task.section for task in so_far.tasks] == [
            one for one in SECTIONS if one.is_relevant(counting(response))
        ]
        assert waiting(so_far) == list(dict.fromkeys(SECTION_OF[key].slug for key in refused(response)))


def counting(response: Response) -> AnswerSet:
    return asked_and_given(QUESTIONS, response.answers())


def refused(response: Response) -> list[str]:
    """The keys for which sending is refused, or nothing where it is not."""
    try:
        with transaction.atomic():
            submit(response, signed_as="Jordan Rivera", statement="Mine.", now=timezone.now())
            transaction.set_rollback(True)
    except ResponseIncomplete as refusal:
        return refusal.keys
    return []
