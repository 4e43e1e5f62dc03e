"""The first page of a clinician: Safety on top, then the responses by where their review stands."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.models import Staff
from clinic.safety_contacts import has_both
from intake.views.answering import progress_of
from screening.access import REVIEWS
from screening.face_sheet import FOOTER
from screening.filtering import Filter
from screening.handing_over import handed_to
from screening.notices import undelivered_since
from screening.presence import here_now
from screening.rule import Priority
from screening.worklist import Row, Tab, in_order, open_safety, responses_in, rows_of

ROWS_PER_PAGE = 25
IN_BAND = 10  # more would push the list itself out of sight


@staff_only(*REVIEWS)
@require_safe
def worklist(request: StaffRequest) -> HttpResponse:
    """Open Safety items, what colleagues hand over, and one tab of responses, narrowed as the address says.

    Neither Safety items nor what is handed over is ever narrowed.
    """
    clinic, now = request.user.clinic, timezone.now()
    tab, narrowed = Tab.of(request.GET.get("tab")), Filter(request.GET, clinic=clinic)
    listed = in_order(narrowed.narrow(responses_in(clinic, tab)), tab, now=now)
    page = Paginator(listed, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    keep = urlencode(narrowed.given)
    context = {
        "clinic": clinic,
        "undelivered_since": undelivered_since(clinic, now=now),
        "has_contacts": has_both(clinic),
        **_bands(request.user),
        "tab": tab,
        "tabs": [(one, narrowed.narrow(responses_in(clinic, one)).count()) for one in Tab],
        "filter": narrowed,
        "keep": f"&{keep}" if keep else "",
        "page": page,
        "rows": as_shown(rows_of(page), to=request.user),
        "now": now,
        "footer": FOOTER,
    }
    return render(request, "screening/worklist.html", context)


def _bands(person: Staff) -> dict[str, Any]:
    """What stands above the tabs: the first open Safety items, what is handed over, and how many there are of each."""
    safety, handed = open_safety(person.clinic), list(handed_to(person))
    return {
        "safety": as_shown(safety[:IN_BAND], to=person),
        "open_in_all": len(safety),
        "not_in_band": by_priority(safety[IN_BAND:]),
        "handed": handed[:IN_BAND],
        "handed_in_all": len(handed),
    }


@staff_only(*REVIEWS)
@require_safe
def safety_items(request: StaffRequest) -> HttpResponse:
    """Every open Safety item, in pages: as in the band, which holds the first of them."""
    clinic, now = request.user.clinic, timezone.now()
    page = Paginator(open_safety(clinic), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"clinic": clinic, "page": page, "safety": as_shown(list(page), to=request.user), "now": now}
    return render(request, "screening/safety_items.html", context | {"footer": FOOTER})


def by_priority(rows: list[Row]) -> list[tuple[Priority, int]]:
    """How many of these rows have a Safety card of each priority, most urgent first."""
    counted = Counter(row.open_safety.priority for row in rows if row.open_safety)
    return sorted(counted.items(), key=lambda one: one[0].place)


def as_shown(rows: list[Row], *, to: Staff) -> list[dict[str, Any]]:
    """Rows with what the page says beside them: age, who else is in it, how far an unsent form is, if it is late."""
    now = timezone.now()
    today = to.clinic.local(now).date()
    here = here_now([row.response for row in rows], but=to, now=now)
    return [
        {
            "row": row,
            "age": row.response.patient.age(today),
            "here": here.get(row.response.pk, []),
            "progress": None if row.response.is_sent else progress_of(row.response),
            "is_late": not row.signed and row.response.consult_at and row.response.consult_at < now,
        }
        for row in rows
    ]
