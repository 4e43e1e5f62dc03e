"""Earlier forms of the same person, and which answers of this one only confirm what stood there. No offer is made here.

Why nothing else is taken for the same person: finding.py. What is offered of an earlier form: offers.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from intake.document import STILL_TRUE
from intake.finding import same_person
from intake.models import FrozenDocument, Page, Response, ResponseQuerySet


def earlier_forms(response: Response, *, before: datetime) -> ResponseQuerySet:
    """What this person sent to this clinic before that time, other than this response."""
    sent = Response.objects.completed().for_clinic(response.clinic).filter(submitted_at__lt=before)
    return sent.filter(patient__in=same_person(response.patient)).exclude(pk=response.pk)


def last_time(response: Response, *, before: datetime) -> FrozenDocument | None:
    """The newest of them, as it stood at that time; None where there is none."""
    newest = earlier_forms(response, before=before).order_by("-submitted_at").first()
    if newest is None:
        return None
    return newest.documents.filter(frozen_at__lt=before).select_related("response__clinic").order_by("-number").first()


def told_in(frozen: FrozenDocument, key: str) -> dict[str, str]:
    """Where an answer of a sent form was told: that form's reference, when it was sent, and when it was first typed."""
    sent_at = frozen.frozen_at.isoformat()
    confirmed = frozen.document.items[key].get(STILL_TRUE)
    first = confirmed["told_at"] if confirmed else sent_at
    return {"response": frozen.response.reference, "sent_at": sent_at, "told_at": first}


def still_true_in(response: Response) -> dict[str, dict[str, str]]:
    """By key, where each answer was told that the patient confirmed and has not changed since."""
    return {
        key: told["in"]
        for page in response.pages.all()
        for key, told in _confirmed(page).items()
        if page.answers.get(key) == told["value"]
    }


def _confirmed(page: Page) -> dict[str, dict[str, Any]]:
    return page.still_true or {}
