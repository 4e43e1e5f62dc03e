"""What leads a clinician on: to the first open card, to the sign-off, and from a signed review to the next patient."""

import pytest
from django.utils import timezone

from screening.reviews import take
from screening.rule import Topic
from screening.worklist import next_up
from tests.people import a_patient
from tests.reviewing import page_for, records, records_all, signs_off, text_of

HOME, NAUSEA = Topic.GETTING_HOME, Topic.NAUSEA


@pytest.fixture
def response(patient):
    """With Getting home and Nausea to talk about."""
    return patient.sends(ride_home="self_drive", motion_sick="often")


def skip_on(page):
    """The first thing that a keyboard reaches in the main part: where it leads, and what it says."""
    link = page.all("main")[0].all("a")[0]
    return link.get("href"), link.text


def sent(clinic, by, name, *, clinician=None):
    """A form that was sent, for a consult with this clinician."""
    return a_patient(clinic, by, name=name, clinician=clinician).sends()


def test_the_first_key_leads_to_the_first_open_card_and_then_to_the_sign_off(response, clinician):
    assert skip_on(page_for(clinician, response)) == (f"#card-{HOME.place}", "Skip to the first open card")

    records(response, HOME, "talked_about", by=clinician)
    assert skip_on(page_for(clinician, response))[0] == f"#card-{NAUSEA.place}"

    records(response, NAUSEA, "talked_about", by=clinician)
    assert skip_on(page_for(clinician, response)) == ("#notes-and-sign-off", "Skip to the sign-off")


def test_the_sign_off_stands_after_the_cards_and_not_beside_them(response, clinician):
    page = page_for(clinician, response)

    assert [section for section in page.with_id("beside").all("section") if section.get("id") == "sign-off"] == []
    assert page.with_id("sign-off")


def test_after_signing_off_the_page_leads_to_the_next_patient(response, clinic, front_desk, clinician):
    sent(clinic, front_desk, "Sam Whitfield", clinician=clinician)
    records_all(response, by=clinician)
    assert "Next to review" not in text_of(page_for(clinician, response))

    signs_off(response, by=clinician, now=timezone.now())
    assert "Next to review: Sam Whitfield" in text_of(page_for(clinician, response))


def test_whoever_reads_what_a_colleague_signed_is_led_nowhere(signed, clinic, front_desk, clinician, lead):
    sent(clinic, front_desk, "Sam Whitfield")

    assert "Next to review" not in text_of(page_for(lead, signed))


def test_the_next_patient_is_nobodys_or_ones_own_and_never_a_colleagues(clinic, front_desk, clinician, lead):
    sent(clinic, front_desk, "Sam Whitfield", clinician=lead)
    assert next_up(clinician) is None

    free = sent(clinic, front_desk, "Lena Park")
    assert next_up(clinician) == free
    take(free, by=lead, now=timezone.now())
    assert next_up(clinician) is None


def test_the_next_patient_is_never_of_another_clinic(response, clinician_elsewhere):
    assert next_up(clinician_elsewhere) is None
