"""The patient's pages: whose they are, when each is shown, which verbs they answer. Getting in is in test_entering."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from intake.invitations import renew_link, stop_link
from intake.models import Response
from intake.questionnaire import BY_SLUG
from tests.answers import complete_answers
from tests.markup import read
from tests.people import signed_in, signs_in

PAGES = [
    "/form/",
    "/form/start/",
    "/form/check/",
    "/form/sent/",
    "/form/copy/",
    *[f"/form/s/{slug}/" for slug in ("mood", "safety")],
]


def words(page: Any) -> str:
    return page.content.decode()


@pytest.mark.parametrize("url", PAGES)
def test_without_a_sitting_no_page_opens(db, url):
    page = Client().get(url)

    assert (page.status_code, page.url) == (302, "/form/ended/")


def test_without_a_sitting_the_quiet_save_says_how_to_come_back(db):
    page = Client().post("/form/s/mood/keep/", {"phq9_9": "1"}, headers={"X-Requested-With": "fetch"})

    assert page.status_code == 403
    assert page.json() == {"expired": True, "url": "/form/ended/"}


def test_the_page_for_an_ended_sitting_says_how_to_come_back(db):
    page = Client().get("/form/ended/")

    assert page.status_code == 403
    assert "Open your link again" in words(page)


def test_the_sitting_of_another_patient_reaches_only_their_own_response(patient, other_patient):
    patient.saves(main_goal="Walk my dog Biscuit", reasons=["other"])
    other_patient.enters("1997-11-30")

    other_patient.client.post("/form/s/why-you-are-here/", {"reasons": "crps", "main_goal": "Mine", "go": "next"})
    seen = words(other_patient.client.get("/form/check/")) + words(
        other_patient.client.get("/form/s/why-you-are-here/")
    )

    assert "Biscuit" not in seen
    assert Response.objects.get(pk=patient.response.pk).answers()["main_goal"] == "Walk my dog Biscuit"


def test_opening_a_second_link_in_one_browser_ends_the_first_sitting(patient, other_patient):
    patient.enters()
    other_patient.client = patient.client
    other_patient.enters("1997-11-30")

    patient.client.post("/form/s/why-you-are-here/", {"reasons": "crps", "go": "next"})

    assert not Response.objects.get(pk=patient.response.pk).answers()
    assert Response.objects.get(pk=other_patient.response.pk).answers()


def test_stopping_the_link_ends_the_sitting_of_whoever_is_in(patient, front_desk):
    patient.enters()
    stop_link(patient.response, by=front_desk, now=timezone.now())

    assert patient.client.get("/form/").url == "/form/ended/"
    assert patient.client.post("/form/s/mood/", {"phq9_9": "1"}).url == "/form/ended/"
    assert not Response.objects.get().answers()


def test_a_new_link_ends_the_sitting_of_the_old_one(patient, front_desk):
    patient.enters()
    renew_link(patient.response, by=front_desk, now=timezone.now())

    assert patient.client.get("/form/").url == "/form/ended/"


def test_opening_a_link_signs_staff_out(patient, clinician):
    patient.client = signed_in(clinician)
    patient.enters()

    assert "_auth_user_id" not in patient.client.session
    assert patient.client.get("/form/").status_code == 200


def test_signing_in_ends_the_patients_sitting(patient, clinician):
    patient.enters()
    signs_in(patient.client, clinician.email)

    assert "sitting" not in patient.client.session
    assert patient.client.get("/form/").url == "/form/ended/"


def test_staff_reach_no_patient_page(patient, clinician):
    assert signed_in(clinician).get("/form/check/").url == "/form/ended/"


def test_finishing_later_ends_the_sitting_and_the_link_still_works(patient):
    patient.enters()
    page = patient.client.post("/form/s/mood/", {"phq9_1": "1", "go": "later"})

    assert "Your answers are saved" in words(page)
    assert patient.client.get("/form/").url == "/form/ended/"
    assert patient.enters().url == "/form/"


def test_finishing_later_from_the_list_ends_the_sitting(patient):
    patient.enters()

    assert "Your answers are saved" in words(patient.client.post("/form/later/"))
    assert patient.client.get("/form/").url == "/form/ended/"


def test_a_browser_that_fetches_ahead_does_not_end_the_sitting(patient):
    patient.enters()

    assert patient.client.get("/form/later/").url == "/form/"
    assert patient.client.get("/form/").status_code == 200


# What is shown when


@pytest.mark.parametrize("url", PAGES)
def test_no_page_of_a_sitting_is_kept_by_the_browser(patient, url):
    if url in ("/form/sent/", "/form/copy/"):
        patient.sends()
    patient.enters()

    assert "no-store" in patient.client.get(url)["Cache-Control"]


@pytest.mark.parametrize("url", ["/form/sent/", "/form/copy/"])
def test_before_sending_there_is_nothing_sent_to_see(patient, url):
    patient.enters()

    assert patient.client.get(url).url == "/form/"


@pytest.mark.parametrize("url", ["/form/", "/form/check/", "/form/s/mood/"])
def test_after_sending_there_is_nothing_left_to_fill_in(patient, url):
    patient.sends()
    patient.enters()

    assert patient.client.get(url).url == "/form/sent/"


def test_a_section_that_does_not_apply_leads_to_the_list(patient):
    patient.saves(reasons=["other"])
    patient.enters()

    assert patient.client.get("/form/s/pain/").url == "/form/"


def test_the_button_of_the_list_says_where_it_leads(patient):
    def button():
        (found,) = read(words(patient.client.get("/form/"))).all("main")[0].with_class("button")[:1]
        return found.text, found.get("href")

    patient.enters()
    assert button() == ("Continue", "/form/s/before-you-start/")

    patient.saves(**complete_answers())
    assert button() == ("Check and send", "/form/check/")


@pytest.mark.parametrize("url", ["/form/s/no-such-section/", "/form/s/no-such-section/keep/", "/form/nowhere/"])
def test_an_unknown_address_is_not_found(patient, url):
    patient.enters()

    assert patient.client.post(url).status_code == 404


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("post", "/form/"),
        ("post", "/form/start/"),
        ("post", "/form/sent/"),
        ("get", "/form/s/mood/keep/"),
        ("put", "/form/s/mood/"),
        ("delete", "/form/check/"),
        ("put", "/q/{token}/"),
        ("post", "/form/help/"),
    ],
)
def test_a_page_answers_only_the_verbs_it_is_for(patient, method, url):
    patient.enters()

    assert getattr(patient.client, method)(url.format(token=patient.token)).status_code == 405


@pytest.mark.parametrize("url", ["/", "/form/help/", "/form/", "/form/start/", "/form/check/", "/form/s/mood/"])
def test_asking_only_for_the_headers_works_everywhere(patient, url):
    patient.enters()
    page = patient.client.head(url)

    assert (page.status_code, page.content) == (200, b"")


def test_looking_at_every_page_writes_nothing_about_the_patient(patient):
    patient.saves(**complete_answers())
    patient.enters()
    before = _answers_stored()

    for url in [*PAGES[:3], *[f"/form/s/{slug}/" for slug in BY_SLUG]]:
        patient.client.get(url)

    assert _answers_stored() == before


def _answers_stored() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, answers, saved_at, left_at FROM intake_page ORDER BY id")
        return [[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in cursor.fetchall()]


def test_help_is_reachable_without_a_link_and_says_988_and_911(db):
    said = words(Client().get("/form/help/"))

    assert "tel:988" in said
    assert "tel:911" in said


def test_the_visit_is_told_on_the_clinics_clock(patient):
    Response.objects.update(consult_at=datetime(2027, 1, 5, 3, 30, tzinfo=UTC))  # the evening before, in New York
    patient.sends()
    patient.enters()

    assert "Monday, January 4, 10:30\N{NO-BREAK SPACE}pm" in words(patient.client.get("/form/sent/"))


def test_the_time_of_sending_is_told_on_the_clinics_clock(patient):
    patient.sends(now=datetime(2026, 11, 20, 3, 30, tzinfo=UTC))
    patient.enters()

    assert "November 19, 2026" in words(patient.client.get("/form/copy/"))


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/form/s/mood/", "/form/s/mood/"),
        ("http://testserver/form/s/mood/?from=check&waiting=pain.x", "/form/s/mood/?from=check&waiting=pain"),
        ("http://testserver/form/check/?other=mood", "/form/check/"),
        ("http://testserver/form/s/no-such-section/", "/form/"),
        ("http://testserver/desk/", "/form/"),
        ("http://elsewhere.example/form/s/mood/", "/form/"),
        ("http://[", "/form/"),
        ("\x00", "/form/"),
        ("", "/form/"),
    ],
)
def test_help_leads_back_to_the_page_of_the_form_from_which_it_was_opened(patient, came_from, back):
    patient.enters()

    page = read(patient.client.get("/form/help/", headers={"Referer": came_from}).content.decode())

    assert [link.get("href") for link in page.all("main")[0].all("a") if link.text == "Go back to your form"] == [back]


def test_help_says_whose_form_it_is_and_offers_every_language_all_the_same(patient):
    patient.enters()

    top = read(patient.client.get("/form/help/").content.decode()).all("header")[0]

    assert "Cedar Clinic" in top.text
    assert "Español" in top.text
