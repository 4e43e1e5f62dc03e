"""The lead's page of figures: how the rules do and what waits. What is counted is decided in upkeep/statistics.py."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.models import Clinic, Role
from screening.face_sheet import FOOTER
from screening.models import Disposition
from screening.upkeep.statistics import ENOUGH_RESPONSES, LOOKED_AT, SIZES, TOO_OFTEN, Figures, figures, waiting

MOST_BARS = 12
BAR, WIDE = 22, 300  # height of a bar with the space below it, where the longest ends, in the drawing's own units
KINDS = (*Disposition.FOR_CARDS, Disposition.Kind.SEEN, Disposition.Kind.REACHED, Disposition.Kind.HANDED_OVER)
HOUR, DAY = 60, 60 * 24  # minutes


@staff_only(Role.LEAD)
@require_safe
def rule_statistics(request: StaffRequest) -> HttpResponse:
    """Figures of the newest responses, with warnings about rules that may not be worth reading."""
    clinic, now = request.user.clinic, timezone.now()
    asked = request.GET.get("last", "")
    last = next((size for size in SIZES if str(size) == asked), LOOKED_AT)
    found = figures(clinic, last=last)
    recent = found if last == LOOKED_AT else figures(clinic)
    context = _waits(clinic, last=last, now=now) | {
        "clinic": clinic,
        "sizes": SIZES,
        "last": last,
        "found": found,
        "recent": recent,
        "limit": round(TOO_OFTEN * 100),
        "enough": ENOUGH_RESPONSES,
        "often_chart": _often(found),
        "kinds": [kind.label for kind in KINDS],
        "rows": _rows(found),
        "footer": FOOTER,
    }
    return render(request, "screening/rule_statistics.html", context)


def _waits(clinic: Clinic, *, last: int, now: datetime) -> dict[str, Any]:
    """How long reviews take, and the Safety items that are open, by age."""
    waits = waiting(clinic, last=last, now=now)
    return {
        "waits": waits,
        "median": spoken(waits.to_sign_off) if waits.to_sign_off is not None else "",
        "safety_total": sum(count for _label, count in waits.safety),
        "safety_chart": Chart([(label, count) for label, count in waits.safety]),
    }


def _often(found: Figures) -> Chart:
    """The rules that fired most, as bars of per cent."""
    most = sorted((one for one in found.rules if one.fired), key=lambda one: -one.fired)[:MOST_BARS]
    counts = [(f"{one.rule.id} {one.rule.topic}", percent(found, one)) for one in most]
    return Chart(counts, left=200, whole=100, line=round(100 * TOO_OFTEN))


def _rows(found: Figures) -> list[dict[str, Any]]:
    """A row for each rule that fired, most often first, with what was done by kind."""
    fired = sorted((one for one in found.rules if one.fired), key=lambda one: (-one.fired, one.rule.id))
    return [
        {"one": one, "percent": percent(found, one), "done": [(kind.label, one.done[kind]) for kind in KINDS]}
        for one in fired
    ]


def percent(found: Figures, one: Any) -> int:
    """On how many of a hundred responses a rule fired, rounded."""
    return round(100 * found.share(one))


class Chart:
    """Labels and counts as bars that begin at ``left``; ``whole`` is the count of the longest, ``line`` one to mark."""

    def __init__(self, counts: list[tuple[str, int]], *, left: int = 115, whole: int = 0, line: int = 0) -> None:
        longest = whole or max((count for _label, count in counts), default=0) or 1
        self.left, self.room, self.height = left, WIDE - left, BAR * len(counts)
        self.limit = round(left + self.room * line / longest) if line else 0
        self.bars = [
            {"label": label, "count": count, "length": round(self.room * count / longest), "top": top, "base": top + 14}
            for top, (label, count) in zip(range(0, self.height, BAR), counts, strict=True)
        ]


def spoken(time: timedelta) -> str:
    """ "45 min", "3 h 20 min", "2 days 4 h"."""
    minutes = round(time.total_seconds() / 60)
    if minutes < HOUR:
        return f"{minutes} min"
    if minutes < DAY:
        return f"{minutes // HOUR} h {minutes % HOUR} min" if minutes % HOUR else f"{minutes // HOUR} h"
    days, hours = minutes // DAY, minutes % DAY // HOUR
    return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
