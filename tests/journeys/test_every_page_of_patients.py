"""Every page of patients, in every state worth looking at: what must be true of each is in claims.py."""

from __future__ import annotations

import pytest

from tests.journeys.changing_pages import changing_what_was_sent
from tests.journeys.claims import *  # noqa: F403 - the tests themselves
from tests.journeys.claims import Around
from tests.journeys.patient_pages import PATIENT_TOURS
from tests.journeys.returning_pages import still_true

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AROUND = Around((*PATIENT_TOURS, changing_what_was_sent, still_true))


def test_every_address_of_patients_that_has_a_page_is_looked_at(every_page):
    left_out, without_a_page = AROUND.without(of_staff=False)

    assert left_out == without_a_page
