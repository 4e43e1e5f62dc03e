"""One tap says whether a card was of use: by whoever recorded it, never about Safety, never needed."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from clinic.models import AuditEvent, Staff
from screening.models import Disposition, Usefulness
from screening.rule import Topic
from screening.upkeep.usefulness import NotAsked, tap
from tests.people import Patient, signed_in
from tests.reviewing import card_of, card_on, page_for, records, records_all, signs_off


@pytest.fixture
def recorded(patient: Patient, clinician: Staff) -> Disposition:
    """A card on nausea that the clinician talked about."""
    return records(patient.sends(motion_sick="often"), Topic.NAUSEA, "talked_about", by=clinician)


def taps(person: Staff, disposition: Disposition, said: str = "yes") -> Any:
    path = f"/reviews/{disposition.response_id}/useful/"
    return signed_in(person).post(path, {"disposition": str(disposition.pk), "useful": said})


def buttons(person: Staff, disposition: Disposition) -> dict[str, str]:
    """The buttons that ask, with whether each is pressed."""
    card = card_on(page_for(person, disposition.response), disposition.topic)
    return {one.text: one.get("aria-pressed") for one in card.all("button") if one.get("name") == "useful"}


def test_a_tap_is_kept_and_shown(clinician, recorded):
    assert buttons(clinician, recorded) == {"Yes": "false", "No": "false"}

    answer = taps(clinician, recorded)

    assert answer["Location"].endswith(f"#card-{Topic.NAUSEA.place}")
    assert buttons(clinician, recorded) == {"Yes": "true", "No": "false"}
    assert [(one.is_useful, one.by) for one in Usefulness.objects.all()] == [(True, clinician)]


def test_the_newest_tap_counts_and_both_are_kept(clinician, recorded):
    taps(clinician, recorded, "yes")
    taps(clinician, recorded, "no")

    assert buttons(clinician, recorded) == {"Yes": "false", "No": "true"}
    assert Usefulness.objects.count() == 2


def test_the_same_tap_twice_is_kept_once(clinician, recorded):
    taps(clinician, recorded)
    taps(clinician, recorded)

    assert Usefulness.objects.count() == 1


def test_the_trail_says_that_it_was_tapped_and_not_what(clinician, recorded):
    taps(clinician, recorded, "no")

    assert AuditEvent.objects.get(action="rated").details == {}


def test_it_is_asked_only_once_something_is_recorded(clinician, patient):
    response = patient.sends(motion_sick="often")

    card = card_on(page_for(clinician, response), Topic.NAUSEA)

    assert [one for one in card.all("button") if one.get("name") == "useful"] == []


def test_a_colleague_is_not_asked(lead, recorded):
    assert buttons(lead, recorded) == {}
    assert taps(lead, recorded).status_code == 404
    with pytest.raises(NotAsked):
        tap(recorded, is_useful=True, by=lead, now=timezone.now())


def test_it_is_never_asked_about_safety(clinician, patient):
    response = patient.sends(asq_1="yes", asq_5="no")
    done = records(response, Topic.SAFETY, "reached", by=clinician)

    assert buttons(clinician, done) == {}
    assert taps(clinician, done).status_code == 404
    assert not Usefulness.objects.exists()


def test_it_may_still_be_said_after_sign_off_and_is_not_needed_for_it(clinician, recorded):
    records_all(recorded.response, by=clinician)
    signs_off(recorded.response, by=clinician, now=timezone.now())
    last = card_of(recorded.response, Topic.NAUSEA).last

    assert taps(clinician, last).status_code == 302
    assert Usefulness.objects.count() == 1


def test_another_responses_disposition_cannot_be_tapped_through_this_one(clinician, recorded, other_patient):
    path = f"/reviews/{other_patient.response.pk}/useful/"

    answer = signed_in(clinician).post(path, {"disposition": str(recorded.pk), "useful": "yes"})

    assert answer.status_code == 404
    assert not Usefulness.objects.exists()


def test_staff_elsewhere_cannot_tap(clinician_elsewhere, recorded):
    assert taps(clinician_elsewhere, recorded).status_code == 404


@pytest.mark.parametrize("said", ["", "maybe"])
def test_nothing_but_yes_or_no_is_taken(clinician, recorded, said):
    assert taps(clinician, recorded, said).status_code == 404
