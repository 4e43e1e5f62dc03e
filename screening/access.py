"""Which responses a clinician may reach: those of the own clinic. What of an unsent one, the views decide."""

from __future__ import annotations

from uuid import UUID

from clinic.models import Role, Staff
from intake.access import response_for
from intake.models import Response

REVIEWS = (Role.CLINICIAN, Role.LEAD)


def reviewable(staff: Staff, response_id: UUID) -> Response:
    """A response of this person's clinic. Raises Http404 for any other."""
    return response_for(staff, response_id)
