"""What was typed and cannot be accepted: kept as typed, shown with its error, never in place of what was right.

The rule: the last acceptable answer stays saved, what was typed over it is kept beside it, and the form cannot be
sent until one of them is settled.
"""

import re
from typing import Any

import pytest

from intake.models import FrozenDocument, Page, Response
from intake.responses import ResponseIncomplete, submit
from intake.views.answering import progress_of
from tests.answers import complete_answers
from tests.markup import read
from tests.people import NOON, Patient

SLUG = "why-you-are-here"
RIGHT = {"reasons": ["crps"], "told_by_professional": ["crps"], "main_goal": "Walk."}
BOTH = {"told_by_professional": ["crps", "none"]}


@pytest.fixture
def inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


def send(patient: Patient, *, go: str = "next", **answers: Any) -> Any:
    return patient.client.post(f"/form/s/{SLUG}/", {**RIGHT, **answers, "go": go})


def keep(patient: Patient, **answers: Any) -> Any:
    return patient.client.post(f"/form/s/{SLUG}/keep/", {**RIGHT, **answers})


def shown(patient: Patient) -> str:
    return patient.client.get(f"/form/s/{SLUG}/").content.decode()


def answers(patient: Patient) -> dict[str, Any]:
    return dict(Response.objects.get(pk=patient.response.pk).answers())


@pytest.mark.parametrize("save", [send, keep])
def test_the_last_acceptable_answer_stays_saved(inside, save):
    send(inside)
    save(inside, **BOTH, main_goal="x" * 4001)

    assert answers(inside) == RIGHT


@pytest.mark.parametrize("save", [send, keep])
def test_the_page_shows_it_again_as_it_was_typed_and_says_what_to_do(inside, save):
    send(inside)
    typed = "x" * 4001 + "end"
    save(inside, **BOTH, main_goal=typed)

    page = shown(inside)
    assert typed in page
    assert re.findall(r'name="told_by_professional" value="(\w+)"[^>]* checked', page) == ["crps", "none"]
    assert "You chose “None of these” and another answer." in page
    assert "Write at most 4000 characters." in page


def test_a_page_that_is_only_not_complete_is_shown_again_without_a_word(inside):
    keep(inside, told_by_professional=[])

    assert "There is a problem" not in shown(inside)


def test_a_new_device_shows_it_too(inside):
    keep(inside, **BOTH)
    inside.client.cookies.clear()
    inside.enters()

    assert "You chose “None of these” and another answer." in shown(inside)


def test_once_it_is_right_only_that_counts(inside):
    keep(inside, **BOTH)
    keep(inside, told_by_professional=["none"])

    assert answers(inside)["told_by_professional"] == ["none"]
    assert Page.objects.get().typed is None
    assert "There is a problem" not in shown(inside)


@pytest.mark.parametrize("go", ["back", "later"])
def test_nobody_is_held_back_from_leaving(inside, go):
    page = send(inside, go=go, **BOTH)

    assert page.status_code in (200, 302)
    assert Page.objects.get().left_at is None
    assert Page.objects.get().typed["keys"] == ["told_by_professional"]


@pytest.mark.parametrize(
    "wrong", [{"told_by_professional": ["crps", "none"]}, {"main_goal": "x" * 4001}], ids=["required", "optional"]
)
def test_what_it_should_say_is_not_known_so_nothing_is_sent(patient, wrong):
    patient.saves(**complete_answers())
    patient.enters()
    keep(patient, **{"reasons": ["other"], **wrong})

    key = next(iter(wrong))
    assert progress_of(Response.objects.get()).missing == (key,)
    assert f"#{key}" in patient.client.get("/form/check/").content.decode()
    with pytest.raises(ResponseIncomplete) as refused:
        submit(patient.response, signed_as="J", statement="Mine.", now=NOON)
    assert refused.value.keys == [key]
    assert not FrozenDocument.objects.exists()


def test_the_list_does_not_call_it_done(patient):
    patient.saves(**complete_answers())
    patient.enters()
    keep(patient, **BOTH)

    page = read(patient.client.get("/form/").content.decode())
    task = next(item for item in page.all("li") if "Why you are here" in item.text)
    assert "In progress" in task.text


def test_a_question_that_is_no_longer_asked_does_not_stand_in_the_way(patient):
    details = "tx_stopped_side_effects_details"
    patient.saves(**complete_answers(reasons=["depression"]))
    patient.enters()
    said = {"mood_meds_any": "no", "talk_therapy": ["none"], "ketamine_before": ["never"], "brain_treatments": ["none"]}
    url = "/form/s/treatments/keep/"
    patient.client.post(url, said | {"tx_stopped_side_effects": "yes", details: "x" * 501})
    assert details in progress_of(Response.objects.get()).missing

    patient.client.post(url, said | {"tx_stopped_side_effects": "no", details: "x" * 501})
    assert details not in progress_of(Response.objects.get()).missing


def test_an_answer_that_was_taken_out_is_gone(inside):
    send(inside)
    keep(inside, main_goal="")

    assert "main_goal" not in answers(inside)


def test_only_fields_of_the_section_are_kept(inside):
    keep(inside, **BOTH, ride_home="person", nonsense="x", csrfmiddlewaretoken="y")

    assert {name for name, _values in Page.objects.get().typed["fields"]} == set(RIGHT)


def test_rows_come_back_as_they_were_typed(patient):
    patient.saves(reasons=["depression"])
    patient.enters()
    rows = {"mood_meds-0-name": "sertraline", "mood_meds-1-helped": "lot"}
    patient.client.post("/form/s/treatments/keep/", {"mood_meds_any": "yes", **rows})

    page = patient.client.get("/form/s/treatments/").content.decode()
    assert [field.get("value") for field in read(page) if field.get("name") == "mood_meds-0-name"] == ["sertraline"]
    assert re.findall(r'name="mood_meds-1-helped" value="(\w+)"[^>]* checked', page) == ["lot"]
    assert "Medicine 2" in page
