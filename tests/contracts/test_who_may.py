"""Who may open what: every address that the application answers, for everybody, by GET and by POST.

An address without a row fails, and so does a row without an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clinic.models import Staff
from screening.rule import Topic
from tests.people import Patient, a_crisis_line, signed_in

PEOPLE = (
    "nobody",
    "patient",
    "other_patient",
    "front_desk",
    "clinician",
    "lead",
    "administrator",
    "clinician_elsewhere",
)
# What an answer comes to, so that the table can be read.
OK, SIGN_IN, ENDED, NOT_YOURS, NOT_HERE, NO_SUCH_WAY = "opens", "sign in", "sitting ended", "403", "404", "405"
GONE = "link ended"
ON, WRONG, REFUSED = "goes on", "opens with errors", "refused"


@dataclass(frozen=True)
class Row:
    """What each person gets, by GET and by POST: in the order of PEOPLE, or one word for all."""

    get: tuple[str, ...] | str
    post: tuple[str, ...] | str


def _everybody(word: str) -> tuple[str, ...]:
    return (word,) * len(PEOPLE)


def _patients(word: str) -> tuple[str, ...]:
    """The two patients get this (each their own form); everybody else is told to open their link."""
    return (ENDED, word, word, ENDED, ENDED, ENDED, ENDED, ENDED)


def _staff(word: str, *, front_desk: str, administrator: str = NOT_YOURS, elsewhere: str = NOT_HERE) -> tuple[str, ...]:
    """Clinician and lead get this; whoever is not staff is asked to sign in."""
    return (SIGN_IN, SIGN_IN, SIGN_IN, front_desk, word, word, administrator, elsewhere)


def _own(word: str) -> tuple[str, ...]:
    """Everybody on the staff gets this, each for their own account."""
    return (SIGN_IN, SIGN_IN, SIGN_IN, word, word, word, word, word)


def _administrator(word: str) -> tuple[str, ...]:
    """The clinic's administrator gets this; another role is refused."""
    return (SIGN_IN, SIGN_IN, SIGN_IN, NOT_YOURS, NOT_YOURS, NOT_YOURS, word, NOT_YOURS)


def _settings(lead: str, administrator: str) -> tuple[str, ...]:
    """What the lead and the administrator get; every other role is refused."""
    return (SIGN_IN, SIGN_IN, SIGN_IN, NOT_YOURS, NOT_YOURS, lead, administrator, NOT_YOURS)


PUBLIC = Row(get=OK, post=NO_SUCH_WAY)
AT_DESK = _staff(OK, front_desk=OK)

