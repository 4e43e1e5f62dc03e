"""The front desk finds a patient by name, date of birth or record number: whom, what of them, and what is kept."""

import pytest

from clinic.models import AuditEvent
from tests.intake.test_desk import page_of, rows
from tests.people import BORN, a_patient, signed_in

PATH = "/desk/find/"


@pytest.fixture
def desk(front_desk):
    """The browser of the front desk."""
    return signed_in(front_desk)


def found(desk, words):
    """The page that the words lead to."""
    return page_of(desk.post(PATH, {"words": words}, follow=True))


@pytest.mark.parametrize("words", ["rivera", "Jordan Rivera", "3/9/1974", BORN, "004417", "Rivera 3/9/1974"])
def test_a_patient_is_found_with_the_status_of_the_form(words, desk, patient, clinic, front_desk):
    patient.sends(main_goal="Kept between us")
    a_patient(clinic, front_desk, name="Sam Whitfield", born="1997-11-30").response.patient.words.filter(
        kind="record"
    ).delete()
    page = found(desk, words)

    (row,) = rows(page)
    assert "Jordan Rivera Record 004417" in row
    assert "Sent" in row
    assert page.all("tbody")[0].all("a")[0].get("href") == f"/desk/{patient.response.pk}/"
    assert "Kept between us" not in page.raw_text


def test_every_form_of_everybody_who_fits_is_listed(desk, clinic, front_desk):
    for _ in range(3):
        a_patient(clinic, front_desk)

    assert len(rows(found(desk, "Rivera"))) == 3


def test_nobody_of_another_clinic_is_found_by_words_or_by_id(desk, clinician_elsewhere):
    theirs = a_patient(clinician_elsewhere.clinic, clinician_elsewhere)

    for page in (found(desk, "Rivera"), page_of(desk.get(f"{PATH}?patient={theirs.response.patient_id}"))):
        assert "No patient of this clinic is found by that." in page.text
        assert page.all("tbody") == []


@pytest.mark.parametrize(
    ("words", "says"), [("", "Write a name"), ("3/9/74", "Write the date as"), ("x" * 201, "at most")]
)
def test_words_that_find_nothing_by_themselves_are_kept_and_explained(words, says, desk):
    page = page_of(desk.post(PATH, {"words": words}), 422)

    assert says in page.with_class("summary")[0].text
    assert page.with_id("id_words").get("value") == words


def test_what_was_looked_for_stands_in_no_address_and_not_in_the_audit_trail(desk, patient):
    answer = desk.post(PATH, {"words": "Rivera"})

    assert answer["Location"] == f"{PATH}?patient={patient.response.patient_id}"
    assert AuditEvent.objects.get(action="searched").details == {"found": 1}


def test_what_is_no_id_is_passed_over(desk):
    assert page_of(desk.get(f"{PATH}?patient=nothing&patient=")).all("tbody") == []


def test_the_desk_offers_to_find(desk, patient):
    form = next(form for form in page_of(desk.get("/desk/")).all("form") if form.get("role") == "search")

    assert form.get("action") == PATH
