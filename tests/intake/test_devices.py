"""One form open on two devices: the later save wins for a section, and whoever saved it is told what it replaced."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from intake.devices import Seen
from intake.models import Page, Response
from intake.views.keeping import Kept
from tests.intake.test_coming_back import fields
from tests.markup import read
from tests.people import Patient

SLUG = "why-you-are-here"
URL = f"/form/s/{SLUG}/"
TOLD = "You also saved “Why you are here” in another window or on another device"


class Device:
    """One browser with the patient's form."""

    def __init__(self, patient: Patient) -> None:
        self.client = patient.client = Client()
        patient.enters()
        self.opens()

    def opens(self) -> str:
        page = self.client.get(URL).content.decode()
        self.seen = fields(read(page))["seen"]
        return page

    def keeps(self, **answers: Any) -> dict[str, Any]:
        said = self.client.post(f"{URL}keep/", answers | {"seen": self.seen}).json()
        self.seen = said["seen"]
        return said

    def sends(self, go: str = "next", **answers: Any) -> Any:
        typed = {"reasons": ["crps"], "told_by_professional": ["crps"], "go": go, "seen": self.seen}
        return self.client.post(URL, typed | answers)


@pytest.fixture
def phone(patient: Patient) -> Device:
    return Device(patient)


@pytest.fixture
def laptop(patient: Patient) -> Device:
    return Device(patient)


def goal() -> str:
    return Response.objects.get().answers()["main_goal"]


def test_the_later_save_counts_and_says_what_it_replaced(phone, laptop):
    phone.keeps(main_goal="Walk.")

    said = laptop.keeps(main_goal="Sleep.")

    assert goal() == "Sleep."
    assert re.fullmatch(rf"{TOLD}, at \d+:\d\d\s[ap]m\. What you saved last counts\.", said["other"]["said"])
    page = laptop.client.get(said["other"]["url"]).content.decode()
    assert "Walk." in page
    assert "Sleep." not in page


def test_it_is_said_once(phone, laptop):
    phone.keeps(main_goal="Walk.")
    laptop.keeps(main_goal="Sleep.")

    assert "other" not in laptop.keeps(main_goal="Sleep well.")


def test_whoever_is_replaced_is_told_with_the_next_save_of_their_own(phone, laptop):
    phone.keeps(main_goal="Walk.")
    laptop.keeps(main_goal="Sleep.")

    assert "other" in phone.keeps(main_goal="Walk far.")
    assert goal() == "Walk far."


def test_one_device_alone_is_told_nothing(phone):
    assert "other" not in phone.keeps(main_goal="Walk.")
    assert "other" not in phone.keeps(main_goal="Walk far.")
    assert "other=" not in phone.sends(main_goal="Walk far.").url


def test_a_save_whose_answer_was_lost_on_the_way_is_nobody_elses(phone):
    before = phone.seen
    phone.keeps(main_goal="Walk.")
    phone.seen = before

    assert "other" not in phone.keeps(main_goal="Walk far.")


def test_what_was_not_heard_is_said_again(phone, laptop):
    phone.keeps(main_goal="Walk.")
    before = laptop.seen
    laptop.keeps(main_goal="Sleep.")
    laptop.seen = before

    assert "other" in laptop.keeps(main_goal="Sleep well.")


def test_a_page_that_was_opened_after_the_other_save_has_seen_it(phone, laptop):
    phone.keeps(main_goal="Walk.")
    laptop.opens()

    assert "other" not in laptop.keeps(main_goal="Sleep.")


def test_the_same_answers_replace_nothing(phone, laptop):
    phone.keeps(main_goal="Walk.")

    assert "other" not in laptop.keeps(main_goal="Walk.")


def test_another_section_is_no_matter(phone, laptop):
    phone.client.post("/form/s/getting-home/keep/", {"ride_home": "person"})

    assert "other" not in laptop.keeps(main_goal="Sleep.")


def test_the_page_after_the_save_says_it(phone, laptop):
    phone.keeps(main_goal="Walk.")

    page = laptop.client.get(laptop.sends(main_goal="Sleep.").url).content.decode()

    assert TOLD in page
    assert f'href="{URL}other/"' in page


def test_looking_at_what_was_replaced_leads_back_to_the_way_that_a_change_began(phone, laptop):
    trip = "?from=check&waiting=pain"
    phone.keeps(main_goal="Walk.")

    told = laptop.client.post(f"{URL}keep/{trip}", {"main_goal": "Sleep.", "seen": laptop.seen}).json()["other"]
    page = read(laptop.client.get(told["url"]).content.decode())

    assert told["url"] == f"{URL}other/{trip}"
    assert f"{URL}{trip}" in [link.get("href") for link in page.all("a")]


@pytest.mark.parametrize(
    ("leads_to", "way", "goes_to"),
    [
        ("/form/check/", "", "/form/check/?other=mood"),
        ("/form/check/", "from=check&waiting=pain", "/form/check/?other=mood&from=check&waiting=pain"),
        ("/form/s/pain/?from=check", "from=check", "/form/s/pain/?from=check&other=mood"),
        ("/learn/getting-home/?back=mood#mood", "", "/learn/getting-home/?back=mood&other=mood#mood"),
    ],
)
def test_what_was_replaced_is_told_wherever_a_save_leads_and_the_way_goes_on_from_there(leads_to, way, goes_to):
    told = {"said": TOLD, "url": f"{URL}other/"}
    kept = Kept(page=Page(section="mood"), seen=Seen.now(None), told=told)

    assert kept.told_at(leads_to, QueryDict(way)) == goes_to
    assert replace(kept, told=None).told_at(leads_to, QueryDict(way)) == leads_to


def test_the_page_that_comes_back_with_errors_says_it(phone, laptop):
    phone.keeps(main_goal="Walk.")

    assert TOLD in laptop.sends(told_by_professional=[]).content.decode()


def test_the_last_page_of_a_sitting_says_it(phone, laptop):
    phone.keeps(main_goal="Walk.")

    page = laptop.sends(go="later", main_goal="Sleep.").content.decode()

    assert TOLD in page
    assert "other/" not in page


def test_where_nothing_was_replaced_there_is_nothing_to_see(phone):
    assert phone.client.get(f"{URL}other/").url == URL
    assert phone.client.get("/form/s/nowhere/other/").status_code == 404
    assert TOLD not in phone.client.get("/form/?other=why-you-are-here").content.decode()
    assert phone.client.get("/form/?other=nowhere").status_code == 200


@pytest.mark.parametrize("seen", ["", "x", "1", "-1.x", "9999999999.x", "1.<b>", "1.x y"])
def test_a_page_that_does_not_know_what_it_saw_is_saved_all_the_same(phone, seen):
    phone.seen = seen

    assert phone.keeps(main_goal="Walk.")["saved"]


def test_a_safety_answer_of_either_device_is_kept(phone, laptop):
    phone.client.post("/form/s/safety/keep/", {"asq_1": "yes"})
    laptop.client.post("/form/s/safety/keep/", {"asq_1": "no"})

    assert [one.entry["value"] for one in Response.objects.get().safety_answers.all()] == ["yes", "no"]
