"""Links: kept only as a hash, opened by a date of birth, paused and stopped by wrong ones. Their pages are not here."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from intake.invitations import (
    PAUSE,
    AlreadyInvited,
    AlreadySent,
    LinkRefused,
    LinkUnknown,
    check_open,
    confirm,
    find,
    invite,
    renew_link,
    stop_link,
)
from intake.models import Invitation, Response
from tests.people import Patient, a_patient

BORN = date(1974, 3, 9)
WRONG = date(1974, 9, 3)


@pytest.fixture
def link(patient: Patient) -> Invitation:
    return find(patient.token)


def tries(link: Invitation, *, times: int, now: datetime) -> str:
    """Gives a wrong date so many times, waiting out each pause; returns the last refusal's reason, or ""."""
    reason = ""
    for _ in range(times):
        try:
            confirm(link, WRONG, now=now)
            reason = ""
        except LinkRefused as refusal:
            reason = refusal.reason
        now += PAUSE / 3
        if reason == "paused":
            now += PAUSE
    return reason


def test_the_token_is_stored_only_as_its_hash(patient, link):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_invitation")
        cells = [str(cell) for cell in cursor.fetchone()]

    assert link.token_hash == hashlib.sha256(patient.token.encode()).hexdigest()
    assert not [cell for cell in cells if patient.token in cell]


def test_a_token_holds_256_random_bits_and_is_never_given_twice(clinic, front_desk):
    tokens = {a_patient(clinic, front_desk).token for _ in range(5)}

    assert len(tokens) == 5
    assert {len(token) for token in tokens} == {43}


@pytest.mark.parametrize("change", [str.lower, lambda token: token[:-1], lambda token: token + "x", lambda token: ""])
def test_a_token_that_is_not_exactly_right_is_unknown(patient, change):
    with pytest.raises(LinkUnknown):
        find(change(patient.token))


def test_a_hash_taken_from_the_database_opens_nothing(link):
    with pytest.raises(LinkUnknown):
        find(link.token_hash)


def test_the_right_date_opens_and_the_first_time_is_remembered(patient, link):
    first = timezone.now()

    assert confirm(link, BORN, now=first)
    assert confirm(link, BORN, now=first + timedelta(hours=1))
    patient.response.refresh_from_db()
    assert patient.response.opened_at == first


def test_a_wrong_date_opens_nothing_and_is_counted(patient, link):
    assert not confirm(link, WRONG, now=timezone.now())

    link.refresh_from_db()
    patient.response.refresh_from_db()
    assert (link.wrong_dates, patient.response.opened_at) == (1, None)


def test_three_wrong_dates_pause_the_link_for_fifteen_minutes(link):
    now = timezone.now()
    assert tries(link, times=2, now=now) == ""

    with pytest.raises(LinkRefused) as refusal:
        confirm(link, WRONG, now=now)

    assert (refusal.value.reason, refusal.value.until) == ("paused", now + timedelta(minutes=15))


def test_a_paused_link_refuses_even_the_right_date(link):
    now = timezone.now()
    tries(link, times=3, now=now - timedelta(minutes=10))

    with pytest.raises(LinkRefused, match="paused"):
        confirm(link, BORN, now=now)


def test_a_try_during_the_pause_does_not_count(link):
    now = timezone.now()
    tries(link, times=3, now=now)
    for _ in range(20):
        with pytest.raises(LinkRefused, match="paused"):
            confirm(link, WRONG, now=now + timedelta(minutes=11))

    link.refresh_from_db()
    assert (link.wrong_dates, link.stopped_at) == (3, None)


def test_after_the_pause_the_right_date_opens(link):
    now = timezone.now()
    tries(link, times=3, now=now)

    assert confirm(link, BORN, now=now + timedelta(minutes=30))


def test_ten_wrong_dates_stop_the_link_and_nine_do_not(link):
    now = timezone.now()
    assert tries(link, times=9, now=now) == "paused"

    assert tries(link, times=1, now=now + timedelta(hours=2)) == "stopped"
    with pytest.raises(LinkRefused, match="stopped"):
        confirm(link, BORN, now=now + timedelta(days=1))


def test_a_right_date_starts_the_count_again(link):
    now = timezone.now()
    tries(link, times=8, now=now)
    confirm(link, BORN, now=now + timedelta(hours=1))

    assert tries(link, times=2, now=now + timedelta(hours=2)) == ""


def test_wrong_dates_are_counted_on_the_row_and_not_on_what_the_caller_holds(patient):
    now = timezone.now()
    for _ in range(2):
        confirm(find(patient.token), WRONG, now=now)

    stale = find(patient.token)
    stale.wrong_dates = 0
    with pytest.raises(LinkRefused, match="paused"):
        confirm(stale, WRONG, now=now)


def test_a_link_works_until_the_consult_and_not_at_it(patient, link):
    consult = patient.response.consult_at

    check_open(link, now=consult - timedelta(seconds=1))
    with pytest.raises(LinkRefused, match="expired"):
        check_open(link, now=consult)


def test_without_a_consult_a_link_works_for_the_clinics_number_of_days(clinic, front_desk):
    clinic.link_days = 3
    now = timezone.now()
    link = find(a_patient(clinic, front_desk, consult_at=None).token)

    check_open(link, now=now + timedelta(days=2, hours=23))
    with pytest.raises(LinkRefused, match="expired"):
        check_open(link, now=now + timedelta(days=3, seconds=5))


def test_an_expired_link_refuses_the_right_date_without_counting(link):
    with pytest.raises(LinkRefused, match="expired"):
        confirm(link, WRONG, now=link.expires_at)

    link.refresh_from_db()
    assert link.wrong_dates == 0


def test_a_new_link_stops_the_old_one(patient, front_desk):
    token = renew_link(patient.response, by=front_desk, now=timezone.now())

    with pytest.raises(LinkRefused, match="stopped"):
        check_open(find(patient.token), now=timezone.now())
    check_open(find(token), now=timezone.now())


def test_a_new_link_after_a_stop_opens_again(patient, link, front_desk):
    tries(link, times=10, now=timezone.now())

    token = renew_link(patient.response, by=front_desk, now=timezone.now())

    assert confirm(find(token), BORN, now=timezone.now())


def test_a_stopped_link_stays_stopped_at_its_first_time(patient, link, front_desk):
    first = timezone.now()
    stop_link(patient.response, by=front_desk, now=first)
    stop_link(patient.response, by=front_desk, now=first + timedelta(hours=1))

    link.refresh_from_db()
    assert link.stopped_at == first


def test_a_sent_response_gets_a_new_link_until_its_consult(patient, front_desk):
    patient.sends()
    consult = patient.response.consult_at

    assert renew_link(patient.response, by=front_desk, now=consult - timedelta(seconds=1))
    with pytest.raises(AlreadySent):
        renew_link(patient.response, by=front_desk, now=consult)


def test_two_working_links_to_one_response_are_refused_by_the_database(patient, link):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            response=patient.response,
            token_hash="another",
            created_at=timezone.now(),
            created_by=link.created_by,
            expires_at=datetime(2030, 1, 1, tzinfo=UTC),
        )


def test_sending_the_same_invitation_twice_opens_one_response(clinic, front_desk, patient):
    with pytest.raises(AlreadyInvited) as known:
        invite(
            clinic,
            patient.response.patient.identity,
            consult_at=None,
            clinician=None,
            by=front_desk,
            now=timezone.now(),
            response_id=patient.response.pk,
        )

    assert known.value.response == patient.response
    assert Response.objects.count() == 1
