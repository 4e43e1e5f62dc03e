"""Every field of every form that a page shows, sent back with odd values one at a time: a refusal or a saved answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest
from django.db import transaction
from django.test import Client

from clinic.models import Clinic, Role, Staff
from intake.models import Response
from intake.questionnaire import BY_SLUG, QUESTIONS
from screening.rule import Topic
from tests.addresses import every_address
from tests.forms import Sends, ways_to_send
from tests.markup import read
from tests.people import Patient, a_crisis_line, a_member, a_patient, signed_in

pytestmark = pytest.mark.slow

# A word that could be taken for a name, what no text holds, a number too large for any column.
ODD = ["id", "\0 \r\n'\"<", "9" * 400]
# They end what the rest of the test looks at, or ask for a page elsewhere.
LEFT_OUT = {"/staff/sign-out/", "/form/later/"}
STAFF = (Role.FRONT_DESK, Role.LEAD, Role.ADMINISTRATOR)  # a lead has every page of a clinician


def pages(response: Response, member: Staff) -> set[str]:
    """Every address, about things that are there."""
    known = {
        "response_id": response.pk,
        "place": Topic.SAFETY.place,
        "paper": "face-sheet",
        "staff_id": member.pk,
        "line_id": a_crisis_line(member.clinic, owner=member).pk,
    }
    return set(every_address(**known).values())


def forms(client: Client, path: str) -> Iterator[Sends]:
    answer = client.get(path)
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        yield from ways_to_send(read(answer.content.decode()), path)


def broken(client: Client, paths: set[str], *, without: Collection[str] = ()) -> set[tuple[str, str, str]]:
    """Addresses, fields and values to which a page was no answer. Nothing that is sent is kept."""
    seen: set[tuple[str, str]] = set()
    found: set[tuple[str, str, str]] = set()
    for path in sorted(paths):
        for form in forms(client, path):
            ask = client.post if form.method == "post" else client.get
            given = form.given if form.action not in LEFT_OUT else {}
            fresh = [name for name in given if (form.action, name) not in seen and name not in without]
            seen.update((form.action, name) for name in fresh)
            for name in fresh:
                for odd in ODD:
                    with transaction.atomic():
                        if ask(form.action, given | {name: [odd]}).status_code >= 500:
                            found.add((form.action, name, odd))
                        transaction.set_rollback(True)
    assert seen
    return found


@pytest.mark.parametrize("role", STAFF)
def test_no_field_of_a_page_of_staff_breaks_it(clinic: Clinic, front_desk: Staff, role: Role) -> None:
    response = a_patient(clinic, front_desk).sends(phq9_9="1", ride_home="self_drive")
    client = signed_in(a_member(clinic, role, "Dr. A. Okafor"))
    client.raise_request_exception = False

    # The page that tries answers asks the questions of patients, which stand on their own pages.
    assert broken(client, pages(response, front_desk), without=QUESTIONS) == set()


@pytest.mark.parametrize("slug", BY_SLUG)
def test_no_field_of_a_page_of_a_patient_breaks_it(patient: Patient, slug: str) -> None:
    patient.enters()
    patient.saves(reasons=["depression"], mood_meds_any="yes")
    patient.client.raise_request_exception = False

    assert broken(patient.client, {f"/form/s/{slug}/", "/form/check/"}) == set()


@pytest.mark.parametrize("path", ["/staff/sign-in/", "/staff/forgot/", "/"])
def test_no_field_of_a_page_for_anybody_breaks_it(db: None, path: str) -> None:
    client = Client(raise_request_exception=False)

    for form in forms(client, path):
        for name in form.given:
            for odd in ODD:
                assert client.post(form.action, form.given | {name: [odd]}).status_code < 500
