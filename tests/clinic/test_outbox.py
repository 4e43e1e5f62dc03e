"""The outbox: written with its cause or not at all, sent at least once by one worker, tried again, and then erased."""

from __future__ import annotations

import logging
import smtplib
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, connections, transaction

from clinic.models import AuditEvent, Clinic
from clinic.outbox.delivery import FIRST_WAIT, LONGEST_FOR_A_NOTICE, MOST_TRIES, deliver_due, wait_after
from clinic.outbox.models import LEASE, LONGEST_WAIT, Message
from clinic.outbox.queue import drop, post
from tests.outbox import mails
from tests.people import NOON, a_clinic

DAY = timedelta(days=1)
LINK = "https://intake.example.org/q/the-secret-part/"
Kind, State = Message.Kind, Message.State


def posted(clinic: Clinic, kind: Message.Kind = Kind.INVITATION, **given: Any) -> Message:
    """A made-up message, written at noon."""
    given = {"address": "ann@example.org", "subject": "A form", "text": f"Open {LINK}", "now": NOON} | given
    return post(kind, clinic=clinic, **given)


def again(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


@pytest.fixture
def mail_server_says(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the mail server fail in some way from now on; None: it is well again."""

    def says(fault: Exception | None) -> None:
        def send(self: Any, *args: Any, **kwargs: Any) -> int:
            raise fault  # type: ignore[misc]

        monkeypatch.undo() if fault is None else monkeypatch.setattr(EmailMessage, "send", send)

    return says


def test_a_message_goes_out_once_and_nothing_of_it_is_kept(clinic: Clinic) -> None:
    message = posted(clinic)

    assert [(one.to, one.subject, one.body) for one in mails(NOON)] == [(["ann@example.org"], "A form", f"Open {LINK}")]
    assert (again(message).state, again(message).content) == (State.DELIVERED, {})
    assert mails(NOON + DAY) == []


def test_a_message_is_not_written_when_its_cause_fails(clinic: Clinic) -> None:
    @transaction.atomic
    def cause() -> None:
        posted(clinic)
        raise LookupError

    with pytest.raises(LookupError):
        cause()

    assert mails(NOON) == []


def test_what_it_says_and_to_whom_is_encrypted_while_it_waits(clinic: Clinic) -> None:
    posted(clinic)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clinic_message")
        stored = b"|".join(
            bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cursor.fetchone()
        )
    assert [word for word in (b"ann@", b"A form", b"the-secret-part") if word in stored] == []


def test_a_mail_server_that_is_away_is_tried_again_later_and_later(clinic: Clinic, mail_server_says: Any) -> None:
    message, now = posted(clinic), NOON
    mail_server_says(ConnectionRefusedError())

    waits = []
    for _ in range(5):
        deliver_due(now=now)
        waits.append((again(message).due_at - now).total_seconds() // 1)
        assert mails(again(message).due_at - timedelta(seconds=1)) == []
        now = again(message).due_at
    assert waits == [15, 30, 60, 120, 240]
    assert again(message).trouble == "ConnectionRefusedError"

    mail_server_says(None)
    assert len(mails(now)) == 1


def test_nobody_waits_longer_than_an_hour_and_for_a_notice_five_minutes() -> None:
    assert [wait_after(tries, Kind.INVITATION) for tries in (1, 40, 10_000)] == [FIRST_WAIT, LONGEST_WAIT, LONGEST_WAIT]
    assert wait_after(10_000, Kind.NOTICE) == LONGEST_FOR_A_NOTICE


def test_after_about_three_days_it_is_given_up_and_erased_but_a_notice_never_is(
    clinic: Clinic, mail_server_says: Any
) -> None:
    mail_server_says(TimeoutError())
    given_up, notice = posted(clinic), posted(clinic, Kind.NOTICE)
    Message.objects.update(tries=MOST_TRIES - 1)

    deliver_due(now=NOON)

    assert (again(given_up).state, again(given_up).content) == (State.GIVEN_UP, {})
    assert again(notice).state == State.WAITING


def test_an_address_that_is_refused_for_good_is_not_tried_again(clinic: Clinic, mail_server_says: Any) -> None:
    mail_server_says(smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no such user ann@example.org")}))
    message, notice = posted(clinic), posted(clinic, Kind.NOTICE)

    deliver_due(now=NOON)

    assert (again(message).state, again(message).trouble) == (State.GIVEN_UP, "address refused 550")
    assert again(notice).state == State.WAITING


def test_an_address_that_is_refused_for_now_is_tried_again(clinic: Clinic, mail_server_says: Any) -> None:
    mail_server_says(smtplib.SMTPRecipientsRefused({"ann@example.org": (451, b"later")}))
    message = posted(clinic)

    deliver_due(now=NOON)

    assert again(message).state == State.WAITING


def test_one_that_cannot_be_sent_does_not_hold_up_the_next(clinic: Clinic) -> None:
    for address in ("no\x00body@example.org", "bob@example.org"):
        posted(clinic, address=address)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clinic_message SET content = %s WHERE id = %s", [b"\x01none", posted(clinic).pk.hex])

    assert ["bob@example.org"] in [one.to for one in mails(NOON)]


def test_what_would_only_mislead_by_now_is_dropped(clinic: Clinic) -> None:
    message = posted(clinic, stale_at=NOON + timedelta(hours=1))

    assert mails(NOON + timedelta(hours=1)) == []
    assert (again(message).state, again(message).content) == (State.DROPPED, {})


def test_messages_of_one_thread_are_dropped_together_and_no_others(clinic: Clinic) -> None:
    posted(clinic, thread="notice 1")
    posted(clinic, thread="notice 1")
    posted(clinic, thread="notice 2")

    assert drop(now=NOON, thread="notice 1") == 2
    assert len(mails(NOON)) == 1


def test_a_notice_goes_before_everything_else(clinic: Clinic) -> None:
    posted(clinic, subject="A form")
    posted(clinic, Kind.NOTICE, subject="A safety item", now=NOON + timedelta(seconds=5))

    assert [one.subject for one in mails(NOON + timedelta(seconds=6))] == ["A safety item", "A form"]


def test_a_worker_that_died_while_sending_leaves_it_to_the_next_with_the_same_id(clinic: Clinic) -> None:
    message = posted(clinic)
    Message.objects.update(claimed_until=NOON + LEASE, tries=1)

    assert mails(NOON) == []
    (sent,) = mails(NOON + LEASE + timedelta(seconds=1))
    assert str(message.pk) in sent.extra_headers["Message-ID"]


@pytest.mark.parametrize("column", ["due_at", "claimed_until"])
def test_a_clock_that_was_set_back_a_year_holds_nothing_up(clinic: Clinic, column: str) -> None:
    posted(clinic)
    Message.objects.update(**{column: NOON + 365 * DAY})

    assert len(mails(NOON)) == 1


def test_a_worker_that_was_stopped_for_a_day_sends_everything_when_it_is_back(clinic: Clinic) -> None:
    for _ in range(30):
        posted(clinic)

    assert len(mails(NOON + DAY)) == 30


def test_each_step_about_a_patient_is_in_the_trail_and_says_no_content(clinic: Clinic, mail_server_says: Any) -> None:
    mail_server_says(TimeoutError())
    message = posted(clinic, about="response 1")
    deliver_due(now=NOON)
    mail_server_says(None)
    deliver_due(now=NOON + DAY)

    events = AuditEvent.objects.filter(subject="response 1").order_by("place")
    assert [event.action for event in events] == ["message_written", "message_failed", "message_delivered"]
    assert {event.details["message"] for event in events} == {str(message.pk)}
    assert [event for event in events if "ann@" in str(event.details) or LINK in str(event.details)] == []


def test_the_log_names_no_address_no_subject_and_no_link(
    clinic: Clinic, mail_server_says: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    posted(clinic)
    mail_server_says(smtplib.SMTPDataError(554, b"to ann@example.org: A form"))
    deliver_due(now=NOON)
    mail_server_says(None)
    deliver_due(now=NOON + DAY)

    assert len(caplog.records) == 2
    assert [word for word in ("ann@", "A form", "secret-part") if word in caplog.text] == []


def test_mails_land_in_a_folder_on_a_development_machine(clinic: Clinic, settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    posted(clinic)

    deliver_due(now=NOON)

    (file,) = tmp_path.iterdir()
    assert LINK in file.read_text()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once() -> None:
    clinic = a_clinic("Cedar Clinic")
    wanted = {f"patient{number}@example.org" for number in range(40)}
    for address in wanted:
        posted(clinic, address=address)

    def work() -> None:
        deliver_due(now=NOON)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(one.to[0] for one in mail.outbox) == sorted(wanted)
    assert not Message.objects.exclude(state=State.DELIVERED).exists()
