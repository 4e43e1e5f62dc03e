"""The patient's pages for changing sent answers: what each says, where each leads, and when it is too late."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from intake.models import FrozenDocument, Response
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import Patient

SIGNED = {"confirm": "on", "signed_as": "Jordan Rivera"}
HOME = {"ride_home": "self_drive", "no_drive_next_day": "yes", "home_support": "yes", "care_for_others": "no"}
NOT_SENT = "Your changes are not sent yet."


@pytest.fixture
def inside(patient: Patient) -> Patient:
    """A patient who has sent the answers and has come back."""
    patient.sends(ride_home="person")
    patient.enters()
    return patient


@pytest.fixture
def changing(inside: Patient) -> Patient:
    """The same, with the answers open and one of them changed."""
    inside.client.post("/form/change/")
    inside.client.post("/form/s/getting-home/?from=check", {"go": "next", **HOME})
    return inside


def page(patient: Patient, path: str) -> Element:
    answer = patient.client.get(path)
    assert answer.status_code == 200, answer
    return read(answer.content.decode())


def the_visit_comes() -> None:
    Response.objects.update(consult_at=timezone.now())


def test_after_sending_the_page_says_until_when_and_leads_to_changing(inside):
    sent = page(inside, "/form/sent/")

    assert "you can change your answers" in sent.text
    assert "/form/change/" in [link.get("href") for link in sent.all("a")]


def test_it_says_what_happens_before_anything_is_opened(inside):
    said = page(inside, "/form/change/").text

    assert "Your care team keeps what you sent." in said
    assert "They get your changes when you press send again." in said
    assert not Response.objects.get().is_amending


def test_opening_leads_to_every_answer_with_a_way_to_change_it(inside):
    assert inside.client.post("/form/change/").url == "/form/check/"
    check = page(inside, "/form/check/")

    assert "Nothing is changed yet" in check.text
    assert check.with_class("change")
    assert "Send my changes" not in [button.text for button in check.all("button")]


@pytest.mark.parametrize("path", ["/form/", "/form/check/", "/form/s/mood/", "/form/sent/", "/form/keep-sent/"])
def test_every_page_says_that_changes_are_not_sent(changing, path):
    assert page(changing, path).with_class("strip")[0].text.startswith(NOT_SENT)


def test_check_lists_what_was_sent_and_what_it_is_now(changing):
    listed = page(changing, "/form/check/").with_id("changes").text

    assert "You sent: An adult I know will take me" in listed
    assert "Now: I would drive myself" in listed


def test_changes_are_sent_and_the_page_after_says_so(changing):
    assert changing.client.post("/form/check/", SIGNED).url == "/form/sent/"

    sent = page(changing, "/form/sent/")
    assert "Changed and sent again" in sent.text
    assert "I would drive myself" in sent.text
    assert sent.with_class("strip") == []
    assert FrozenDocument.objects.count() == 2


def test_sending_nothing_new_says_so_and_sends_nothing(inside):
    inside.client.post("/form/change/")
    answer = inside.client.post("/form/check/", SIGNED)

    assert answer.status_code == 422
    assert "Nothing is changed yet" in answer.content.decode()
    assert FrozenDocument.objects.count() == 1


def test_coming_back_by_the_link_offers_both_ways(changing):
    assert changing.enters().url == "/form/sent/"
    links = [link.get("href") for link in page(changing, "/form/sent/").with_id("open-changes").inside.all("a")]

    assert links == ["/form/check/", "/form/keep-sent/"]


def test_keeping_what_was_sent_is_asked_before_it_is_done(changing):
    asked = page(changing, "/form/keep-sent/").text
    still_open = Response.objects.get().is_amending
    done = changing.client.post("/form/keep-sent/")

    assert "I would drive myself" in asked
    assert still_open
    assert done.url == "/form/sent/"
    assert Response.objects.get().answers()["ride_home"] == "person"
    assert not Response.objects.get().is_amending


def test_finishing_later_says_that_nothing_is_sent(changing):
    said = changing.client.post("/form/later/").content.decode()

    assert "Your changes are not sent. Your care team has what you sent before." in said


def test_a_change_from_a_tab_of_before_leads_to_what_was_sent(changing):
    changing.client.post("/form/keep-sent/")
    late = changing.client.post("/form/s/getting-home/", {"go": "next", **HOME})
    quiet = changing.client.post("/form/s/getting-home/keep/", HOME)

    assert late.url == "/form/sent/"
    assert (quiet.status_code, quiet.json()["url"]) == (409, "/form/sent/")


# Too late


def test_when_the_visit_has_come_the_page_after_sending_no_longer_offers_it(inside):
    the_visit_comes()
    sent = page(inside, "/form/sent/")

    assert "/form/change/" not in [link.get("href") for link in sent.all("a")]
    assert "tell your care team at your visit" in sent.text


def test_opening_too_late_says_so(inside):
    the_visit_comes()
    answer = inside.client.post("/form/change/")

    assert answer.status_code == 409
    assert "Your answers can no longer be changed here" in answer.content.decode()
    assert not Response.objects.get().is_amending


def test_changes_that_come_too_late_are_listed_to_be_told_at_the_visit(changing):
    the_visit_comes()
    answer: Any = changing.client.post("/form/check/", SIGNED)

    assert answer.url == "/form/change/"
    said = page(changing, "/form/change/").text
    assert "What you changed and did not send" in said
    assert "Now: I would drive myself" in said
    assert FrozenDocument.objects.count() == 1


@pytest.mark.parametrize("path", ["/form/change/", "/form/keep-sent/"])
def test_before_sending_there_is_nothing_to_change(patient, path):
    patient.saves(**complete_answers())
    patient.enters()

    assert patient.client.get(path, follow=True).redirect_chain[-1][0] == "/form/"
    patient.client.post(path)
    assert not Response.objects.get().is_amending


def test_another_patient_changes_only_the_own_answers(changing, other_patient):
    other_patient.enters(born="1997-11-30")
    other_patient.client.post("/form/keep-sent/")

    assert Response.objects.get(pk=changing.response.pk).is_amending
