"""The audit trail: what it holds, that it only grows, and that any change to it is found."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from clinic.audit import START, Action, digest_of, faults, record
from clinic.models import AuditChain, AuditEvent, Clinic, Staff
from tests.append_only import changes_allowed

pytestmark = pytest.mark.django_db

NEW_KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture
def five_events(clinic: Clinic, clinician: Staff) -> list[AuditEvent]:
    now = timezone.now()
    return [record(Action.READ, clinic=clinic, by=clinician, now=now, section=f"s{n}") for n in range(5)]


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_trail_has_no_faults(five_events: list[AuditEvent]) -> None:
    assert list(faults()) == []


@pytest.mark.parametrize(
    "statement", ["UPDATE clinic_auditevent SET actor = 'nobody'", "DELETE FROM clinic_auditevent"]
)
def test_the_database_refuses_to_change_the_trail(five_events: list[AuditEvent], statement: str) -> None:
    with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
        run(statement)


def _alter(events: list[AuditEvent]) -> None:
    run("UPDATE clinic_auditevent SET action = 'sent' WHERE id = %s", events[2].pk)


def _alter_details(events: list[AuditEvent]) -> None:
    run('UPDATE clinic_auditevent SET details = \'{"section": "other"}\' WHERE id = %s', events[2].pk)


def _remove_middle(events: list[AuditEvent]) -> None:
    run("DELETE FROM clinic_auditevent WHERE id = %s", events[2].pk)


def _remove_last(events: list[AuditEvent]) -> None:
    run("DELETE FROM clinic_auditevent WHERE id = %s", events[-1].pk)


def _swap(events: list[AuditEvent]) -> None:
    for place, event in ((99, events[1]), (2, events[2]), (3, events[1])):
        run("UPDATE clinic_auditevent SET place = %s WHERE id = %s", place, event.pk)


def _rewrite_one_and_its_digest(events: list[AuditEvent]) -> None:
    run("UPDATE clinic_auditevent SET action = 'sent', digest = %s WHERE id = %s", "f" * 64, events[2].pk)


def _write_the_chain_anew(events: list[AuditEvent], *, until: int) -> None:
    """What somebody does who knows how digests are made, and holds the database but no key."""
    run("DELETE FROM clinic_auditevent WHERE place > %s", until)
    previous = START
    for event in AuditEvent.objects.filter(chain=events[0].chain_id).order_by("place"):
        event.previous, event.actor = previous, "nobody"
        event.digest = previous = digest_of(event)
        run(
            "UPDATE clinic_auditevent SET previous = %s, actor = %s, digest = %s WHERE id = %s",
            event.previous,
            event.actor,
            event.digest,
            event.pk,
        )
    run("UPDATE clinic_auditchain SET length = %s, digest = %s", until, previous)


def _cut_off_the_end_and_say_so(events: list[AuditEvent]) -> None:
    _remove_last(events)
    run("UPDATE clinic_auditchain SET length = 4, digest = %s", events[3].digest)


def _write_all_anew(events: list[AuditEvent]) -> None:
    _write_the_chain_anew(events, until=5)


def _write_all_anew_but_the_last(events: list[AuditEvent]) -> None:
    _write_the_chain_anew(events, until=4)


def _take_another_chains_seal(events: list[AuditEvent]) -> None:
    """The system's own chain has as many events, and ends elsewhere."""
    for _ in events:
        record(Action.SIGN_IN_REFUSED, clinic=None, now=timezone.now())
    other = AuditChain.objects.get(name="system")
    run("UPDATE clinic_auditchain SET digest = %s WHERE name <> 'system'", other.digest)
    run("UPDATE clinic_auditchain SET seal = (SELECT seal FROM clinic_auditchain WHERE name = 'system')")


def _remove_everything(events: list[AuditEvent]) -> None:
    run("UPDATE clinic_staff SET last_login = %s", timezone.now())  # somebody has signed in, which leaves an event
    run("DELETE FROM clinic_auditevent")
    run("DELETE FROM clinic_auditchain")


BEHIND_THE_TRIGGERS = [
    _alter,
    _alter_details,
    _remove_middle,
    _remove_last,
    _swap,
    _rewrite_one_and_its_digest,
    _cut_off_the_end_and_say_so,
    _write_all_anew,
    _write_all_anew_but_the_last,
    _take_another_chains_seal,
    _remove_everything,
]


@pytest.mark.parametrize("tamper", BEHIND_THE_TRIGGERS)
def test_a_change_behind_the_triggers_is_found(
    five_events: list[AuditEvent], tamper: Callable[[list[AuditEvent]], None]
) -> None:
    with changes_allowed():
        tamper(five_events)
    assert list(faults())


def test_each_clinic_has_a_chain_of_its_own(clinic: Clinic, clinician: Staff, clinician_elsewhere: Staff) -> None:
    now = timezone.now()
    ours = record(Action.READ, clinic=clinic, by=clinician, now=now)
    theirs = record(Action.READ, clinic=clinician_elsewhere.clinic, by=clinician_elsewhere, now=now)
    assert (ours.place, theirs.place) == (1, 1)
    assert ours.chain_id != theirs.chain_id


def test_verify_audit_says_what_it_found(five_events: list[AuditEvent], capsys: Any) -> None:
    call_command("verify_audit")
    assert "5 events" in capsys.readouterr().out
    with changes_allowed():
        _alter(five_events)
    with pytest.raises(CommandError, match="event 3 was altered"):
        call_command("verify_audit")


def test_a_trail_is_whole_under_a_new_key_too(five_events: list[AuditEvent], settings: Any) -> None:
    settings.PHI_KEYS = [NEW_KEY, *settings.PHI_KEYS]
    call_command("rotate_keys", yes=True)
    settings.PHI_KEYS = [NEW_KEY]

    assert list(faults()) == []


def test_without_its_key_no_trail_is_taken_for_whole(five_events: list[AuditEvent], settings: Any) -> None:
    settings.PHI_KEYS = [NEW_KEY]

    assert ["its end was not written" in fault for fault in faults()] == [True]
