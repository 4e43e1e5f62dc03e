"""Safety notices: at once, without a name or an answer, again and to more people until somebody acknowledges them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from clinic.models import AuditEvent, Clinic, SafetyContact, Staff
from clinic.outbox.models import Message
from clinic.safety_contacts import NOTICE, Place, is_staffed
from intake.models import Response
from screening.flags import check_quiet_forms
from screening.models import Acknowledgement, Flag, Notice
from screening.notices import acknowledge, open_notice, raise_notice, repeat_notices, send_digests, undelivered_since
from screening.reviews import take
from screening.rule import Topic
from tests.markup import read
from tests.outbox import mails
from tests.people import NOON, Patient, a_clinic, a_patient, signed_in
from tests.reviewing import records

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST, SECOND, ON_CALL = "first@cedar.example.org", "second@cedar.example.org", "on-call@cedar.example.org"
MIDNIGHT = datetime(2026, 12, 2, 5, 0, tzinfo=UTC)  # NOON is a Tuesday at noon in New York
SATURDAY = datetime(2026, 12, 5, 17, 0, tzinfo=UTC)


@pytest.fixture
def on_call(clinic: Clinic) -> SafetyContact:
    return SafetyContact.objects.create(clinic=clinic, place=Place.ON_CALL, name="On call", email=ON_CALL, webhook={})


def told(now: datetime) -> list[str]:
    """Who gets a notice now: rounds that are due, then the outbox."""
    repeat_notices(now=now)
    return sorted(one.to[0] for one in mails(now) if one.subject == NOTICE)


def urgent(patient: Patient, now: datetime = NOON) -> Response:
    """The patient answers an urgent question."""
    patient.saves(asq_5="yes", on_purpose=False, now=now)
    return patient.response


# What is told, and to whom


def test_an_urgent_answer_is_told_before_the_form_is_sent(patient: Patient) -> None:
    urgent(patient)

    assert told(NOON) == [FIRST]


def test_the_message_says_this_and_not_a_word_more(patient: Patient) -> None:
    urgent(patient)

    (sent,) = mails(NOON)
    assert sent.subject == "A safety item needs review. Sign in."
    assert sent.body == "A safety item needs review. Sign in.\n\nhttp://testserver/staff/\n"
    whole = sent.message().as_string()
    assert [
        word for word in ("Jordan", "Rivera", str(patient.response.pk), patient.response.reference) if word in whole
    ] == []


def test_a_same_day_answer_waits_for_the_digest(patient: Patient) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)

    assert Flag.objects.safety().exists()
    assert told(NOON) == []


def test_what_the_clinic_raised_to_urgent_is_told_at_once(clinic: Clinic, front_desk: Staff) -> None:
    Clinic.objects.update(urgent_rules=["SAFE-01"])
    patient = a_patient(Clinic.objects.get(), front_desk)
    patient.saves(phq9_9="3", on_purpose=False, now=NOON)

    assert told(NOON) == [FIRST]


def test_silence_that_is_urgent_is_told_by_the_worker(patient: Patient) -> None:
    patient.saves(asq_1="no", asq_2="no", asq_3="no", asq_4="yes", on_purpose=False, now=NOON - HOUR)
    mails(NOON)
    check_quiet_forms(now=NOON)

    assert Flag.objects.filter(priority="urgent").exists()
    assert told(NOON)


def test_an_urgent_flag_that_comes_only_with_sending_is_told(patient: Patient) -> None:
    patient.sends(now=NOON, asq_5="yes", asq_1="yes")

    assert told(NOON) == [FIRST]


def test_no_flag_without_its_notice_and_no_notice_without_its_flag(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise LookupError

    monkeypatch.setattr("clinic.safety_contacts.post", broken)
    with pytest.raises(LookupError):
        urgent(patient)

    assert not Flag.objects.exists()
    assert not Notice.objects.exists()
    assert patient.response.answers() == {}


def test_another_clinic_hears_nothing(patient: Patient) -> None:
    a_clinic("Harbor Clinic")
    urgent(patient)

    assert {address.partition("@")[2] for now in range(5) for address in told(NOON + now * HOUR)} == {
        "cedar.example.org"
    }


# Again, and to more people. Times are minutes after the answer; who is told then.

STAFFED = [(0, [FIRST]), (14, []), (15, [FIRST, SECOND]), (29, []), (30, [FIRST, SECOND]), (45, [FIRST, SECOND])]
NIGHT = [(0, [FIRST]), (15, [FIRST, SECOND]), (30, [FIRST, SECOND])]
NIGHT_ON_CALL = [(0, [ON_CALL]), (14, []), (15, [FIRST, ON_CALL, SECOND]), (30, [FIRST, ON_CALL, SECOND])]


@pytest.mark.parametrize(
    ("begins", "with_on_call", "timeline"),
    [
        (NOON, False, STAFFED),
        (NOON, True, STAFFED),
        (MIDNIGHT, False, NIGHT),
        (MIDNIGHT, True, NIGHT_ON_CALL),
        (SATURDAY, False, NIGHT),
        (SATURDAY, True, NIGHT_ON_CALL),
        # At 4:50 p.m.: staffed at first, not any more when it is sent again.
        (NOON + timedelta(hours=4, minutes=50), True, [(0, [FIRST]), (15, [FIRST, ON_CALL, SECOND])]),
        # At 8:50 a.m.: whoever is on call at first, then the staff who have come.
        (NOON - timedelta(hours=3, minutes=10), True, [(0, [ON_CALL]), (15, [FIRST, SECOND])]),
    ],
)
def test_who_is_told_when(
    patient: Patient, on_call: SafetyContact, begins: datetime, with_on_call: bool, timeline: list[Any]
) -> None:
    if not with_on_call:
        on_call.delete()
    urgent(patient, begins)

    assert [(minutes, told(begins + minutes * MINUTE)) for minutes, _who in timeline] == timeline


@pytest.mark.parametrize(
    ("at", "staffed"),
    [
        (datetime(2026, 10, 30, 13, 0, tzinfo=UTC), True),  # Friday, 9 am, before the clocks go back
        (datetime(2026, 11, 2, 13, 0, tzinfo=UTC), False),  # Monday, 8 am, after it
        (datetime(2026, 11, 2, 14, 0, tzinfo=UTC), True),
        (datetime(2027, 3, 12, 14, 0, tzinfo=UTC), True),  # Friday, 9 am, before the clocks go forward
        (datetime(2027, 3, 15, 13, 0, tzinfo=UTC), True),  # Monday, 9 am, after it
        (datetime(2027, 3, 15, 21, 0, tzinfo=UTC), False),  # 5 pm
    ],
)
def test_staffed_hours_are_those_of_the_clock_on_the_wall(clinic: Clinic, at: datetime, staffed: bool) -> None:
    assert is_staffed(clinic, at) is staffed


@pytest.mark.parametrize("night", [datetime(2026, 11, 1, 4, 0, tzinfo=UTC), datetime(2027, 3, 14, 5, 0, tzinfo=UTC)])
def test_the_night_on_which_the_clocks_change_has_one_digest(clinic: Clinic, patient: Patient, night: datetime) -> None:
    Clinic.objects.update(digest_at=time(1, 30))
    patient.saves(phq9_9="1", now=night)

    assert sum(send_digests(now=night + quarter * 15 * MINUTE) for quarter in range(90)) == 1


def test_the_clinic_sets_the_times(clinic: Clinic, front_desk: Staff) -> None:
    Clinic.objects.update(acknowledge_minutes=5, repeat_minutes=60)
    urgent(a_patient(Clinic.objects.get(), front_desk))
    timeline = [(0, [FIRST]), (4, []), (5, [FIRST, SECOND]), (64, []), (65, [FIRST, SECOND])]

    assert [(minutes, told(NOON + minutes * MINUTE)) for minutes, _who in timeline] == timeline


def test_a_new_reason_is_told_again_and_does_not_put_off_the_next_round(patient: Patient) -> None:
    urgent(patient)
    assert told(NOON) == [FIRST]
    patient.saves(asq_3="yes", on_purpose=False, now=NOON + 10 * MINUTE)
    assert told(NOON + 10 * MINUTE) == [FIRST]

    assert told(NOON + 15 * MINUTE) == [FIRST, SECOND]
    assert Notice.objects.count() == 1


def test_the_same_answer_saved_again_is_not_told_again(patient: Patient) -> None:
    urgent(patient)
    told(NOON)
    urgent(patient, NOON + MINUTE)

    assert told(NOON + MINUTE) == []


def test_a_contact_whose_account_has_ended_is_passed_over(clinic: Clinic, lead: Staff, patient: Patient) -> None:
    SafetyContact.objects.filter(place=Place.FIRST).update(staff=lead, name="", email="")
    Staff.objects.filter(pk=lead.pk).update(is_active=False)
    urgent(patient)

    assert told(NOON) == [SECOND]


def test_each_contact_is_told_by_each_of_its_ways(clinic: Clinic, patient: Patient) -> None:
    contact = SafetyContact.objects.get(place=Place.FIRST)
    contact.webhook = {"address": "https://pager.example.org/x", "secret": "s"}
    contact.save()
    urgent(patient)

    assert sorted(Message.objects.values_list("channel", flat=True)) == ["mail", "webhook"]
    assert Notice.objects.get().rounds.get().messages == 2


# Acknowledged


def test_it_stays_on_record_which_contact_each_message_went_to(
    clinic: Clinic, patient: Patient, clinician: Staff, lead: Staff
) -> None:
    clinic.safety_contacts.filter(place=Place.SECOND).update(staff=lead, name="", email="")
    urgent(patient)
    told(NOON)
    told(NOON + 15 * MINUTE)

    first, second = "First contact, First Nurse", f"Second contact, {lead.name}"
    sent = sorted(Message.objects.values_list("created_at", "to"))  # of one moment, in any order
    assert [to for _moment, to in sent] == [first, first, second]
    assert all(message.content == {} for message in Message.objects.all())
    page = signed_in(clinician).get(f"/reviews/{patient.response.pk}/").content.decode()
    assert f"It went to: {first}; {second}." in read(page).text
    events = AuditEvent.objects.filter(action="message_delivered")
    assert sorted(event.details["to"] for event in events) == [first, first, second]


def test_whoever_acknowledges_is_named_and_nobody_is_told_again(patient: Patient, clinician: Staff) -> None:
    response = urgent(patient)
    told(NOON)
    acknowledge(response, by=clinician, now=NOON + 3 * MINUTE)

    assert [told(NOON + hours * HOUR) for hours in range(1, 30)] == [[]] * 29
    acknowledged = Acknowledgement.objects.get()
    assert (acknowledged.by, acknowledged.at) == (clinician, NOON + 3 * MINUTE)


def test_acknowledging_closes_nothing(patient: Patient, clinician: Staff) -> None:
    acknowledge(urgent(patient), by=clinician, now=NOON)

    assert Flag.objects.safety().still_open().exists()


def test_acknowledging_twice_names_the_first(patient: Patient, clinician: Staff, lead: Staff) -> None:
    response = urgent(patient)
    assert acknowledge(response, by=clinician, now=NOON)
    assert not acknowledge(response, by=lead, now=NOON)

    assert Acknowledgement.objects.get().by == clinician


def test_taking_the_response_acknowledges(patient: Patient, clinician: Staff) -> None:
    take(urgent(patient), by=clinician, now=NOON)

    assert open_notice(patient.response) is None


def test_recording_that_the_patient_was_not_reached_acknowledges_and_leaves_the_card_open(
    patient: Patient, clinician: Staff
) -> None:
    response = urgent(patient)
    records(response, Topic.SAFETY, "not_reached", by=clinician, now=NOON)

    assert open_notice(response) is None
    assert Flag.objects.safety().still_open().exists()


def test_a_new_reason_after_that_is_a_new_notice_even_when_somebody_has_the_response(
    patient: Patient, clinician: Staff
) -> None:
    take(urgent(patient), by=clinician, now=NOON)
    told(NOON)
    patient.saves(asq_3="yes", on_purpose=False, now=NOON + HOUR)

    assert told(NOON + HOUR) == [FIRST]
    assert Notice.objects.count() == 2


def test_what_waits_in_the_outbox_is_dropped_when_somebody_has_acknowledged(patient: Patient, clinician: Staff) -> None:
    acknowledge(urgent(patient), by=clinician, now=NOON)

    assert mails(NOON) == []
    assert Message.objects.get().state == Message.State.DROPPED


def test_nobody_acknowledges_by_time(patient: Patient) -> None:
    urgent(patient)
    told(NOON)

    assert told(NOON + 100 * DAY) == [FIRST, SECOND]
    assert not Acknowledgement.objects.exists()


def test_each_step_is_in_the_trail_and_names_no_patient(patient: Patient, clinician: Staff) -> None:
    response = urgent(patient)
    told(NOON)
    acknowledge(response, by=clinician, now=NOON)

    mine = AuditEvent.objects.filter(subject=f"notice {response.notices.get().pk}").order_by("place")
    steps = [event.action for event in mine if event.action in ("message_written", "message_delivered", "acknowledged")]
    assert steps == ["message_written", "message_delivered", "acknowledged"]
    assert [event for event in mine if "Jordan" in str(event.details) or FIRST in str(event.details)] == []


# When something is wrong


@pytest.fixture
def no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def send(self: Any, *args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", send)


def test_while_mail_is_away_no_second_message_to_the_same_address_is_piled_up(patient: Patient, no_mail: None) -> None:
    urgent(patient)
    for minutes in range(0, 600, 5):
        told(NOON + minutes * MINUTE)

    assert sorted(m.content["address"] for m in Message.objects.all()) == [FIRST, SECOND]
    assert Message.objects.waiting().count() == 2


def test_a_notice_that_does_not_get_through_is_known_after_two_tries_or_two_minutes(
    patient: Patient, no_mail: None, clinic: Clinic
) -> None:
    urgent(patient)
    assert undelivered_since(clinic, now=NOON) is None
    told(NOON)
    told(NOON + timedelta(seconds=17))

    assert undelivered_since(clinic, now=NOON + MINUTE) == NOON
    assert undelivered_since(None, now=NOON + MINUTE) == NOON


def test_the_log_names_no_patient_and_no_answer(
    patient: Patient, no_mail: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    urgent(patient)
    told(NOON)

    assert caplog.records
    words = ("Jordan", "Rivera", patient.response.reference, "asq", "SAFE", FIRST)
    assert [word for word in words if word in caplog.text] == []


def test_a_worker_that_was_stopped_for_a_day_tells_everybody_once_when_it_is_back(patient: Patient) -> None:
    urgent(patient)

    assert told(NOON + DAY) == [FIRST, SECOND]
    assert told(NOON + DAY + MINUTE) == []


def test_a_clock_that_was_set_back_does_not_keep_a_notice_waiting(patient: Patient) -> None:
    urgent(patient)
    told(NOON)

    assert told(NOON - 5 * HOUR) == [FIRST, SECOND]
    assert told(NOON - 5 * HOUR + 15 * MINUTE) == [FIRST, SECOND]


def test_without_any_contact_the_notice_stands_and_nothing_is_said_to_be_on_its_way(
    clinic: Clinic, patient: Patient
) -> None:
    SafetyContact.objects.all().delete()
    response = urgent(patient)

    assert open_notice(response)
    assert Response.objects.get().notice_queued_at is None


def test_a_form_has_one_notice_at_a_time_and_the_rounds_have_numbers_of_their_own(patient: Patient) -> None:
    urgent(patient)
    with transaction.atomic():
        raise_notice(Response.objects.get(), now=NOON)
    notice = Notice.objects.get()

    assert [one.number for one in notice.rounds.all()] == [1, 2]
    with pytest.raises(IntegrityError), transaction.atomic():
        notice.rounds.create(number=2, why="more", messages=0, at=NOON)


# Once a day

EIGHT = datetime(2026, 12, 2, 13, 0, tzinfo=UTC)  # on the clinic's clock


def digests(now: datetime) -> list[tuple[str, str]]:
    send_digests(now=now)
    return sorted((one.to[0], one.subject) for one in mails(now))


def test_open_items_are_told_of_once_a_day_at_the_clinics_own_time(patient: Patient, other_patient: Patient) -> None:
    for one in (patient, other_patient):
        one.saves(phq9_9="1", on_purpose=False, now=NOON)
    Clinic.objects.update(digest_sent_on=NOON.date())
    both = [(FIRST, "2 safety items are open. Sign in."), (SECOND, "2 safety items are open. Sign in.")]

    assert digests(EIGHT - MINUTE) == []
    assert digests(EIGHT) == both
    assert digests(EIGHT + MINUTE) == digests(EIGHT + 15 * HOUR) == []
    assert digests(EIGHT + DAY) == both


def test_a_day_with_nothing_open_has_no_digest(patient: Patient, clinician: Staff) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)
    records(patient.response, Topic.SAFETY, "reached", by=clinician, now=NOON)

    assert digests(EIGHT) == []


def test_the_digest_counts_only_the_own_clinics_items(patient: Patient) -> None:
    harbor = a_clinic("Harbor Clinic")
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)

    assert {address for address, _ in digests(EIGHT)} == {FIRST, SECOND}
    assert harbor.safety_contacts.count() == 2


def test_a_worker_that_comes_back_in_the_afternoon_sends_the_days_digest(patient: Patient) -> None:
    patient.saves(phq9_9="1", on_purpose=False, now=NOON)

    assert digests(EIGHT + 8 * HOUR) == [
        (FIRST, "1 safety item is open. Sign in."),
        (SECOND, "1 safety item is open. Sign in."),
    ]
    assert mail.outbox == []
