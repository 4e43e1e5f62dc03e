"""The review of an amended response: sign-off of what was read, a review that a change reopens, what the page tells."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic.models import Staff
from intake.amendments import begin_changes
from intake.models import Response
from intake.responses import submit
from screening.face_sheet import changed_safety_answers
from screening.models import SignOff
from screening.reaching import contact_being_changed
from screening.reviews import AlreadySigned, AmendedMeanwhile, sign_off, take
from screening.rule import Topic
from screening.worklist import Tab, responses_in, rows_of
from tests.answers import complete_answers
from tests.markup import Element, read
from tests.people import Patient, signed_in
from tests.reviewing import card_on, page_for, posts_sign_off, records, signs_off, text_of

HOME, STOMACH = Topic.GETTING_HOME, Topic.NAUSEA
BEFORE = {"ride_home": "self_drive"}


def opens(patient: Patient, **answers: Any) -> None:
    """Opens what was sent and changes it, without sending."""
    begin_changes(patient.response, now=timezone.now())
    patient.saves(**complete_answers(**answers))


def amends(patient: Patient, **answers: Any) -> None:
    opens(patient, **answers)
    submit(patient.response, signed_as="Jordan", statement="Mine.", now=timezone.now())


@pytest.fixture
def signed(patient: Patient, clinician: Staff) -> Response:
    """A response whose one card is recorded and whose review is signed."""
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    signs_off(response, by=clinician, now=timezone.now())
    return response


def tab_of(response: Response) -> list[Tab]:
    return [tab for tab in Tab if response in responses_in(response.clinic, tab)]


# Sign-off names what was read


def test_a_sign_off_of_an_older_version_is_refused(patient, clinician):
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    read_version = response.newest_document.pk
    amends(patient, **BEFORE, main_goal="Sing")

    with pytest.raises(AmendedMeanwhile):
        sign_off(response, read=read_version, by=clinician, now=timezone.now())
    assert not SignOff.objects.exists()


def test_the_page_says_that_changes_came_and_shows_them(patient, clinician):
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    read_version = response.newest_document.pk
    amends(patient, **BEFORE, main_goal="Sing")
    answer = posts_sign_off(signed_in(clinician), response, read=read_version)

    assert answer.status_code == 409
    page = read(answer.content.decode())
    assert "this page is not the newest version of the form" in page.with_id("summary").text
    assert "Sing" in page.with_class("changes")[0].text


@pytest.mark.parametrize("read_version", ["", "not-an-id", "00000000-0000-0000-0000-000000000000"])
def test_a_sign_off_that_names_no_document_of_this_response_is_refused(patient, clinician, read_version):
    response = patient.sends()
    answer = signed_in(clinician).post(f"/reviews/{response.pk}/sign/", {"read": read_version})

    assert answer.status_code == 409
    assert not SignOff.objects.exists()


def test_the_button_on_the_page_signs_off_what_the_page_shows(patient, clinician):
    response = patient.sends()
    page = page_for(clinician, response)

    (shown,) = [box.get("value") for box in page.all("input") if box.get("name") == "read"]
    assert shown == str(response.newest_document.pk)
    assert posts_sign_off(signed_in(clinician), response, read=shown).status_code == 302


# A change after sign-off


def test_a_change_after_sign_off_reopens_the_review_as_nobodys(signed, patient, clinician):
    assert tab_of(signed) == [Tab.SIGNED]
    amends(patient, **BEFORE, main_goal="Sing")

    assert tab_of(signed) == [Tab.TO_REVIEW]
    assert not signed.takings.in_force().exists()


def test_whoever_signed_takes_it_anew(signed, patient, clinician):
    amends(patient, **BEFORE, main_goal="Sing")
    take(signed, by=clinician, now=timezone.now())

    assert tab_of(signed) == [Tab.IN_REVIEW]
    assert signed.takings.in_force().get().by == clinician


def test_a_change_in_the_middle_of_a_review_leaves_it_in_review(patient, clinician):
    response = patient.sends(**BEFORE)
    take(response, by=clinician, now=timezone.now())
    amends(patient, ride_home="no_plan")

    assert tab_of(response) == [Tab.IN_REVIEW]


def test_changes_that_are_not_sent_reopen_nothing(signed, patient):
    opens(patient, ride_home="no_plan")

    assert tab_of(signed) == [Tab.SIGNED]


def test_the_earlier_sign_off_stays_and_the_new_version_has_its_own(signed, patient, clinician, lead):
    amends(patient, **BEFORE, main_goal="Sing")
    signs_off(signed, by=lead, now=timezone.now())

    assert [(one.document.number, one.by) for one in SignOff.objects.order_by("at")] == [(1, clinician), (2, lead)]
    assert tab_of(signed) == [Tab.SIGNED]


def test_nothing_is_recorded_on_a_signed_version_but_on_an_open_safety_card(signed, clinician):
    with pytest.raises(AlreadySigned):
        records(signed, HOME, "follow_up", by=clinician)
    with pytest.raises(AlreadySigned):
        take(signed, by=clinician, now=timezone.now())


def test_a_row_says_when_it_was_changed_and_who_had_signed(signed, patient, clinician):
    amends(patient, **BEFORE, main_goal="Sing")

    (row,) = rows_of(Response.objects.with_people())
    assert row.changed_at == signed.newest_document.frozen_at
    assert row.reopened.by == clinician
    assert (row.signed, row.taken) == (None, None)
    assert [card.is_open for card in row.cards if not card.is_note] == [False]


def test_the_number_of_queries_does_not_grow_with_the_versions(patient, other_patient):
    def queries() -> int:
        listed = list(Response.objects.completed().with_people())
        with CaptureQueriesContext(connection) as seen:
            rows_of(listed)
        return len(seen)

    patient.sends(**BEFORE)
    few = queries()
    other_patient.sends(**BEFORE)
    for goal in ("Sing", "Dance"):
        amends(patient, **BEFORE, main_goal=goal)
        amends(other_patient, **BEFORE, main_goal=goal)

    assert queries() == few


# What the page tells


def banner(page: Element) -> list[list[str]]:
    """The changes on top of the page: question, before, now."""
    (table,) = page.with_class("changes")[0].all("tbody")
    return [[cell.text for cell in [*row.all("th"), *row.all("td")]] for row in table.all("tr")]


def test_the_page_lists_exactly_what_changed_and_that_it_was_signed_before(signed, patient, clinician):
    amends(patient, ride_home="no_plan")
    page = page_for(clinician, signed)

    assert banner(page) == [
        ["How would you get home after each visit?", "I would drive myself", "I do not have a plan yet"]
    ]
    said = page.with_class("changes")[0].text
    assert "The patient changed 1 answer after the sign-off" in said
    assert f"{clinician.name} signed off an earlier version" in said


def test_a_form_that_was_never_changed_has_no_such_list(signed, clinician):
    page = page_for(clinician, signed)

    assert [part for part in page.with_class("notice") if part.tag == "section"] == []
    assert "Versions" not in [heading.text for heading in page.all("h2")]


def test_every_change_since_the_last_sign_off_is_listed_newest_first(signed, patient, clinician):
    amends(patient, **BEFORE, main_goal="Sing")
    amends(patient, **BEFORE, main_goal="Dance")
    page = page_for(clinician, signed)

    assert [part.get("aria-labelledby") for part in page.with_class("notice") if part.tag == "section"] == [
        "version-3",
        "version-2",
    ]


def test_once_signed_again_the_list_is_kept_with_the_versions(signed, patient, clinician):
    amends(patient, **BEFORE, main_goal="Sing")
    signs_off(signed, by=clinician, now=timezone.now())
    page = page_for(clinician, signed)

    assert [part for part in page.with_class("notice") if part.tag == "section"] == []
    assert "Changes that a sign-off covers" in page.with_id("versions").text
    assert "Sing" in page.with_id("versions").text


def test_a_record_about_a_card_that_fell_away_is_still_on_the_page(patient, clinician):
    response = patient.sends(**BEFORE)
    records(response, HOME, "not_relevant", by=clinician, note="Lives next door.")
    amends(patient)

    said = page_for(clinician, response).with_id("versions").text
    assert "No card any more: Getting home" in said
    assert "Lives next door." in said


def test_a_record_about_what_was_sent_before_says_so_on_the_open_card(patient, clinician):
    response = patient.sends(**BEFORE)
    records(response, HOME, "talked_about", by=clinician)
    amends(patient, ride_home="no_plan")

    assert "About what the patient sent before." in card_on(page_for(clinician, response), HOME).text


def test_open_changes_are_announced_and_not_shown(patient, clinician):
    response = patient.sends(**BEFORE)
    opens(patient, ride_home="no_plan", main_goal="Sing")
    said = text_of(page_for(clinician, response))

    assert "The patient is changing answers" in said
    assert "I would drive myself" in said
    assert "I do not have a plan yet" not in said
    assert "Sing" not in said


def test_a_new_way_to_reach_the_patient_shows_before_it_is_sent(patient, clinician):
    response = patient.sends(asq_1="yes", asq_5="no", callback_phone="555-0100")
    opens(patient, asq_1="yes", asq_5="yes", callback_phone="555-0199")

    said = card_on(page_for(clinician, response), Topic.SAFETY).text
    assert "555-0199" in said
    assert "(changed, not sent yet)" in said
    assert "555-0100" in said


def test_what_is_not_changed_is_no_new_way_to_reach_a_patient_who_writes_spanish(patient):
    Response.objects.update(language="es")
    response = patient.sends(callback_phone="555-0100")
    opens(patient, callback_phone="555-0199")
    response.refresh_from_db()

    changing = contact_being_changed(response, response.newest_document.document)
    assert [line["answer"] for line in changing] == ["555-0199"]


def test_of_open_changes_only_the_safety_answers_that_a_card_rests_on_are_told(patient):
    response = patient.sends(asq_1="yes", asq_2="yes", asq_5="no")
    opens(patient, asq_1="no", asq_2="no")
    sent_at = response.newest_document.frozen_at

    told = changed_safety_answers(response, only={"asq_1"}, sent_at=sent_at)
    assert [[answer["value"] for answer in line["answers"]] for line in told] == [["yes", "no"]]


def test_the_open_safety_card_of_a_signed_response_can_be_recorded_on_the_page(signed, patient, clinician):
    begin_changes(signed, now=timezone.now())
    patient.saves(on_purpose=False, asq_5="yes")
    page = page_for(clinician, signed)

    assert card_on(page, Topic.SAFETY).with_class("do")
    assert not card_on(page, HOME).with_class("do")


@pytest.mark.parametrize("who", ["front_desk", "administrator", "clinician_elsewhere"])
def test_who_may_not_see_what_changed(signed, patient, who, request):
    amends(patient, ride_home="no_plan")
    answer = signed_in(request.getfixturevalue(who)).get(f"/reviews/{signed.pk}/")

    assert answer.status_code in (403, 404)
    assert "I do not have a plan yet" not in answer.content.decode()


def test_the_front_desk_sees_that_answers_are_being_changed_and_none_of_them(patient, front_desk):
    response = patient.sends(**BEFORE)
    opens(patient, ride_home="no_plan")
    said = signed_in(front_desk).get(f"/desk/{response.pk}/").content.decode()

    assert "The patient is changing answers, not sent yet." in said
    assert "I do not have a plan yet" not in said
