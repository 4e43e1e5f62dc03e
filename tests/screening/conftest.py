"""Responses as clinicians find them."""

import pytest
from django.utils import timezone

from clinic.models import Staff
from intake.models import Response
from tests.people import Patient
from tests.reviewing import records_all, signs_off


@pytest.fixture
def response(patient: Patient) -> Response:
    """With Getting home to discuss first, Bladder and Nausea as notes."""
    return patient.sends(ride_home="self_drive", nausea_meds="sometimes", bladder="sometimes")


@pytest.fixture
def signed(response: Response, clinician: Staff) -> Response:
    """Sent, recorded and signed off by the clinician."""
    records_all(response, by=clinician)
    signs_off(response, by=clinician, now=timezone.now())
    return response


@pytest.fixture
def worried(patient: Patient) -> Response:
    """Not sent, with an urgent Safety card."""
    patient.saves(callback_phone="555-0177", support_contact="My sister, 555-0178", asq_3="yes")
    return patient.response
