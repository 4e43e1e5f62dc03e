"""A page that is sent when no sitting is open comes back filled in, once the date of birth is confirmed."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from intake.invitations import renew_link
from intake.kept_pages import KeptPage, reference_to, seal, unseal
from intake.models import Invitation, Page, Response
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import BORN, Patient, signs_in

SLUG = "why-you-are-here"
URL = f"/form/s/{SLUG}/"
GOAL = "Dance again with Biscuit."
TYPED = {"reasons": ["crps"], "told_by_professional": ["crps"], "main_goal": GOAL, "go": "next"}


@pytest.fixture
def inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


def fields(page: Element) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return {each.get("name"): each.get("value") for each in page.all("input") if each.get("type") == "hidden"}


def opened(patient: Patient, url: str = URL) -> dict[str, str]:
    return fields(read(patient.client.get(url).content.decode()))


def sitting_ends(patient: Patient) -> None:
    Session.objects.all().delete()


def sends(patient: Patient, url: str = URL, *, carries: dict[str, str], typed: dict[str, Any] | None = None) -> Any:
    return patient.client.post(url, (TYPED if typed is None else typed) | carries)


def confirms(patient: Patient, asked: Any, born: str = BORN) -> Any:
    year, month, day = born.split("-")
    carried = fields(read(asked.content.decode()))
    return patient.client.post("/form/come-back/", carried | {"year": year, "month": month, "day": day})


def words(page: Any) -> str:
    return page.content.decode()


def answers(patient: Patient) -> dict[str, Any]:
    return dict(Response.objects.get(pk=patient.response.pk).answers())


def test_it_asks_for_the_date_of_birth_and_shows_nothing_of_what_was_typed(inside):
    carries = opened(inside)
    sitting_ends(inside)

    asked = sends(inside, carries=carries)

    assert asked.status_code == 403
    assert "Write your date of birth to go on" in words(asked)
    assert "What you typed on the last page is not lost." in words(asked)
    assert not [word for word in ("Biscuit", "crps", "Jordan") if word in words(asked)]
    assert answers(inside) == {}


def test_nothing_on_the_page_that_carries_what_was_typed_leads_away_from_it(inside):
    carries = opened(inside)
    sitting_ends(inside)

    page = read(words(sends(inside, carries=carries)))

    leads_away = [link for link in page.all("a") if link.get("href").startswith("/") and link.get("target") != "_blank"]
    assert leads_away == []
    assert [link.get("target") for link in page.all("a") if link.get("href") == "/form/help/"] == ["_blank"]


def test_the_right_date_brings_the_page_back_as_it_was_sent_and_keeps_it(inside):
    carries = opened(inside)
    sitting_ends(inside)

    page = confirms(inside, sends(inside, carries=carries))

    assert page.status_code == 200
    assert "We kept what you had typed" in words(page)
    assert GOAL in words(page)
    assert re.findall(r'name="reasons" value="(\w+)"[^>]* checked', words(page)) == ["crps"]
    assert answers(inside) == {key: value for key, value in TYPED.items() if key != "go"}
    assert Page.objects.get().left_at is None
    assert inside.client.get("/form/").status_code == 200


def test_the_page_that_came_back_goes_on_as_the_one_before_it(inside):
    carries = opened(inside, f"{URL}?from=check")
    sitting_ends(inside)
    page = confirms(inside, sends(inside, f"{URL}?from=check", carries=carries))

    form = next(form for form in read(words(page)).all("form") if form.get("id") == "section")
    assert form.get("action") == f"{URL}?from=check"
    assert inside.client.post(form.get("action"), TYPED | fields(form)).url.endswith("?from=check")


def test_what_cannot_be_accepted_comes_back_with_its_error(inside):
    carries = opened(inside)
    sitting_ends(inside)
    wrong = TYPED | {"main_goal": "x" * 4001 + "end", "told_by_professional": []}

    page = confirms(inside, sends(inside, carries=carries, typed=wrong))

    assert "x" * 4001 + "end" in words(page)
    assert "Write at most 4000 characters." in words(page)
    assert "Choose" not in "".join(part.text for part in read(words(page)).with_class("summary"))
    assert answers(inside) == {"reasons": ["crps"]}


def test_check_and_send_comes_back_and_sends_nothing_by_itself(patient):
    patient.saves(**complete_answers())
    patient.enters()
    carries = opened(patient, "/form/check/")
    sitting_ends(patient)

    asked = sends(patient, "/form/check/", carries=carries, typed={"confirm": "on", "signed_as": "Jo <b>"})
    page = confirms(patient, asked)

    assert page.status_code == 200
    assert 'value="Jo &lt;b&gt;"' in words(page)
    assert "Your answers are not sent yet." in words(page)
    assert not Response.objects.get().is_sent
    assert patient.client.post("/form/check/", {"confirm": "on", "signed_as": "Jo"}).url == "/form/sent/"


def test_a_wrong_date_says_so_and_what_was_typed_is_still_there(inside):
    carries = opened(inside)
    sitting_ends(inside)

    wrong = confirms(inside, sends(inside, carries=carries), "1960-01-01")

    assert wrong.status_code == 422
    assert Invitation.objects.get().wrong_dates == 1
    assert GOAL in words(confirms(inside, wrong))


def test_the_pause_after_three_wrong_dates_keeps_it_too(inside):
    carries = opened(inside)
    sitting_ends(inside)
    asked = sends(inside, carries=carries)
    for _ in range(3):
        asked = confirms(inside, asked, "1960-01-01")
    assert asked.status_code == 410
    assert "Please wait a little" in words(asked)

    with time_machine.travel(time.time() + 16 * 60):
        again = inside.client.post("/form/come-back/", fields(read(words(asked))))
        assert again.status_code == 200
        assert GOAL in words(confirms(inside, again))


def test_another_patient_never_sees_it(inside, other_patient):
    carries = opened(inside)
    sitting_ends(inside)
    asked = sends(inside, carries=carries)
    other_patient.client = inside.client

    assert confirms(inside, asked, "1997-11-30").status_code == 422
    kept = fields(read(words(asked)))["kept"]
    stolen = {"kept": kept, "link": reference_to(Invitation.objects.get(response=other_patient.response).pk)}
    page = other_patient.client.post("/form/come-back/", stolen | {"year": 1997, "month": 11, "day": 30}, follow=True)

    assert page.redirect_chain[0][0] == "/form/start/"
    assert "Biscuit" not in words(other_patient.client.get(URL))
    assert answers(other_patient) == {}


def test_a_tab_of_somebody_else_saves_nothing_into_the_form_that_is_open_now(inside, other_patient):
    carries = opened(inside)
    other_patient.client = inside.client
    other_patient.enters("1997-11-30")

    kept = inside.client.post(f"{URL}keep/", TYPED | carries, headers={"X-Requested-With": "fetch"})
    sent = sends(inside, carries=carries)

    assert (kept.status_code, kept.json()["expired"]) == (403, True)
    assert "Write your date of birth to go on" in words(sent)
    assert answers(other_patient) == {}
    confirms(inside, sent)
    assert answers(inside)["main_goal"] == GOAL
    assert answers(other_patient) == {}


@pytest.mark.parametrize("link", ["", "x", "00000000-0000-0000-0000-000000000000:x"])
def test_a_page_that_names_no_link_of_ours_leads_to_how_to_come_back(inside, link):
    sitting_ends(inside)

    assert sends(inside, carries={"link": link}).url == "/form/ended/"
    assert inside.client.post("/form/come-back/", {"link": link, "kept": "x"}).url == "/form/ended/"


@pytest.mark.parametrize("kept", ["", "x", "AAAA", "é", "\x00", "x" * 9000])
def test_whatever_stands_for_a_kept_page_the_right_date_leads_in(inside, kept):
    carries = {"link": reference_to(Invitation.objects.get().pk), "kept": kept}

    page = inside.client.post("/form/come-back/", carries | {"year": 1974, "month": 3, "day": 9})

    assert page.url == "/form/start/"


def test_a_kept_page_is_unreadable_and_opens_for_a_day_and_its_own_link_only(inside, other_patient):
    mine, other = inside.response.invitations.get(), other_patient.response.invitations.get()
    page = KeptPage(name="section", slug=SLUG, query="", fields=[("main_goal", [GOAL])])
    now = timezone.now()
    sealed = seal(page, mine, now=now)

    assert "Biscuit" not in sealed
    assert unseal(sealed, mine, now=now + timedelta(hours=23)).data["main_goal"] == GOAL
    assert unseal(sealed, mine, now=now + timedelta(hours=25)) is None
    assert unseal(sealed, other, now=now) is None


def test_what_no_person_types_is_too_long_to_keep_and_the_page_says_so(inside):
    carries = opened(inside)
    sitting_ends(inside)

    asked = sends(inside, carries=carries, typed=TYPED | {"main_goal": "x" * 150_000})

    assert "too long for us to keep" in words(asked)
    assert "kept" not in fields(read(words(asked)))


def test_the_longest_page_that_is_kept_fits_into_one_post(inside):
    carries = opened(inside)
    sitting_ends(inside)

    asked = sends(inside, carries=carries, typed=TYPED | {"main_goal": "x" * 119_000})

    assert confirms(inside, asked).status_code == 200


@pytest.mark.parametrize("change", ["stopped", "renewed", "ended"])
def test_a_link_that_does_not_open_opens_for_nobody_who_comes_back(inside, front_desk, change):
    carries = opened(inside)
    sitting_ends(inside)
    if change == "renewed":
        renew_link(inside.response, by=front_desk, now=timezone.now())
    else:
        Invitation.objects.update(**{f"{change}_at": timezone.now()})

    page = confirms(inside, sends(inside, carries=carries))

    assert page.status_code == 410
    assert answers(inside) == {}


# A token that does not fit


@pytest.fixture
def strict(inside: Patient) -> Patient:
    """The patient in a browser whose forms need their token."""
    cookies = inside.client.cookies
    inside.client = Client(enforce_csrf_checks=True)
    inside.client.cookies = cookies
    return inside


@pytest.mark.parametrize("with_sitting", [True, False])
def test_a_page_with_an_old_token_comes_back_too(strict, with_sitting):
    carries = opened(strict)
    strict.client.cookies.pop("csrftoken")
    if not with_sitting:
        sitting_ends(strict)

    asked = sends(strict, carries=carries)
    assert asked.status_code == 403
    assert answers(strict) == {}

    page = confirms(strict, asked)
    assert GOAL in words(page)
    assert answers(strict)["main_goal"] == GOAL


def test_staff_who_sign_in_in_between_take_nothing_from_the_patient(strict, clinician):
    carries = opened(strict)
    unstrict = Client()
    unstrict.cookies = strict.client.cookies
    signs_in(unstrict, clinician.email)

    page = confirms(strict, sends(strict, carries=carries))

    assert GOAL in words(page)
    assert "_auth_user_id" not in strict.client.session


def test_without_cookies_the_page_says_so_and_keeps_what_was_typed(strict):
    carries = opened(strict)
    strict.client.cookies.clear()
    asked = sends(strict, carries=carries)
    strict.client.cookies.clear()

    again = confirms(strict, asked)

    assert again.status_code == 403
    assert "Allow cookies for this site" in words(again)
    assert GOAL in words(confirms(strict, again))


def test_a_forged_page_of_another_site_changes_nothing(strict):
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = strict.client.cookies

    page = forged.post(URL, TYPED, headers={"Origin": "https://elsewhere.example"})

    assert page.status_code == 403
    assert "Please try once more" in words(page)
    assert answers(strict) == {}