TABLE: dict[str, Row] = {
    # Anybody
    "front": PUBLIC,
    "sitting-ended": Row(get=NOT_YOURS, post=NO_SUCH_WAY),
    "come-back": Row(get=ENDED, post=ENDED),
    "here": Row(get=ENDED, post=ENDED),
    "handed-back": PUBLIC,
    "still-here": Row(get=_patients(NO_SUCH_WAY), post=_patients(OK)),
    "help": PUBLIC,
    "learning": PUBLIC,
    "all-leaflets": PUBLIC,
    "leaflet": PUBLIC,
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "link": Row(get=OK, post=WRONG),
    "sign-in": Row(
        get=(OK, OK, OK, ON, ON, ON, ON, ON),
        post=(WRONG, WRONG, WRONG, ON, ON, ON, ON, ON),
    ),
    # Patients, each with their own form
    "start": Row(get=_patients(OK), post=_patients(NO_SUCH_WAY)),
    "sections": Row(get=_patients(OK), post=_patients(NO_SUCH_WAY)),
    "section": Row(get=_patients(OK), post=_patients(WRONG)),
    "other": Row(get=_patients(ON), post=_patients(NO_SUCH_WAY)),
    "last-time": Row(get=_patients(ON), post=_patients(ON)),
    "keep": Row(get=_patients(NO_SUCH_WAY), post=_patients(OK)),
    "check": Row(get=_patients(OK), post=_patients(WRONG)),
    "change": Row(get=_patients(ON), post=_patients(ON)),
    "keep-sent": Row(get=_patients(ON), post=_patients(ON)),
    "later": Row(get=_patients(ON), post=_patients(OK)),
    "sent": Row(get=_patients(ON), post=_patients(NO_SUCH_WAY)),
    "copy": Row(get=_patients(ON), post=_patients(NO_SUCH_WAY)),
    "copy-pdf": Row(get=_patients(ON), post=_patients(NO_SUCH_WAY)),
    # The front desk, and clinicians at it
    "desk": Row(
        get=_staff(OK, front_desk=OK, elsewhere=OK),
        post=_staff(NO_SUCH_WAY, front_desk=NO_SUCH_WAY, elsewhere=NO_SUCH_WAY),
    ),
    "invite": Row(get=_staff(OK, front_desk=OK, elsewhere=OK), post=_staff(WRONG, front_desk=WRONG, elsewhere=WRONG)),
    "desk-find": Row(
        get=_staff(OK, front_desk=OK, elsewhere=OK), post=_staff(WRONG, front_desk=WRONG, elsewhere=WRONG)
    ),
    "invite-list": Row(
        get=_staff(OK, front_desk=OK, elsewhere=OK), post=_staff(WRONG, front_desk=WRONG, elsewhere=WRONG)
    ),
    "confirm-list": Row(
        get=_staff(ON, front_desk=ON, elsewhere=ON), post=_staff(WRONG, front_desk=WRONG, elsewhere=WRONG)
    ),
    "example-list": Row(
        get=_staff(OK, front_desk=OK, elsewhere=OK),
        post=_staff(NO_SUCH_WAY, front_desk=NO_SUCH_WAY, elsewhere=NO_SUCH_WAY),
    ),
    "cards": Row(get=_staff(OK, front_desk=OK, elsewhere=OK), post=_staff(WRONG, front_desk=WRONG, elsewhere=WRONG)),
    "desk-response": Row(get=AT_DESK, post=_staff(NO_SUCH_WAY, front_desk=NO_SUCH_WAY, elsewhere=NO_SUCH_WAY)),
    "change-consult": Row(get=AT_DESK, post=_staff(ON, front_desk=ON)),
    "contact": Row(get=AT_DESK, post=_staff(ON, front_desk=ON)),
    "companion": Row(get=AT_DESK, post=_staff(ON, front_desk=ON)),
    "new-link": Row(get=_staff(ON, front_desk=ON, elsewhere=ON), post=AT_DESK),
    "start-here": Row(get=_staff(ON, front_desk=ON, elsewhere=ON), post=_staff(ON, front_desk=ON)),
    "stop-link": Row(get=AT_DESK, post=_staff(ON, front_desk=ON)),
    # Clinicians
    "worklist": Row(
        get=_staff(OK, front_desk=NOT_YOURS, elsewhere=OK),
        post=_staff(NO_SUCH_WAY, front_desk=NOT_YOURS, elsewhere=NO_SUCH_WAY),
    ),
    "safety-items": Row(
        get=_staff(OK, front_desk=NOT_YOURS, elsewhere=OK),
        post=_staff(NO_SUCH_WAY, front_desk=NOT_YOURS, elsewhere=NO_SUCH_WAY),
    ),
    "find": Row(
        get=_staff(OK, front_desk=NOT_YOURS, elsewhere=OK), post=_staff(WRONG, front_desk=NOT_YOURS, elsewhere=WRONG)
    ),
    "review": Row(
        get=_staff(OK, front_desk=NOT_YOURS),
        post=_staff(NO_SUCH_WAY, front_desk=NOT_YOURS, elsewhere=NO_SUCH_WAY),
    ),
    "worklist-csv": Row(
        get=_staff(OK, front_desk=NOT_YOURS, elsewhere=OK),
        post=_staff(NO_SUCH_WAY, front_desk=NOT_YOURS, elsewhere=NO_SUCH_WAY),
    ),
    **dict.fromkeys(
        ("paper", "paper-pdf", "paper-text"),
        # Nothing is sent yet, so there is nothing to take out: back to the review.
        Row(
            get=_staff(ON, front_desk=NOT_YOURS),
            post=_staff(NO_SUCH_WAY, front_desk=NOT_YOURS, elsewhere=NO_SUCH_WAY),
        ),
    ),
    "take": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(ON, front_desk=NOT_YOURS)),
    "acknowledge": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(ON, front_desk=NOT_YOURS)),
    "dispose": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(WRONG, front_desk=NOT_YOURS)),
    # Nothing is chosen in these tests.
    "dispose-chosen": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(WRONG, front_desk=NOT_YOURS)),
    "hand-over": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(WRONG, front_desk=NOT_YOURS)),
    "still-open": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(OK, front_desk=NOT_YOURS)),
    "keep-typed": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(WRONG, front_desk=NOT_YOURS)),
    # The form of these tests is not sent, so that nobody finds an answer to confirm. See tests/screening.
    "confirm": Row(get=_staff(NOT_HERE, front_desk=NOT_YOURS), post=_staff(NOT_HERE, front_desk=NOT_YOURS)),
    "notes-seen": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(WRONG, front_desk=NOT_YOURS)),
    "sign": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(REFUSED, front_desk=NOT_YOURS)),
    # The clinic's own settings: the lead and the administrator read them all, and each changes their own
    "clinic-settings": Row(get=_settings(OK, OK), post=_settings(NO_SUCH_WAY, NO_SUCH_WAY)),
    "setting-changes": Row(get=_settings(OK, OK), post=_settings(NO_SUCH_WAY, NO_SUCH_WAY)),
    "settings-about": Row(get=_settings(NOT_YOURS, OK), post=_settings(NOT_YOURS, WRONG)),
    "settings-lifetimes": Row(get=_settings(NOT_YOURS, OK), post=_settings(NOT_YOURS, WRONG)),
    "settings-texts": Row(get=_settings(OK, NOT_YOURS), post=_settings(WRONG, NOT_YOURS)),
    "settings-spanish": Row(get=_settings(OK, NOT_YOURS), post=_settings(WRONG, NOT_YOURS)),
    "new-crisis-line": Row(get=_settings(OK, NOT_YOURS), post=_settings(WRONG, NOT_YOURS)),
    "crisis-line": Row(get=_settings(OK, NOT_YOURS), post=_settings(WRONG, NOT_YOURS)),
    "confirm-crisis-line": Row(get=_settings(ON, NOT_YOURS), post=_settings(ON, NOT_YOURS)),
    "take-away-crisis-line": Row(get=_settings(ON, NOT_YOURS), post=_settings(ON, NOT_YOURS)),
    # The rules: clinicians read them, the lead sets their numbers and approves them
    "rulebook": Row(
        get=_staff(OK, front_desk=NOT_YOURS, elsewhere=OK),
        post=_staff(NO_SUCH_WAY, front_desk=NOT_YOURS, elsewhere=NO_SUCH_WAY),
    ),
    "rule-statistics": Row(get=_settings(OK, NOT_YOURS), post=_settings(NO_SUCH_WAY, NOT_YOURS)),
    "useful": Row(get=_staff(ON, front_desk=NOT_YOURS, elsewhere=ON), post=_staff(NOT_HERE, front_desk=NOT_YOURS)),
    "try-answers": Row(
        get=_staff(OK, front_desk=NOT_YOURS, elsewhere=OK), post=_staff(OK, front_desk=NOT_YOURS, elsewhere=OK)
    ),
    "approve-rules": Row(get=_settings(ON, NOT_YOURS), post=_settings(WRONG, NOT_YOURS)),
    "rule-numbers": Row(get=_settings(OK, NOT_YOURS), post=_settings(WRONG, NOT_YOURS)),
    "make-urgent": Row(get=_settings(ON, NOT_YOURS), post=_settings(WRONG, NOT_YOURS)),
    # All staff
    "home": Row(
        get=_staff(ON, front_desk=ON, administrator=ON, elsewhere=ON),
        post=_staff(NO_SUCH_WAY, front_desk=NO_SUCH_WAY, administrator=NO_SUCH_WAY, elsewhere=NO_SUCH_WAY),
    ),
    "audit": Row(
        get=_staff(NOT_YOURS, front_desk=NOT_YOURS, administrator=OK, elsewhere=NOT_YOURS),
        post=_staff(NOT_YOURS, front_desk=NOT_YOURS, administrator=NO_SUCH_WAY, elsewhere=NOT_YOURS),
    ),
    # The lead and the administrator
    "safety-contacts": Row(get=_settings(OK, OK), post=_settings(WRONG, WRONG)),
    "test-safety-contacts": Row(get=_settings(ON, ON), post=_settings(ON, ON)),
    "sign-out": Row(get=NO_SUCH_WAY, post=SIGN_IN),
    # Signing in, and links that have ended
    "account_login": Row(
        get=(OK, OK, OK, ON, ON, ON, ON, ON),
        post=(WRONG, WRONG, WRONG, ON, ON, ON, ON, ON),
    ),
    "mfa_authenticate": Row(get=_own(ON), post=_own(ON)),
    "mfa_login_webauthn": Row(get=_own(ON), post=_own(ON)),
    "account_inactive": Row(get=SIGN_IN, post=NO_SUCH_WAY),
    "account_reset_password": Row(get=OK, post=WRONG),
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": Row(get=OK, post=WRONG),
    "account_reset_password_from_key_done": PUBLIC,
    "still-there": Row(get=_own(OK), post=ON),
    "welcome": Row(get=GONE, post=GONE),
    "emergency": Row(get=GONE, post=GONE),
    # The own account
    "account_reauthenticate": Row(get=_own(OK), post=_own(WRONG)),
    "mfa_reauthenticate": Row(get=_own(OK), post=_own(WRONG)),
    "mfa_reauthenticate_webauthn": Row(get=_own(ON), post=_own(ON)),
    "own-account": Row(get=_own(OK), post=_own(NO_SUCH_WAY)),
    "mfa_index": Row(get=_own(OK), post=_own(NO_SUCH_WAY)),
    "mfa_list_webauthn": Row(get=_own(OK), post=_own(NO_SUCH_WAY)),
    "account_change_password": Row(get=_own(OK), post=_own(WRONG)),
    "mfa_activate_totp": Row(get=_own(ON), post=_own(ON)),
    "mfa_deactivate_totp": Row(get=_own(ON), post=_own(ON)),
    "mfa_add_webauthn": Row(get=_own(OK), post=_own(WRONG)),
    "mfa_remove_webauthn": Row(get=_own(ON), post=_own(ON)),
    "mfa_edit_webauthn": Row(get=_own(NOT_HERE), post=_own(NOT_HERE)),
    "mfa_view_recovery_codes": Row(get=_own(OK), post=_own(NO_SUCH_WAY)),
    "mfa_generate_recovery_codes": Row(get=_own(OK), post=_own(ON)),
    "mfa_download_recovery_codes": Row(get=_own(OK), post=_own(NO_SUCH_WAY)),
    "second-step": Row(get=_own(ON), post=_own(NO_SUCH_WAY)),
    "end-session": Row(get=_own(ON), post=_own(ON)),
    # The administrator, about the staff of the own clinic
    "members": Row(get=_administrator(OK), post=_administrator(NO_SUCH_WAY)),
    "invite-member": Row(get=_administrator(OK), post=_administrator(WRONG)),
    "member": Row(get=_administrator(OK), post=_administrator(WRONG)),
    "end-member": Row(get=_administrator(ON), post=_administrator(ON)),
    "invite-member-again": Row(get=_administrator(ON), post=_administrator(OK)),
    "acknowledge-emergency": Row(get=_administrator(ON), post=_administrator(NOT_HERE)),
}


