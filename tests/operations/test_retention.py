"""What is thrown away after its time and what stays: a safety answer, a flag and what was sent stay for good."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from clinic.audit import Action
from clinic.mail import send
from clinic.models import AuditEvent, Clinic, Counter, KeptSecret
from clinic.outbox.models import Message
from clinic.sign_in.second_step import has_app, recovery_codes_left, set_up_app
from intake.invitations import renew_link, stop_link
from intake.models import FrozenDocument, Invitation, Page, Patient, Response, SafetyAnswer
from operations.retention import abandoned_forms, due, ended_sessions, purge, spent_links
from screening.models import Flag, QuietCheck
from screening.presence import arrive
from screening.reviews import take
from screening.unrecorded import keep
from screening.working import Presence, Typed
from tests.people import a_clinic, a_patient

NOW = datetime(2027, 6, 1, 12, 0, tzinfo=timezone.get_default_timezone())
LONG_AGO = NOW - timedelta(days=200)


@pytest.fixture
def abandoned(clinic, front_desk):
    """A form begun long ago, with an answer that is no safety answer."""
    return long_ago(a_patient(clinic, front_desk, consult_at=LONG_AGO + timedelta(days=7)))


def long_ago(patient: Any, *, moment: datetime = LONG_AGO, saves: bool = True) -> Any:
    """The patient's form as if all of it had happened then."""
    if saves:
        patient.saves(now=moment, ride_home="person")
    Response.objects.filter(pk=patient.response.pk).update(created_at=moment, opened_at=moment)
    Invitation.objects.filter(response=patient.response).update(
        created_at=moment, expires_at=moment + timedelta(days=7)
    )
    return patient


def left() -> set[Any]:
    return set(Response.objects.values_list("pk", flat=True))


def test_a_form_that_nobody_went_on_with_goes_with_its_patient_answers_and_links(abandoned):
    QuietCheck.objects.create(response=abandoned.response, checked_at=LONG_AGO)

    purge(now=NOW)

    assert not Response.objects.exists()
    assert not Patient.objects.exists()
    assert not Page.objects.exists()
    assert not Invitation.objects.exists()


def test_a_form_that_was_never_opened_goes_too(clinic, front_desk):
    long_ago(a_patient(clinic, front_desk, consult_at=None), saves=False)

    purge(now=NOW)

    assert not Response.objects.exists()


@pytest.mark.parametrize("answer", [{"phq9_9": "0"}, {"asq_1": "no"}, {"asq_1": "yes"}, {"phq9_9": "3"}])
def test_a_form_with_any_safety_answer_stays(abandoned, answer):
    abandoned.saves(now=LONG_AGO, **answer)

    purge(now=NOW)

    assert left() == {abandoned.response.pk}
    assert SafetyAnswer.objects.exists()
    assert Page.objects.count() == 2


def test_a_form_with_a_safety_flag_stays_with_its_flag(abandoned):
    abandoned.saves(now=LONG_AGO, asq_1="yes", asq_5="yes")

    purge(now=NOW)

    assert Flag.objects.filter(response=abandoned.response).exists()


def test_a_form_that_a_clinician_took_stays(abandoned, clinician):
    take(abandoned.response, by=clinician, now=LONG_AGO)

    purge(now=NOW)

    assert left() == {abandoned.response.pk}


def test_what_was_sent_stays_for_good(abandoned):
    abandoned.sends(now=LONG_AGO)

    purge(now=NOW + timedelta(days=10_000))

    assert FrozenDocument.objects.filter(response=abandoned.response).exists()


@pytest.mark.parametrize("touched", ["created_at", "opened_at", "saved_at", "consult_at"])
def test_a_form_that_something_happened_to_lately_stays(abandoned, touched):
    Response.objects.update(**{touched: NOW - timedelta(days=89)})

    purge(now=NOW)

    assert left() == {abandoned.response.pk}


