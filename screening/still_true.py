"""How staff read that an answer was not typed this time, but confirmed: since when it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from clinic.models import Clinic
from clinic.templatetags.clock import dated

SHORT, LONG = "Still true", "Confirmed as still true"


def told_on(told: Mapping[str, str], clinic: Clinic) -> str:
    """The day on which it was first told. ``told`` is as frozen in the document."""
    return f"told {dated(datetime.fromisoformat(told['told_at']), clinic)}"


def since_when(told: Mapping[str, str], clinic: Clinic) -> str:
    """From which form, and when it was first told where that is another day."""
    sent, first = (dated(datetime.fromisoformat(told[name]), clinic) for name in ("sent_at", "told_at"))
    return f"from {sent}" if first == sent else f"from {sent}, first told {first}"


def still_true(told: Mapping[str, str], clinic: Clinic) -> str:
    """On the face sheet, which is for one page: "Still true, told Jun 4, 2026"."""
    return f"{SHORT}, {told_on(told, clinic)}"


def confirmed_from(told: Mapping[str, str], clinic: Clinic) -> str:
    """Among all answers: "Confirmed as still true from Sep 3, 2026, first told Jun 4, 2026"."""
    return f"{LONG} {since_when(told, clinic)}"
