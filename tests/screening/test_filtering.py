"""Narrowing the worklist by its address: a link that can be shared. Safety items are never narrowed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from screening.handing_over import hand_over
from screening.presence import arrive
from screening.reviews import take
from tests.contracts.test_page_structure import faults
from tests.markup import read
from tests.people import a_patient, signed_in

CONSULT = datetime(2031, 12, 8, 15, 30, tzinfo=UTC)
LATE_EVENING = datetime(2031, 12, 9, 4, 30, tzinfo=UTC)  # still December 8 on the clinic's clock


@pytest.fixture
def everybody(clinic, front_desk, clinician, lead):
    """Three sent forms: the first with the clinician, the second with the lead who has it, the third with nobody."""
    a_patient(clinic, front_desk, name="First One", clinician=clinician, consult_at=CONSULT).sends()
    second = a_patient(clinic, front_desk, name="Second One", clinician=lead, consult_at=LATE_EVENING).sends()
    take(second, by=lead, now=second.submitted_at - timedelta(minutes=1))
    a_patient(clinic, front_desk, name="Third One", consult_at=None).sends()


def page_for(person, **query):
    answer = signed_in(person).get("/reviews/", query)
    assert answer.status_code == 200
    return read(answer.content.decode())


def names_on(page) -> list[str]:
    return [row.all("a")[0].text for body in page.all("tbody") for row in body.all("tr")]


def test_without_a_filter_everything_is_listed(everybody, clinician):
    assert names_on(page_for(clinician)) == ["First One", "Second One", "Third One"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "who", "names"),
    [
        ("clinician", "clinician", ["First One"]),
        ("clinician", "nobody", ["Third One"]),
        ("has", "lead", ["Second One"]),
        ("has", "clinician", []),
        ("has", "nobody", ["First One", "Third One"]),
    ],
)
def test_the_address_narrows_by_person(name, who, names, everybody, clinician, lead):
    ids = {"clinician": str(clinician.pk), "lead": str(lead.pk), "nobody": "nobody"}

    assert names_on(page_for(clinician, **{name: ids[who]})) == names


@pytest.mark.parametrize(
    ("day", "names"), [("2031-12-08", ["First One", "Second One"]), ("2031-12-09", []), ("2031-12-07", [])]
)
def test_a_day_is_one_on_the_clinics_clock(day, names, everybody, clinician):
    assert names_on(page_for(clinician, day=day)) == names


def test_tabs_count_and_keep_what_the_list_is_narrowed_to(everybody, clinician):
    page = page_for(clinician, day="2031-12-08", has="nobody")
    tabs = page.with_class("tabs")[0].all("a")

    assert list(faults(page)) == []
    assert tabs[0].text == "To review 1"
    assert tabs[1].get("href") == "?tab=in-review&day=2031-12-08&has=nobody"
    assert "consult on Mon Dec 8, 2031, nobody has it yet" in page.all("summary")[0].text


def test_pages_keep_it_too(clinic, front_desk, clinician):
    for number in range(26):
        a_patient(clinic, front_desk, name=f"Patient {number}", clinician=clinician)

    page = page_for(clinician, tab="waiting", clinician=str(clinician.pk))
    assert page.with_class("pages")[0].all("a")[0].get("href") == f"?tab=waiting&clinician={clinician.pk}&page=2"


def test_nothing_that_fits_says_so_and_leads_back(everybody, clinician):
    page = page_for(clinician, day="2031-12-24")
    (empty,) = page.with_class("empty")

    assert "consult on Wed Dec 24, 2031" in empty.text
    assert empty.all("a")[0].get("href") == "?tab=to-review"


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        {"clinician": "nonsense"},
        {"has": "00000000-0000-0000-0000-000000000000"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"day": "soon"},
    ],
)
def test_what_is_no_choice_narrows_nothing_and_says_so(query, everybody, clinician):
    page = page_for(clinician, **query)

    assert len(names_on(page)) == 3
    assert page.with_class("error")


def test_a_person_of_another_clinic_is_no_choice(everybody, clinician, clinician_elsewhere):
    page = page_for(clinician, has=str(clinician_elsewhere.pk))

    assert clinician_elsewhere.name not in page.text
    assert len(names_on(page)) == 3


def test_safety_items_are_never_narrowed(patient, clinician):
    patient.saves(asq_3="yes")

    assert page_for(clinician, day="2031-12-24", has="nobody").with_class("band")[0].all("li")


# What the rows say of colleagues


def test_what_is_handed_over_stands_on_top_for_the_colleague_alone(patient, clinician, lead):
    response = patient.sends()
    hand_over(response, lead, note="Ask about <sleep>.", by=clinician, now=timezone.now())

    (handed,) = page_for(lead, day="2031-12-24").with_class("handed")
    assert f"{clinician.name} asked you to take it" in handed.text
    assert "Ask about <sleep>." in handed.text
    assert handed.all("a")[0].get("href") == f"/reviews/{response.pk}/"
    assert page_for(clinician).with_class("handed") == []
    assert f"{lead.name} is asked to take it" in page_for(clinician).all("tbody")[0].text


def test_a_row_and_the_band_say_who_is_in_a_record_now(patient, clinician, lead):
    response = patient.sends(asq_3="yes", asq_5="no")
    arrive(response, by=lead, now=timezone.now())

    page = page_for(clinician)
    assert f"{lead.name} has it open now" in page.all("tbody")[0].text
    assert f"{lead.name} has it open now" in page.with_class("band")[0].text
    assert "open now" not in page_for(lead).text


@pytest.mark.parametrize(("tab", "sends"), [("to-review", True), ("waiting", False)])
def test_a_consult_that_has_passed_says_so(tab, sends, clinic, front_desk, clinician):
    person = a_patient(clinic, front_desk, consult_at=timezone.now() - timedelta(hours=1))
    if sends:
        person.sends()

    assert page_for(clinician, tab=tab).with_class("late")[0].text == "has passed"
