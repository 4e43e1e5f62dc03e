"""How long a sitting lasts: an hour without a request. What asks does not prolong it; typing and wanting to stay do."""

import time

import pytest
import time_machine

from tests.people import Patient

QUIETLY = {"X-Requested-With": "XMLHttpRequest"}
MINUTE = 60


@pytest.fixture
def clock():
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


@pytest.fixture
def inside(clock, patient: Patient) -> Patient:
    patient.enters()
    patient.client.get("/form/")
    return patient


def asks(patient: Patient, **more: str) -> dict[str, int]:
    return patient.client.post("/form/still-here/", more, headers=QUIETLY).json()


def test_asking_says_how_much_is_left_and_takes_nothing_from_it(clock, inside):
    clock.shift(50 * MINUTE)
    assert asks(inside) == {"seconds": 10 * MINUTE}

    clock.shift(9 * MINUTE)
    assert asks(inside) == {"seconds": MINUTE}
    clock.shift(MINUTE + 1)
    assert asks(inside) == {"expired": True, "url": "/form/ended/"}


def test_wanting_to_stay_gives_another_hour_again_and_again(clock, inside):
    for _ in range(11):
        clock.shift(59 * MINUTE)
        assert asks(inside, stay="1") == {"seconds": 60 * MINUTE}


def test_typing_gives_another_hour(clock, inside):
    clock.shift(59 * MINUTE)
    inside.client.post("/form/s/mood/keep/", {"phq9_1": "0"})

    assert asks(inside) == {"seconds": 60 * MINUTE}


def test_a_tab_of_somebody_else_is_told_that_its_own_sitting_is_over(inside, other_patient):
    page = inside.client.get("/form/").content.decode()
    link = page.split('name="link" value="')[1].split('"')[0]
    other_patient.client = inside.client
    other_patient.enters("1997-11-30")

    assert asks(inside, link=link)["expired"]


@pytest.mark.parametrize("url", ["/form/s/mood/", "/form/check/"])
def test_a_page_says_without_script_until_when_it_waits(clock, inside, url):
    page = inside.client.get(url).content.decode()

    if "noscript" in page:
        assert "If you do nothing until" in page
    else:
        assert "You can send your answers when" in page


def test_the_page_after_sending_names_its_link_as_every_other_does(patient):
    patient.sends()
    patient.enters()
    page = patient.client.get("/form/sent/").content.decode()
    link = page.split('name="link" value="')[1].split('"')[0]

    assert patient.response.reference in page
    assert "What is your date of birth?" in patient.client.post("/form/come-back/", {"link": link}).content.decode()


def test_a_page_outside_a_sitting_waits_for_nothing(client, db):
    assert 'id="sitting"' not in client.get("/").content.decode()
    assert 'id="sitting"' not in client.get("/form/handed-back/").content.decode()
