"""How staff read that an answer was not typed this time, but confirmed: since when it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from clinic.models import Clinic
from clinic.templatetags.clock import dated

LABEL = "Confirmed as still true"


def since_when(told: Mapping[str, str], clinic: Clinic) -> str:
    """From which form, and when it was first told where that is another day. ``told`` is as frozen in the document."""
    sent, first = (dated(datetime.fromisoformat(told[name]), clinic) for name in ("sent_at", "told_at"))
    return f"from {sent}" if first == sent else f"from {sent}, first told {first}"


def confirmed_from(told: Mapping[str, str], clinic: Clinic) -> str:
    """The same as one sentence."""
    return f"{LABEL} {since_when(told, clinic)}"
