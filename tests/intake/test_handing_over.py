"""A patient answers on a device of the clinic: staff are out before, and nothing is left on it afterwards."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent
from intake.models import Invitation
from tests.answers import complete_answers
from tests.intake.test_coming_back import confirms, opened, sends
from tests.markup import read
from tests.people import Patient, signed_in

BORN = {"year": 1974, "month": 3, "day": 9}
SAFETY_YES = {"asq_1": "yes"}


@pytest.fixture
def tablet(patient: Patient, front_desk: Any) -> Client:
    """A device at which the front desk is signed in."""
    return signed_in(front_desk)


def starts(tablet: Client, patient: Patient) -> Any:
    return tablet.post(f"/desk/{patient.response.pk}/start-here/")


@pytest.fixture
def handed(tablet: Client, patient: Patient) -> Patient:
    """The patient at the device, in."""
    starts(tablet, patient)
    patient.client = tablet
    assert tablet.post("/form/here/", BORN).url == "/form/start/"
    return patient


def words(page: Any) -> str:
    return page.content.decode()


def actions() -> list[str]:
    return list(AuditEvent.objects.exclude(action="read").order_by("place").values_list("action", flat=True))


def test_staff_are_signed_out_before_the_patient_is_asked_anything(tablet, patient):
    assert starts(tablet, patient).url == "/form/here/"

    assert tablet.get("/desk/").url.startswith("/staff/sign-in/")
    page = words(tablet.get("/form/here/"))
    assert "What is your date of birth?" in page
    assert not [word for word in ("Jordan", "Rivera", "1974", patient.token) if word in page]


def test_nothing_is_reached_without_the_date_of_birth(tablet, patient):
    starts(tablet, patient)

    assert tablet.get("/form/").url == "/form/ended/"
    assert tablet.post("/form/here/", BORN | {"day": 8}).status_code == 422
    assert tablet.get("/form/").url == "/form/ended/"
    assert Invitation.objects.get().wrong_dates == 1


def test_the_link_that_the_patient_has_goes_on_working(handed):
    handed.client = Client()

    assert handed.enters().status_code == 302


@pytest.mark.parametrize("change", [{"stopped_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(days=1)}])
def test_where_no_link_works_a_new_one_is_made(tablet, patient, change):
    Invitation.objects.update(**change)
    starts(tablet, patient)

    assert tablet.post("/form/here/", BORN).url == "/form/start/"


def test_a_pause_after_wrong_dates_holds_here_too(tablet, patient):
    Invitation.objects.update(paused_until=timezone.now() + timedelta(minutes=9))
    starts(tablet, patient)

    assert "Please wait a little" in words(tablet.get("/form/here/"))


def test_a_form_that_was_sent_is_not_begun_again(tablet, patient):
    patient.sends()

    assert starts(tablet, patient).url == f"/desk/{patient.response.pk}/"
    assert "Start on this device" not in words(tablet.get(f"/desk/{patient.response.pk}/"))
    assert tablet.get("/desk/").status_code == 200


def test_the_browser_is_asked_to_remember_nothing(tablet, patient):
    starts(tablet, patient)
    asked = words(tablet.get("/form/here/"))
    tablet.post("/form/here/", BORN)

    assert asked.count('autocomplete="off"') == 3
    assert 'autocomplete="off"' in words(tablet.get("/form/s/mood/"))
    assert 'autocomplete="tel"' not in words(tablet.get("/form/s/before-you-start/"))
    patient.enters()
    assert 'autocomplete="tel"' in words(patient.client.get("/form/s/before-you-start/"))
    patient.saves(**complete_answers())
    for path in ("/form/s/mood/", "/form/s/before-you-start/", "/form/check/"):
        assert set(re.findall(r'autocomplete="(.*?)"', words(tablet.get(path)))) == {"off"}


@pytest.mark.parametrize("page", ["", "consult/", "contact/", "companion/", "stop-link/", "new-link/"])
def test_the_history_of_the_device_names_no_patient(tablet, patient, page):
    address = f"/desk/{patient.response.pk}/{page}"
    shown = tablet.post(address) if page == "new-link/" else tablet.get(address)

    assert shown.status_code == 200
    assert "Jordan" in words(shown)
    assert "Jordan" not in read(words(shown)).all("title")[0].text


def test_finishing_later_asks_for_the_device_and_leaves_nothing_behind(handed):
    page = handed.client.post("/form/s/getting-home/", {"ride_home": "person", "go": "later"})

    assert "Please hand the device back" in words(page)
    assert page["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert handed.client.get("/form/").url == "/form/ended/"
    assert not Session.objects.exists()


def test_sending_asks_for_the_device_and_shows_no_answer(handed):
    handed.saves(**complete_answers(main_goal="Dance with Biscuit."))

    page = handed.client.post("/form/check/", {"confirm": "on", "signed_as": "Jordan"}, follow=True)

    said = words(page)
    assert "Thank you. Please hand the device back." in said
    assert handed.response.reference in said
    assert not [word for word in ("Biscuit", "Jordan", "Rivera") if word in said]
    assert page["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    for url in ("/form/sent/", "/form/copy/", "/form/"):
        assert handed.client.get(url).url == "/form/ended/"


def test_what_another_device_sent_meanwhile_is_not_shown_here(handed):
    handed.sends()

    for url in ("/form/", "/form/sent/", "/form/copy/", "/form/copy/pdf/"):
        assert handed.client.get(url).url == "/form/handed-back/"


def test_a_device_that_was_handed_back_says_so_to_whoever_loads_the_page_again(client, db):
    page = client.get("/form/handed-back/")

    assert "Please hand the device back" in words(page)
    assert "reference" not in words(page)


def test_the_crisis_card_comes_along_to_the_last_page(handed):
    page = handed.client.post("/form/s/safety/", SAFETY_YES | {"go": "later"})

    assert 'id="crisis"' in words(page)


def test_the_sitting_ends_sooner_than_at_home(handed):
    with time_machine.travel(time.time() + 19 * 60):
        assert handed.client.get("/form/").status_code == 200
    with time_machine.travel(time.time() + 41 * 60):
        assert handed.client.get("/form/").url == "/form/ended/"


def test_a_page_that_came_too_late_comes_back_and_is_still_on_the_clinics_device(handed):
    carries = opened(handed)
    Session.objects.all().delete()

    asked = sends(handed, carries=carries)
    assert words(asked).count('autocomplete="off"') == 3
    confirms(handed, asked)

    assert "Please hand the device back" in words(handed.client.post("/form/later/"))


def test_a_sitting_at_home_is_none_of_this(patient):
    patient.enters()

    page = patient.client.post("/form/later/")
    assert "Please hand the device back" not in words(page)
    assert "Clear-Site-Data" not in page.headers


def test_each_step_is_written_down(handed):
    handed.client.post("/form/later/")

    assert actions()[-4:] == ["device_given", "signed_out", "link_opened", "device_back"]
    over = AuditEvent.objects.get(action="device_given")
    assert (over.by.name, over.subject) == ("Robin Hale", f"response {handed.response.pk}")
