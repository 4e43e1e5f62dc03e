"""Who has a response: handing it over to a colleague, and who has its page open right now."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.utils import timezone

from clinic.models import AuditEvent, Role
from screening.handing_over import NoColleague, colleagues_of, hand_over, handed_to
from screening.models import HandOver
from screening.presence import STILL_HERE, also_here, arrive
from screening.reviews import AlreadySigned, TakenMeanwhile, take
from screening.working import Presence
from tests.contracts.test_page_structure import faults
from tests.people import a_member, signed_in
from tests.reviewing import page_for, presses, read_answer, records_all, signs_off, text_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def taken(response, clinician, now):
    """Sent, and the clinician has it."""
    take(response, by=clinician, now=now)
    return response


def asks(response, to, *, by, now, note="Call back at 3."):
    return hand_over(response, to, note=note, by=by, now=now)


# Handing over


def test_it_stays_with_whoever_has_it_until_the_colleague_takes_it(taken, clinician, lead, now):
    asks(taken, lead, by=clinician, now=now + MINUTE)
    assert taken.takings.last().by == clinician
    assert [one.response for one in handed_to(lead)] == [taken]

    take(taken, by=lead, now=now + 2 * MINUTE, over_from=clinician.pk)
    assert taken.takings.last().by == lead
    assert not handed_to(lead).exists()


def test_whoever_asked_can_keep_it_after_all(taken, clinician, lead, now):
    asks(taken, lead, by=clinician, now=now + MINUTE)
    take(taken, by=clinician, now=now + 2 * MINUTE, over_from=clinician.pk)

    assert taken.takings.last().by == clinician
    assert not handed_to(lead).exists()


def test_asking_another_colleague_takes_the_place_of_the_first(taken, clinician, lead, clinic, now):
    third = a_member(clinic, Role.CLINICIAN, "Dr. T. Third")
    asks(taken, lead, by=clinician, now=now + MINUTE)
    asks(taken, third, by=clinician, now=now + 2 * MINUTE)

    assert not handed_to(lead).exists()
    assert [one.response for one in handed_to(third)] == [taken]


def test_asking_twice_is_kept_once(taken, clinician, lead, now):
    assert asks(taken, lead, by=clinician, now=now + MINUTE) == asks(taken, lead, by=clinician, now=now + 2 * MINUTE)
    assert HandOver.objects.count() == 1


def test_what_nobody_has_can_be_handed_over_too(response, clinician, lead, now):
    asks(response, lead, by=clinician, now=now)

    assert not response.takings.exists()
    assert [one.response for one in handed_to(lead)] == [response]


def test_what_somebody_else_has_cannot_be_given_away(taken, clinician, lead, clinic, now):
    third = a_member(clinic, Role.CLINICIAN, "Dr. T. Third")

    with pytest.raises(TakenMeanwhile) as refused:
        asks(taken, third, by=lead, now=now + MINUTE)
    assert refused.value.by == clinician


def test_only_clinicians_and_leads_of_the_clinic_who_are_still_here_are_colleagues(
    clinician, lead, front_desk, administrator, clinician_elsewhere, clinic, taken, now
):
    gone = a_member(clinic, Role.CLINICIAN, "Dr. G. One")
    gone.is_active = False
    gone.save()

    assert list(colleagues_of(clinician)) == [lead]
    for person in (clinician, front_desk, administrator, clinician_elsewhere, gone):
        with pytest.raises(NoColleague):
            asks(taken, person, by=clinician, now=now + MINUTE)


def test_a_signed_review_is_handed_to_nobody(signed, clinician, lead, now):
    with pytest.raises(AlreadySigned):
        asks(signed, lead, by=clinician, now=now)


def test_signing_off_ends_the_asking(taken, clinician, lead, now):
    asks(taken, lead, by=clinician, now=now + MINUTE)
    records_all(taken, by=clinician)
    signs_off(taken, by=clinician, now=now + 2 * MINUTE)

    assert not handed_to(lead).exists()


def test_it_is_on_record_for_good_and_in_the_audit_trail(taken, clinician, lead, now):
    made = asks(taken, lead, by=clinician, now=now + MINUTE)

    event = AuditEvent.objects.get(action="handed_over")
    assert (event.by, event.subject, event.details) == (clinician, f"response {taken.pk}", {"to": str(lead.pk)})
    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        HandOver.objects.filter(pk=made.pk).update(to=clinician)


# On the page


def test_both_read_on_the_page_who_asked_whom_and_what_to_know(taken, clinician, lead):
    answer = signed_in(clinician).post(f"/reviews/{taken.pk}/hand-over/", {"to": lead.pk, "note": "Call <back>."})
    assert answer["Location"] == f"/reviews/{taken.pk}/"

    mine, theirs = page_for(clinician, taken), page_for(lead, taken)
    assert list(faults(mine)) == list(faults(theirs)) == []
    assert f"You asked {lead.name} to take it" in text_of(mine)
    assert f"{clinician.name} asked you to take it" in text_of(theirs)
    assert "Call <back>." in text_of(theirs)
    assert [button.text for button in theirs.with_class("in-hand")[0].all("button")] == ["I am taking this"]


def test_the_colleague_takes_it_from_the_page(taken, clinician, lead):
    signed_in(clinician).post(f"/reviews/{taken.pk}/hand-over/", {"to": lead.pk})
    presses(signed_in(lead), page_for(lead, taken).with_class("in-hand")[0])

    assert taken.takings.last().by == lead


def test_without_a_name_the_page_says_what_to_do_and_keeps_the_note(taken, clinician, lead):
    page = read_answer(signed_in(clinician).post(f"/reviews/{taken.pk}/hand-over/", {"note": "At 3."}), 422)
    link = page.with_class("summary")[0].all("a")[0]

    assert page.with_id(link.get("href")[1:]).get("name") == "to"
    assert "At 3." in page.with_id("hand-over-note").text


def test_a_name_that_is_not_on_the_list_is_refused(taken, clinician, clinician_elsewhere):
    answer = signed_in(clinician).post(f"/reviews/{taken.pk}/hand-over/", {"to": clinician_elsewhere.pk})

    read_answer(answer, 422)
    assert not HandOver.objects.exists()


def test_somebody_who_took_it_meanwhile_is_named(taken, clinician, lead, clinic):
    third = a_member(clinic, Role.CLINICIAN, "Dr. T. Third")

    page = read_answer(signed_in(lead).post(f"/reviews/{taken.pk}/hand-over/", {"to": third.pk}), 409)
    assert clinician.name in page.with_class("summary")[0].text


def test_without_a_colleague_the_page_says_so(taken, clinician):
    assert "no other clinician" in page_for(clinician, taken).with_class("hand-over")[0].text


# Who has it open


def test_whoever_has_the_page_open_is_named_to_the_next(response, clinician, lead):
    page_for(lead, response)

    assert page_for(clinician, response).with_id("others").text == f"{lead.name} has this open now."
    assert page_for(clinician, response).with_id("others").text == f"{lead.name} has this open now."


def test_after_two_minutes_without_a_sign_nobody_is_named(response, clinician, lead, now):
    arrive(response, by=lead, now=now - STILL_HERE)

    assert also_here(response, but=clinician, now=now) == []


def test_an_open_page_says_that_it_is_and_learns_who_else_is_there(response, clinician, lead):
    signed_in(lead).post(f"/reviews/{response.pk}/open/")

    answer = signed_in(clinician).post(f"/reviews/{response.pk}/open/")
    assert answer.json() == {"others": [lead.name]}


def test_leaving_the_page_ends_it(response, clinician, lead):
    page_for(lead, response)
    signed_in(lead).post(f"/reviews/{response.pk}/open/", {"leaving": "yes"})

    assert page_for(clinician, response).with_id("others").text == ""


def test_an_open_page_does_not_keep_the_session_alive(response, clinician):
    client = signed_in(clinician)
    soon = timezone.now() + MINUTE
    Session.objects.update(expire_date=soon)

    client.post(f"/reviews/{response.pk}/open/")
    assert Session.objects.get().expire_date == soon
    client.get(f"/reviews/{response.pk}/")
    assert Session.objects.get().expire_date > soon


def test_others_are_not_told(response, front_desk, administrator, clinician_elsewhere):
    for person, status in ((front_desk, 403), (administrator, 403), (clinician_elsewhere, 404)):
        assert signed_in(person).post(f"/reviews/{response.pk}/open/").status_code == status
    assert not Presence.objects.exists()