def test_a_form_whose_link_still_opens_stays(abandoned):
    Invitation.objects.update(expires_at=NOW + timedelta(days=1))

    purge(now=NOW)

    assert left() == {abandoned.response.pk}


def test_each_clinic_sets_how_long(abandoned):
    Clinic.objects.update(draft_days=300)

    assert not abandoned_forms(NOW).exists()

    Clinic.objects.update(draft_days=30)

    assert abandoned_forms(NOW).exists()


def test_another_clinics_time_does_not_count(abandoned):
    harbor = a_clinic("Harbor Clinic")
    Clinic.objects.filter(pk=harbor.pk).update(draft_days=1)
    Response.objects.update(created_at=NOW, opened_at=None, saved_at=None, consult_at=None)

    assert not abandoned_forms(NOW).exists()


def test_a_patient_of_whom_something_else_is_kept_stays(abandoned, clinic, front_desk):
    other = a_patient(clinic, front_desk).sends()
    Response.objects.filter(pk=other.pk).update(patient=abandoned.response.patient)

    purge(now=NOW)

    assert Patient.objects.filter(pk=abandoned.response.patient_id).exists()
    assert left() == {other.pk}


def test_of_links_that_ended_the_newest_stays(clinic, front_desk, abandoned):
    abandoned.saves(now=LONG_AGO, asq_1="no")
    for days in (20, 10):
        renew_link(abandoned.response, by=front_desk, now=LONG_AGO + timedelta(days=days))
    newest = Invitation.objects.order_by("-created_at").first()
    stop_link(abandoned.response, by=front_desk, now=LONG_AGO + timedelta(days=30))

    purge(now=NOW)

    assert list(Invitation.objects.all()) == [newest]


def test_a_link_that_ended_lately_stays(abandoned, front_desk):
    abandoned.saves(now=LONG_AGO, asq_1="no")
    renew_link(abandoned.response, by=front_desk, now=NOW)
    Invitation.objects.filter(created_at__lt=NOW).update(stopped_at=NOW, expires_at=NOW + timedelta(days=7))

    assert not spent_links(NOW).exists()


def test_a_session_goes_when_it_has_run_out(db):
    Session.objects.create(session_key="over", session_data="", expire_date=NOW - timedelta(seconds=1))
    Session.objects.create(session_key="open", session_data="", expire_date=NOW + timedelta(seconds=1))

    purge(now=NOW)

    assert not ended_sessions(NOW).exists()
    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_of_invitations_of_staff_those_that_ended_a_month_ago_go_and_emergencies_stay(clinician):
    for days, kind in ((31, "invitation"), (29, "invitation"), (400, "emergency")):
        moment = NOW - timedelta(days=days)
        reason = "The phone was lost." if kind == "emergency" else ""
        clinician.links.create(
            kind=kind, token_hash=f"{days}", reason=reason, created_at=moment, expires_at=moment, used_at=moment
        )

    purge(now=NOW)

    assert sorted(clinician.links.values_list("token_hash", flat=True)) == ["29", "400"]


def test_of_the_list_of_somebodys_sessions_what_ended_goes(clinician):
    for name, end in (("ended", NOW - timedelta(seconds=1)), ("open", NOW + timedelta(seconds=1))):
        Session.objects.create(session_key=name, session_data="", expire_date=end)
    for name in ("ended", "open", "signed out"):
        UserSession.objects.create(user=clinician, session_key=name, ip="192.0.2.1", user_agent="made up")

    purge(now=NOW)

    assert [known.session_key for known in UserSession.objects.all()] == ["open"]


def test_a_secret_goes_when_nothing_points_to_it_any_more(clinician):
    with time_machine.travel(NOW - timedelta(days=2), tick=False):
        set_up_app(clinician, "GEZDGNBVGY3TQOJQ")
        gone = KeptSecret.objects.create(secret="of an app that was removed", created_at=NOW - timedelta(days=2))
    just_written = KeptSecret.objects.create(secret="of an app being set up", created_at=NOW)
    before = set(KeptSecret.objects.all())

    purge(now=NOW)

    assert set(KeptSecret.objects.all()) == before - {gone}
    assert just_written in before
    assert has_app(clinician)
    assert recovery_codes_left(clinician) == 10


