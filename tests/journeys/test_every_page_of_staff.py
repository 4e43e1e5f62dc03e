"""Every page of staff, in every state worth looking at: what must be true of each is in claims.py."""

from __future__ import annotations

import pytest

from tests.journeys.account_pages import ACCOUNT_TOURS
from tests.journeys.changing_pages import amended_review
from tests.journeys.claims import *  # noqa: F403 - the tests themselves
from tests.journeys.claims import Around
from tests.journeys.lead_pages import LEAD_TOURS
from tests.journeys.notice_pages import NOTICE_TOURS
from tests.journeys.pages import FORM_TOURS
from tests.journeys.returning_pages import since_last_time

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AROUND = Around((*FORM_TOURS, amended_review, since_last_time, *ACCOUNT_TOURS, *LEAD_TOURS, *NOTICE_TOURS))


def test_every_address_of_staff_that_has_a_page_is_looked_at(every_page):
    left_out, without_a_page = AROUND.without(of_staff=True)

    assert left_out == without_a_page
