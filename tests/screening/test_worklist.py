"""Which responses stand on which list, in which order, and what their rows say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.models import Response
from screening.reviews import take
from screening.rule import Priority, Topic
from screening.worklist import Tab, in_order, open_safety, responses_in, rows_of
from tests.people import a_patient
from tests.reviewing import records, records_all, signs_off

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def tab_of(response: Response) -> list[Tab]:
    return [tab for tab in Tab if responses_in(response.clinic, tab).filter(pk=response.pk).exists()]


def row_of(response: Response):
    return rows_of([response])[0]


# Tabs


def test_an_unsent_form_waits_for_the_patient(patient):
    patient.saves(reasons=["other"])

    assert tab_of(patient.response) == [Tab.WAITING]


def test_a_sent_form_is_to_review(patient):
    assert tab_of(patient.sends()) == [Tab.TO_REVIEW]


def test_a_taken_form_is_in_review(patient, clinician, now):
    response = patient.sends()
    take(response, by=clinician, now=now + HOUR)

    assert tab_of(response) == [Tab.IN_REVIEW]


def test_a_form_with_a_record_on_a_card_is_in_review(patient, clinician):
    response = patient.sends(ride_home="self_drive")
    records(response, Topic.GETTING_HOME, "talked_about", by=clinician)

    assert tab_of(response) == [Tab.IN_REVIEW]


def test_work_on_safety_before_sending_is_no_review_of_what_was_sent(patient, clinician, now):
    patient.saves(asq_3="yes")
    records(patient.response, Topic.SAFETY, "reached", by=clinician, now=now)

    assert tab_of(patient.sends(asq_3="yes", asq_5="no", now=now + HOUR)) == [Tab.TO_REVIEW]


def test_a_signed_form_is_signed_and_nothing_else(patient, clinician, now):
    response = patient.sends(ride_home="self_drive")
    records_all(response, by=clinician)
    signs_off(response, by=clinician, now=now)

    assert tab_of(response) == [Tab.SIGNED]


@pytest.mark.parametrize("tab", Tab)
def test_no_tab_lists_another_clinic(tab, patient, clinician, clinician_elsewhere):
    patient.sends(asq_3="yes", asq_5="yes")

    assert not responses_in(clinician_elsewhere.clinic, tab).exists()
    assert open_safety(clinician_elsewhere.clinic) == []


def test_an_unknown_tab_in_the_address_is_the_first_one():
    assert Tab.of("elsewhere") is Tab.of(None) is Tab.TO_REVIEW


# Order


def named(responses) -> list[str]:
    return [response.patient.name for response in responses]


def test_responses_stand_by_consult_and_those_without_a_time_last(clinic, front_desk, now):
    for name, consult in (("None", None), ("Later", now + 2 * HOUR), ("Sooner", now + HOUR)):
        a_patient(clinic, front_desk, name=name, consult_at=consult).sends()

    listed = in_order(responses_in(clinic, Tab.TO_REVIEW), Tab.TO_REVIEW, now=now)
    assert named(listed) == ["Sooner", "Later", "None"]


def test_unsent_forms_whose_consult_has_passed_come_last(clinic, front_desk, now):
    for name, consult in (("Passed", now - HOUR), ("Next week", now + 24 * 7 * HOUR), ("None", None)):
        a_patient(clinic, front_desk, name=name, consult_at=consult)

    listed = in_order(responses_in(clinic, Tab.WAITING), Tab.WAITING, now=now)
    assert named(listed) == ["Next week", "None", "Passed"]


def test_signed_forms_stand_latest_first(clinic, front_desk, clinician, now):
    for name, consult in (("Earlier", now + HOUR), ("Later", now + 2 * HOUR)):
        response = a_patient(clinic, front_desk, name=name, consult_at=consult).sends()
        signs_off(response, by=clinician, now=now)

    assert named(in_order(responses_in(clinic, Tab.SIGNED), Tab.SIGNED, now=now)) == ["Later", "Earlier"]


# Safety


def test_an_unsent_form_stands_among_open_safety_items(patient):
    patient.saves(asq_1="yes")

    assert [row.response for row in open_safety(patient.response.clinic)] == [patient.response]


def test_urgent_safety_comes_first_and_then_the_longest_waiting(clinic, front_desk, now):
    for name, waited, answers in (
        ("Same day, new", HOUR, {"asq_1": "yes"}),
        ("Same day, old", 3 * HOUR, {"asq_1": "yes"}),
        ("Urgent", HOUR, {"asq_3": "yes"}),
    ):
        a_patient(clinic, front_desk, name=name).saves(now=now - waited, on_purpose=False, **answers)

    assert named(row.response for row in open_safety(clinic)) == ["Urgent", "Same day, old", "Same day, new"]


def test_waiting_counts_from_the_oldest_reason_that_is_still_open(patient, clinician, now):
    patient.saves(asq_1="yes", now=now - 5 * HOUR)
    records(patient.response, Topic.SAFETY, "reached", by=clinician, now=now - 4 * HOUR)
    patient.saves(asq_1="yes", asq_3="yes", now=now - 2 * HOUR)
    patient.saves(asq_1="yes", asq_3="yes", asq_5="yes", now=now - HOUR)

    (row,) = open_safety(patient.response.clinic)
    assert row.open_safety.waiting_since == now - 2 * HOUR


def test_a_closed_safety_card_leaves_the_band_and_a_failed_try_does_not(patient, clinician):
    patient.saves(asq_3="yes")
    clinic = patient.response.clinic

    records(patient.response, Topic.SAFETY, "not_reached", by=clinician)
    assert len(open_safety(clinic)) == 1
    records(patient.response, Topic.SAFETY, "reached", by=clinician)
    assert open_safety(clinic) == []
    records(patient.response, Topic.SAFETY, "not_reached", by=clinician)
    assert len(open_safety(clinic)) == 1


# Rows


def test_a_row_groups_its_cards_by_priority_and_counts_its_notes(patient):
    response = patient.sends(ride_home="self_drive", nausea_meds="often", bladder="sometimes", motion_sick="never")

    row = row_of(response)
    assert [(priority, [card.topic for card in cards]) for priority, cards in row.by_priority] == [
        (Priority.DISCUSS_FIRST, [Topic.GETTING_HOME]),
        (Priority.DISCUSS, [Topic.NAUSEA]),
    ]
    assert row.notes == 1
    assert row.still_open == 3


def test_a_row_says_who_took_it_last(patient, clinician, lead, now):
    response = patient.sends()
    take(response, by=clinician, now=now)
    take(response, by=lead, now=now + HOUR, over_from=clinician.pk)

    assert row_of(response).taken.by == lead


def test_a_row_of_a_signed_response_has_its_sign_off(patient, clinician, now):
    response = patient.sends()
    signs_off(response, by=clinician, now=now)

    assert row_of(response).signed.by == clinician
