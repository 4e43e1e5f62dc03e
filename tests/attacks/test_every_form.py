"""Every form that a page shows, with any of its fields changed at once: a refusal or a saved answer, never a fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings

from clinic.models import Clinic, Role, Staff
from intake.questionnaire import BY_SLUG
from tests.addresses import every_address
from tests.attacks.test_any_bytes import any_bytes, fields
from tests.attacks.test_every_field import LEFT_OUT, STAFF, forms, pages
from tests.forms import Sends
from tests.people import Patient, a_member, a_patient, signed_in

pytestmark = pytest.mark.slow

EACH = 8  # tries for each form; test_every_field.py has sent every field by itself


def each_form(client: Client, paths: set[str]) -> Iterator[Sends]:
    """Each form of these pages once."""
    seen: set[tuple[str, ...]] = set()
    for path in sorted(paths):
        for form in forms(client, path):
            known = (form.action, *sorted(form.given))
            if form.action not in LEFT_OUT and known not in seen:
                seen.add(known)
                yield form


def hold_against_anything(client: Client, form: Sends) -> None:
    """Send it with any of its fields changed, and keep nothing of it."""

    @settings(any_bytes, max_examples=EACH)
    @given(changed=fields(*form.given))
    def is_answered(changed: dict[str, list[str]]) -> None:
        ask = client.post if form.method == "post" else client.get
        with transaction.atomic():
            status = ask(form.action, form.given | changed).status_code
            transaction.set_rollback(True)
        assert status < 500, form.action

    is_answered()


@pytest.mark.parametrize("role", STAFF)
def test_every_form_of_staff_answers_whatever_is_sent(clinic: Clinic, front_desk: Staff, role: Role) -> None:
    response = a_patient(clinic, front_desk).sends(phq9_9="1", ride_home="self_drive")
    client = signed_in(a_member(clinic, role, "Dr. A. Okafor"))
    client.raise_request_exception = False
    found = list(each_form(client, pages(response, front_desk)))

    assert len(found) > 5
    for form in found:
        hold_against_anything(client, form)


def test_every_form_of_a_patient_answers_whatever_is_sent(patient: Patient) -> None:
    patient.enters()
    patient.saves(reasons=["depression", "crps"], mood_meds_any="yes")
    patient.client.raise_request_exception = False
    paths = {path for slug in BY_SLUG for path in every_address(slug=slug, token=patient.token).values()}
    found = list(each_form(patient.client, {path for path in paths if path.startswith("/form/")}))

    assert {f"/form/s/{slug}/" for slug in BY_SLUG} <= {form.action for form in found}
    for form in found:
        hold_against_anything(patient.client, form)
