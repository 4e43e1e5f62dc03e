"""Scores of earlier forms beside those of this one: whose they are, how they are drawn and read out."""

from datetime import UTC, datetime, timedelta

import pytest

from intake.finding import remember_words
from screening.trends import trends
from tests.contracts.test_page_structure import faults
from tests.people import a_clinic, a_member, a_patient
from tests.reviewing import page_for

JUNE = datetime(2026, 6, 3, 16, 0, tzinfo=UTC)
MONTH = timedelta(days=30)


def mood(score: int) -> dict[str, str]:
    """Answers to the PHQ-9 that come to so many points; item 9 stays at "not at all"."""
    return {"phq9_9": "0"} | {f"phq9_{n}": str(min(3, max(0, score - 3 * (n - 1)))) for n in range(1, 9)}


def a_form(clinic, by, score: int, *, at: datetime, record_number: str = "004417", **given):
    """A form that was sent then, by somebody with this record number."""
    person = a_patient(clinic, by, **given)
    patient = person.response.patient
    patient.identity = patient.identity | {"record_number": record_number}
    patient.save()
    remember_words(patient)
    return person.sends(now=at, **mood(score))


def trend_of(response):
    return trends(response, response.documents.get()).get("PHQ-9")


@pytest.fixture
def third(clinic, front_desk):
    """The third form of the same person: 21 in June, 19 a month later, 17 now."""
    a_form(clinic, front_desk, 21, at=JUNE)
    a_form(clinic, front_desk, 19, at=JUNE + MONTH)
    return a_form(clinic, front_desk, 17, at=JUNE + 3 * MONTH)


def test_earlier_scores_stand_before_this_one_each_at_its_time(third):
    points = trend_of(third).points

    assert [(point.figure, point.at) for point in points] == [
        (21, JUNE),
        (19, JUNE + MONTH),
        (17, JUNE + 3 * MONTH),
    ]
    assert points[0].x < points[1].x < points[2].x
    assert points[0].y < points[1].y < points[2].y
    assert points[2].x - points[1].x == 2 * (points[1].x - points[0].x)


def test_a_first_form_has_no_line_whatever_came_later(clinic, front_desk):
    first = a_form(clinic, front_desk, 21, at=JUNE)
    a_form(clinic, front_desk, 19, at=JUNE + MONTH)

    assert trends(first, first.documents.get()) == {}


@pytest.mark.parametrize(
    "other", [{"record_number": "004418"}, {"born": "1974-03-10"}, {"record_number": ""}, {"record_number": " - "}]
)
def test_somebody_with_another_number_or_birthday_is_somebody_else(other, clinic, front_desk):
    a_form(clinic, front_desk, 21, at=JUNE, **other)

    assert trend_of(a_form(clinic, front_desk, 17, at=JUNE + MONTH)) is None


def test_without_record_numbers_the_same_name_and_birthday_are_not_enough(clinic, front_desk):
    a_form(clinic, front_desk, 21, at=JUNE, record_number="")

    assert trend_of(a_form(clinic, front_desk, 17, at=JUNE + MONTH, record_number="")) is None


def test_forms_of_another_clinic_are_not_seen(clinic, front_desk):
    other = a_clinic("Harbor Clinic")
    a_form(other, a_member(other, front_desk.role, "Desk Elsewhere"), 21, at=JUNE)

    assert trend_of(a_form(clinic, front_desk, 17, at=JUNE + MONTH)) is None


def test_a_score_that_was_not_due_or_not_complete_leaves_a_gap(clinic, front_desk):
    a_form(clinic, front_desk, 21, at=JUNE)
    a_patient(clinic, front_desk).sends(now=JUNE + MONTH, **mood(19) | {"auditc_1": "prefer_not"})
    last = a_form(clinic, front_desk, 17, at=JUNE + 2 * MONTH)

    found = trends(last, last.documents.get())
    assert len(found["PHQ-9"].points) == 3
    assert len(found["AUDIT-C"].points) == 2


def test_two_forms_at_the_same_moment_are_drawn_without_a_division_by_nothing(clinic, front_desk):
    a_form(clinic, front_desk, 21, at=JUNE)
    last = a_form(clinic, front_desk, 17, at=JUNE + timedelta(microseconds=1))

    assert len(trend_of(last).points) == 2


def test_the_page_draws_the_line_and_reads_it_out(third, clinician):
    page = page_for(clinician, third)
    svg = page.with_class("trend")[0]
    assert list(faults(page)) == []
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "PHQ-9, of 27: 21 on Wed Jun 3, 19 on Fri Jul 3, 17 on Tue Sep 1"
    assert "style" not in svg.attributes


def test_the_scores_of_all_forms_stand_in_one_table_a_form_a_row(third, clinician):
    table = page_for(clinician, third).with_class("earlier")[0].all("table")[0]
    names, *forms = [[cell.text for cell in row.all("th") + row.all("td")] for row in table.all("tr")]

    assert names[0] == "Sent"
    place = names.index("PHQ-9 of 27")
    assert [(form[0], form[place]) for form in forms] == [
        ("Wed Jun 3", "21"),
        ("Fri Jul 3", "19"),
        ("Tue Sep 1 this form", "17"),
    ]


def test_a_form_without_a_score_has_a_dash_in_the_table(clinic, front_desk, clinician):
    a_form(clinic, front_desk, 21, at=JUNE)
    a_patient(clinic, front_desk).sends(now=JUNE + MONTH, **mood(19) | {"auditc_1": "prefer_not"})
    table = page_for(clinician, a_form(clinic, front_desk, 17, at=JUNE + 2 * MONTH)).with_class("earlier")[0]

    names, *forms = [[cell.text for cell in row.all("th") + row.all("td")] for row in table.all("tr")]
    assert forms[1][names.index("AUDIT-C of 12")] == "–"


def test_a_page_without_earlier_forms_has_no_line(response, clinician):
    assert page_for(clinician, response).with_class("trend") == []