def addresses(patterns: Any = None) -> Iterator[URLPattern]:
    """Every address in the URL configuration."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


def outcome(answer: Any) -> str:
    """What an answer comes to, as the table says it."""
    goes_to = answer.headers.get("Location", "")
    if goes_to.startswith("/staff/sign-in/"):
        return SIGN_IN
    if goes_to == "/form/ended/":
        return ENDED
    if answer.status_code in (301, 302):
        return ON
    # 503 is what the page for machines says while something is not ready: it opens all the same.
    words = {200: OK, 503: OK, 403: NOT_YOURS, 404: NOT_HERE, 405: NO_SUCH_WAY, 409: REFUSED, 410: GONE, 422: WRONG}
    return words.get(answer.status_code, str(answer.status_code))


@pytest.fixture
def browsers(
    patient: Patient,
    other_patient: Patient,
    front_desk: Staff,
    clinician: Staff,
    lead: Staff,
    administrator: Staff,
    clinician_elsewhere: Staff,
) -> dict[str, Client]:
    """A browser for each of PEOPLE; the patients have opened their links."""
    patient.enters()
    other_patient.enters(born="1997-11-30")
    staff = {"front_desk": front_desk, "clinician": clinician, "lead": lead, "administrator": administrator}
    staff["clinician_elsewhere"] = clinician_elsewhere
    patients = {"patient": patient.client, "other_patient": other_patient.client}
    return {"nobody": Client(), **patients, **{part: signed_in(person) for part, person in staff.items()}}


def path_of(name: str, patient: Patient) -> str:
    """The address of this name, of the patient's response where it has one."""
    pattern = next(pattern for pattern in addresses() if pattern.name == name)
    known = {
        "response_id": patient.response.pk,
        "token": patient.token,
        "slug": "before-you-start",
        "leaflet": "getting-home",
        "paper": "face-sheet",
        "place": Topic.SAFETY.place,
        "staff_id": patient.response.created_by.pk,
        "line_id": a_crisis_line(patient.response.clinic, owner=patient.response.created_by).pk,
        **dict.fromkeys(("pk", "link_id"), 1),
        **dict.fromkeys(("uidb36", "key"), "x"),
    }
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.regex.groupindex})


