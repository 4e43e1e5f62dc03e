"""The people of the journeys: those of tests/people.py, each before a browser of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from clinic.models import Clinic, Staff
from tests.journeys.people import AtForm
from tests.people import Patient, a_patient


@pytest.fixture
def invited(clinic: Clinic, front_desk: Staff) -> Patient:
    """The patient without a browser: gives and sends answers through the services."""
    return a_patient(clinic, front_desk)


@pytest.fixture
def at_form(open_browser: Callable[..., Any], invited: Patient) -> Callable[..., AtForm]:
    """Opens one more browser at the patient's link; its keywords are those of `Browser.new_context`."""

    def sit_down(**options: Any) -> AtForm:
        return AtForm(open_browser(**options), f"/q/{invited.token}/")

    return sit_down


@pytest.fixture
def patient(at_form: Callable[..., AtForm]) -> AtForm:
    """A patient with a phone and an open link."""
    return at_form()
