"""Getting in: the link, the date of birth, each way in which a link may not open, and what a sitting leaves behind."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.models import Clinic
from intake.models import Invitation, Response
from intake.questionnaire import BY_SLUG
from tests.markup import read

PAGES = ["/form/", "/form/start/", "/form/check/", "/form/help/", *[f"/form/s/{slug}/" for slug in BY_SLUG]]
WRONG = "1974-09-03"


def words(page: Any) -> str:
    return page.content.decode()


def test_the_link_asks_for_the_date_of_birth_and_shows_nothing_of_the_patient(patient):
    page = patient.client.get(f"/q/{patient.token}/")

    assert page.status_code == 200
    assert "What is your date of birth?" in words(page)
    assert not [word for word in ("Jordan", "Rivera", "004417", "j@example.org", "1974") if word in words(page)]


def test_a_wrong_token_is_not_found_and_does_not_ask_for_a_date(patient):
    page = patient.client.get(f"/q/{patient.token[:-1]}x/")

    assert page.status_code == 404
    assert "This link does not open" in words(page)
    assert "date of birth?" not in words(page)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "This link has ended"),
        ({"stopped_at": timezone.now()}, "This link was stopped"),
        ({"paused_until": timezone.now() + timedelta(minutes=9)}, "Please wait a little"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_does_not_open_has_a_page_of_its_own(patient, change, said, method):
    Invitation.objects.update(**change)

    page = getattr(patient.client, method)(f"/q/{patient.token}/", {"year": 1974, "month": 3, "day": 9})

    assert page.status_code == 410
    assert said in words(page)
    assert "555-0100" in words(page)
    assert "sitting" not in patient.client.session


def test_the_pause_is_told_on_the_clinics_clock(patient):
    until = timezone.now() + timedelta(minutes=9)
    Invitation.objects.update(paused_until=until)

    local = until.astimezone(ZoneInfo("America/New_York"))
    page = patient.client.get(f"/q/{patient.token}/")
    assert f">{local.hour % 12 or 12}:{local:%M}\N{NO-BREAK SPACE}{local:%p}<".lower() in words(page).lower()


def test_a_wrong_date_says_so_and_keeps_what_was_typed(patient):
    page = patient.enters(WRONG)

    assert page.status_code == 422
    assert "This is not the date of birth that your clinic has" in words(page)
    assert 'value="1974"' in words(page)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"year": "", "month": "", "day": ""},
        {"year": "1974", "month": "2", "day": "30"},
        {"year": "74", "month": "3", "day": "9"},
        {"year": "9" * 5000, "month": "3", "day": "9"},
        {"year": "1974", "month": "Marchember", "day": "9"},
        {"year": "1974", "month": "3", "day": "-9"},
        {"year": "1974\x00", "month": "3", "day": "9"},
    ],
)
def test_what_is_no_date_is_refused_and_does_not_count_as_a_try(patient, typed):
    page = patient.client.post(f"/q/{patient.token}/", typed)

    assert page.status_code == 422
    assert Invitation.objects.get().wrong_dates == 0


@pytest.mark.parametrize(
    ("month", "day", "year", "said"),
    [
        ("1974", "9", "3", ["Write the month as a number from 1 to 12.", "Write the year with four numbers"]),
        ("31", "12", "1974", ["Write the month as a number from 1 to 12."]),
        ("3", "39", "1974", ["Write the day as a number from 1 to 31."]),
        ("3", "9", "74", ["Write the year with four numbers, for example 1975."]),
        ("", "9", "1974", ["Write the month, the day and the year."]),
        ("2", "30", "1974", ["This month does not have so many days. Check the day."]),
        ("", "", "", ["Write your date of birth, for example 4 12 1975."]),
    ],
)
def test_a_date_that_is_none_is_told_what_to_do_about_it(patient, month, day, year, said):
    page = read(words(patient.client.post(f"/q/{patient.token}/", {"month": month, "day": day, "year": year})))

    summary = page.with_class("summary")[0]
    assert len(summary.all("a")) == len(said)
    assert all(link.text.startswith(words) for link, words in zip(summary.all("a"), said, strict=True))
    assert all(words in page.with_id("born-error").text for words in said)
    assert [field.get("value") for field in page.all("input") if field.get("type") == "text"] == [month, day, year]


@pytest.mark.parametrize(
    ("language", "month"), [("en", "March"), ("en", "mar."), ("en", " 03 "), ("es", "Marzo"), ("es", "mar")]
)
def test_a_month_may_be_written_as_its_name(patient, language, month):
    Response.objects.update(language=language)
    Clinic.objects.update(offers_spanish=True)

    page = patient.client.post(f"/q/{patient.token}/", {"month": month, "day": "9", "year": "1974"})

    assert page.url == "/form/start/"


def test_nothing_that_is_typed_as_a_date_is_cut_off(patient):
    page = patient.client.get(f"/q/{patient.token}/")

    assert "maxlength" not in words(page)


def test_the_third_wrong_date_pauses_and_the_right_one_then_waits(patient):
    assert [patient.enters(WRONG).status_code for _ in range(3)] == [422, 422, 410]

    assert patient.enters().status_code == 410
    assert "sitting" not in patient.client.session


def test_the_right_date_leads_to_the_start_and_later_to_the_list(patient):
    assert patient.enters().url == "/form/start/"

    patient.saves(ride_home="person")

    assert patient.enters().url == "/form/"


def test_after_sending_the_link_leads_to_what_was_sent(patient):
    patient.sends()

    assert patient.enters().url == "/form/sent/"


def test_after_the_first_address_no_page_carries_the_token(patient):
    landing = patient.enters()
    pages = [patient.client.get(url, follow=True) for url in PAGES]

    told = [landing.url, *[words(page) + page.wsgi_request.path + repr(page.redirect_chain) for page in pages]]
    assert not [text for text in told if patient.token in text]
    assert patient.token not in str(patient.client.cookies)


@pytest.mark.parametrize("reason", ["right", "wrong", "unknown"])
def test_the_page_with_the_token_tells_other_sites_nothing_and_is_kept_nowhere(patient, reason):
    token = "x" * 43 if reason == "unknown" else patient.token
    page = patient.client.get(f"/q/{token}/")

    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]


def test_coming_in_gives_the_browser_a_new_session(patient):
    patient.client.get("/")
    session = patient.client.session
    session["planted"] = "by someone else"
    session.save()
    patient.client.cookies["sessionid"] = planted = session.session_key

    patient.enters()

    assert patient.client.cookies["sessionid"].value != planted
    assert "planted" not in patient.client.session


def test_a_session_in_the_database_holds_no_answer_and_no_name(patient):
    patient.enters()
    patient.client.post("/form/s/mood/", {"phq9_9": "2", "go": "next"})
    patient.client.get("/form/")

    held = Session.objects.get().get_decoded()
    assert {name: value for name, value in held.items() if not name.startswith("_")} == {
        "sitting": str(Invitation.objects.get().pk)
    }


@pytest.mark.slow
def test_a_post_from_elsewhere_is_refused(patient):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/q/{patient.token}/", {"year": 1974, "month": 3, "day": 9}).status_code == 403


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.fixed_dictionaries({}, optional={part: st.text(max_size=12) for part in ("month", "day", "year")}))
def test_whatever_is_typed_as_a_date_is_answered(patient, parts):
    page = patient.client.post(f"/q/{patient.token}/", parts)

    assert page.status_code in (302, 410, 422)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(token=st.text(min_size=1, max_size=80).filter(lambda text: text.strip("/. ") and "/" not in text))
def test_whatever_is_typed_as_a_link_is_not_found(db, token):
    assert Client().get(f"/q/{quote(token)}/").status_code == 404
