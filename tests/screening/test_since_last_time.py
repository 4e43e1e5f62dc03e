"""What a clinician reads of somebody who came back: what is different since, and what was only confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from clinic.models import Staff
from intake.models import Response
from intake.offers import offer_of, say_still_true
from intake.paper.text import as_text
from intake.responses import submit
from intake.sections.medicines import Medicines
from intake.sections.treatments import TreatmentsTried
from screening.papers import FACE_SHEET, FULL_ANSWERS
from screening.since_last_time import SinceLastTime, since_last_time
from tests.answers import complete_answers
from tests.contracts.test_page_structure import faults
from tests.paper import missing_in
from tests.people import NOON, Patient, a_clinic, a_member, a_patient, signed_in
from tests.reviewing import page_for
from tests.screening.test_papers import taken_out

AGO = NOON - timedelta(days=120)
TABLETS = [{"name": "sertraline", "weeks": "over6", "full_dose": "yes", "helped": "little", "stopped": "taking"}]
THEN = {
    "reasons": ["depression"],
    "mood_meds_any": "yes",
    "mood_meds": TABLETS,
    "phq9_1": "3",
    "phq9_2": "3",
    "phq9_9": "1",
    "asq_5": "no",
    "med_list": "lisinopril 10 mg",
    "allergy_other": "latex",
    "ride_home": "person",
}
NOW = THEN | {"phq9_1": "1", "phq9_9": "0", "ride_home": "self_drive"}


def came(by: Staff, *, at: datetime, **answers: Any) -> Response:
    return a_patient(by.clinic, by, now=at).sends(now=at, **answers)


def compared(response: Response) -> SinceLastTime:
    found = since_last_time(response, response.newest_document)
    assert found
    return found


def confirmed(by: Staff) -> Response:
    """A second form whose medicines and treatments were confirmed."""
    again: Patient = a_patient(by.clinic, by, now=NOON)
    again.saves(now=NOON, reasons=NOW["reasons"])
    for section in (Medicines, TreatmentsTried):
        offer = offer_of(again.response, section, now=NOON)
        assert offer
        say_still_true(again.response, section, shown=offer.mark, now=NOON)
    again.saves(now=NOON, **complete_answers(**NOW))
    submit(again.response, signed_as="Jordan Rivera", statement="Mine.", now=NOON)
    again.response.refresh_from_db()
    return again.response


def test_each_different_answer_is_listed_then_and_now_safety_and_instruments_apart(front_desk) -> None:
    earlier = came(front_desk, at=AGO, **THEN)
    since = compared(came(front_desk, at=NOON, **NOW))

    assert since.earlier.response == earlier
    assert [(one["key"], one["before"], one["after"]) for one in since.safety] == [
        ("phq9_9", "Several days", "Not at all"),
    ]
    assert [(one.said, [change["key"] for change in one.changes]) for one in since.instruments] == [
        ("PHQ-9: 1 answer different; 7 of 27 then, 4 of 27 now", ["phq9_1"])
    ]
    assert [(one["key"], one["before"], one["after"]) for one in since.others] == [
        ("ride_home", "An adult I know will take me", "I would drive myself")
    ]


def test_the_same_answers_are_said_to_be_no_different(front_desk) -> None:
    came(front_desk, at=AGO, **THEN)
    since = compared(came(front_desk, at=NOON, **THEN))

    assert (since.number, since.said) == (0, "No answer is different.")


@pytest.mark.parametrize("other", ["birthday", "clinic", "later", "first"])
def test_nothing_is_compared_with_somebody_elses_form_or_a_later_one(other, front_desk, clinic) -> None:
    if other == "birthday":
        a_patient(clinic, front_desk, born="1974-03-10", now=AGO).sends(now=AGO, **THEN)
    if other == "clinic":
        elsewhere = a_clinic("Harbor Clinic")
        came(a_member(elsewhere, "front_desk", "Desk Elsewhere"), at=AGO, **THEN)
    response = came(front_desk, at=NOON, **NOW)
    if other == "later":
        came(front_desk, at=NOON + timedelta(days=1), **THEN)

    assert since_last_time(response, response.newest_document) is None


def test_the_page_says_with_what_it_compares_and_leads_there(front_desk, clinician) -> None:
    earlier = came(front_desk, at=AGO, **THEN)
    page = page_for(clinician, confirmed(front_desk))
    section = page.with_id("since")

    assert list(faults(page)) == []
    assert section.all("h2")[0].text == "Changed since last time (Aug 3, 2026)"
    assert f"Compared with the form sent Aug 3, 2026, reference {earlier.reference}." in section.text
    assert [link.get("href") for link in section.all("a")] == [f"/reviews/{earlier.pk}/"]
    assert not {"better", "worse", "improved", "up", "down"} & set(section.all("p")[0].text.lower().split())
    assert page.with_id("beside").text.count("Still true, told Aug 3, 2026") == 4
    assert page.with_id("answers").text.count("Confirmed as still true from Aug 3, 2026") == 5


def test_the_first_form_of_somebody_has_no_such_section(front_desk, clinician) -> None:
    page = page_for(clinician, came(front_desk, at=NOON, **NOW))

    assert page.with_class("since") == []
    assert "still true" not in page.text


def test_paper_says_the_same_as_the_page(front_desk) -> None:
    came(front_desk, at=AGO, **THEN)
    response = confirmed(front_desk)
    face, full = (as_text(paper.sheet(response, response.newest_document)) for paper in (FACE_SHEET, FULL_ANSWERS))

    assert "Changed since last time (Aug 3, 2026)" in face
    assert "PHQ-9: 1 answer different; 7 of 27 then, 4 of 27 now." in face
    assert "Then: An adult I know will take me\n    Now: I would drive myself" in face
    assert "Medicines tried: Still true, told Aug 3, 2026" in face
    assert "    lisinopril 10 mg\n    Still true, told Aug 3, 2026" in face
    assert full.count("Confirmed as still true from Aug 3, 2026") == 5


def test_a_document_that_confirms_stands_by_itself_when_the_earlier_one_is_not_there(front_desk, clinic) -> None:
    came(front_desk, at=AGO, **THEN)
    response = confirmed(front_desk)
    Response.objects.exclude(pk=response.pk).update(clinic=a_clinic("Harbor Clinic"))  # as good as gone

    assert since_last_time(response, response.newest_document) is None
    assert "Still true, told Aug 3, 2026" in as_text(FACE_SHEET.sheet(response, response.newest_document))


def test_page_pdf_and_text_of_a_confirmed_form_say_the_same_in_the_same_order(front_desk, clinician) -> None:
    came(front_desk, at=AGO, **THEN)
    response = confirmed(front_desk)
    browser = signed_in(clinician)

    for paper in (FACE_SHEET, FULL_ANSWERS):
        said = taken_out(browser, response, paper.code)
        for part in paper.sheet(response, response.newest_document).parts:
            lines = [line for block in part.blocks for line in block.lead]
            asides = [str(aside) for block in part.blocks for entry in block.entries for aside in entry.asides]
            assert all(missing_in(form, iter(lines)) == [] for form in said.values())
            assert all(missing_in(form, iter(asides)) == [] for form in said.values())
