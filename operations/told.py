"""What an operator did to everything, in every clinic's audit trail: an administrator reads only their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from clinic.audit import Action, record
from clinic.models import Clinic


@transaction.atomic
def tell_every_clinic(action: Action, *, now: datetime, **details: Any) -> None:
    """Add the event to each clinic's chain, in one order, so that two commands at once cannot lock each other out."""
    for clinic in Clinic.objects.order_by("pk"):
        record(action, clinic=clinic, actor="operator", now=now, **details)