def what_everybody_gets(ask: Callable[[Client], Any], browsers: dict[str, Client]) -> dict[str, str]:
    """What each person gets; whatever they change is taken back before the next one asks."""
    found = {}
    for part in PEOPLE:
        with transaction.atomic():
            fresh = Client(enforce_csrf_checks=browsers[part].handler.enforce_csrf_checks)
            fresh.cookies = deepcopy(browsers[part].cookies)
            found[part] = outcome(ask(fresh))
            transaction.set_rollback(True)
    return found


def expected(words: tuple[str, ...] | str) -> dict[str, str]:
    return dict(zip(PEOPLE, _everybody(words) if isinstance(words, str) else words, strict=True))


def test_every_address_has_a_name_and_a_row() -> None:
    assert sorted(str(pattern.name) for pattern in addresses()) == sorted(TABLE)


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_what_the_table_says(name: str, patient: Patient, browsers: dict[str, Client]) -> None:
    path = path_of(name, patient)

    assert what_everybody_gets(lambda browser: browser.get(path), browsers) == expected(TABLE[name].get)
    assert what_everybody_gets(lambda browser: browser.post(path, {}), browsers) == expected(TABLE[name].post)


@pytest.mark.slow
def test_a_form_without_our_token_is_forged_and_changes_nothing(patient: Patient, browsers: dict[str, Client]) -> None:
    strict = {part: Client(enforce_csrf_checks=True) for part in PEOPLE}
    for part, browser in strict.items():
        browser.cookies = browsers[part].cookies
    paths = {name: path_of(name, patient) for name in TABLE}

    found = {}
    for name, path in paths.items():
        found[name] = what_everybody_gets(lambda browser, path=path: browser.post(path, {}), strict)
    assert {name: got for name, got in found.items() if not set(got.values()) <= {NOT_YOURS, SIGN_IN}} == {}


def test_a_patient_reaches_only_the_own_form(patient: Patient, other_patient: Patient) -> None:
    patient.saves(main_goal="To sing again", reasons=["other"])
    other_patient.enters(born="1997-11-30")

    for path in ("/form/s/why-you-are-here/", "/form/check/"):
        assert "To sing again" not in other_patient.client.get(path).content.decode()


# Pages of signing in to which nobody comes without having given a password, and one that only asks for the time left.
HALF_WAY = ("mfa_authenticate", "mfa_login_webauthn", "still-there")


def test_a_role_is_named_by_every_staff_page() -> None:
    staff_names = [name for name, row in TABLE.items() if row.get[0] == SIGN_IN and name not in HALF_WAY]
    views = {str(pattern.name): pattern.callback for pattern in addresses()}

    assert staff_names
    assert [name for name in staff_names if not getattr(views[name], "roles", None)] == []