def test_of_counted_tries_those_whose_time_is_over_go(db):
    for name, end in (("over", NOW - timedelta(seconds=1)), ("counting", NOW + timedelta(seconds=1))):
        Counter.objects.create(cache_key=name, value="1", expires=end)

    purge(now=NOW)

    assert [counter.cache_key for counter in Counter.objects.all()] == ["counting"]


def test_every_clinic_can_read_that_something_was_deleted(abandoned, clinician_elsewhere):
    gone = purge(now=NOW)

    told = AuditEvent.objects.filter(action=Action.PURGED)
    assert {event.chain_id for event in told} == {str(clinic.pk) for clinic in Clinic.objects.all()}
    assert {(event.actor, event.details["rows"]) for event in told} == {("operator", sum(gone.values()))}


def test_without_yes_the_command_only_counts(abandoned):
    told, moment = io.StringIO(), timezone.now() - timedelta(days=100)
    Response.objects.update(created_at=moment, opened_at=moment, saved_at=moment, consult_at=moment)
    Invitation.objects.update(created_at=moment, expires_at=moment)

    call_command("purge", stdout=told)

    assert "forms that nobody went on with: 1 would be deleted" in told.getvalue()
    assert "Nothing was deleted" in told.getvalue()
    assert left() == {abandoned.response.pk}


def test_what_is_counted_is_what_goes(abandoned, front_desk):
    counted = due(now=NOW)

    assert purge(now=NOW) == counted
    assert set(due(now=NOW).values()) == {0}


def test_with_yes_the_command_deletes(abandoned):
    moment = timezone.now() - timedelta(days=100)
    Response.objects.update(created_at=moment, opened_at=moment, saved_at=moment, consult_at=moment)
    Invitation.objects.update(created_at=moment, expires_at=moment)
    told = io.StringIO()

    call_command("purge", "--yes", stdout=told)

    assert "forms that nobody went on with: 1 deleted" in told.getvalue()
    assert not Response.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_purge_the_journal_of_sqlite_holds_nothing_any_more(abandoned):
    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite")
    journal = Path(f"{connection.settings_dict['NAME']}-wal")
    before = journal.stat().st_size

    purge(now=NOW)

    assert before > 0
    assert journal.stat().st_size == 0


def test_words_that_a_clinician_left_for_a_month_and_marks_of_open_pages_go(patient, clinician):
    response = patient.sends()
    for moment in (NOW - timedelta(days=31), NOW - timedelta(days=29)):
        keep(response, "card-1", {"note": "Half a sen"}, by=clinician, now=moment)
        arrive(response, by=clinician, now=moment)
        purge(now=NOW)
        assert Presence.objects.exists() is False
        assert Typed.objects.exists() is (moment > NOW - timedelta(days=30))


def test_marks_of_open_pages_do_not_keep_an_abandoned_form(abandoned, clinician):
    arrive(abandoned.response, by=clinician, now=LONG_AGO)
    keep(abandoned.response, "card-1", {"note": "x"}, by=clinician, now=NOW)

    purge(now=NOW)

    assert not Response.objects.exists()


def test_messages_that_left_long_ago_go_and_those_that_wait_stay(clinic):
    for address in ("a@example.org", "b@example.org", "c@example.org"):
        send(address, "Hello", "Text", clinic=clinic, now=LONG_AGO)
    old, lately, waiting = Message.objects.all()
    for message, ended_at in ((old, LONG_AGO), (lately, NOW - timedelta(days=89))):
        Message.objects.filter(pk=message.pk).update(state="delivered", ended_at=ended_at)

    assert due(now=NOW)["messages that left, or were not needed"] == 1
    assert Message.objects.count() == 3
    purge(now=NOW)

    assert set(Message.objects.all()) == {lately, waiting}
