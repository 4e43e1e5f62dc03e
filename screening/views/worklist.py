"""The first page of a clinician: Safety on top, then the responses by where their review stands."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.safety_contacts import has_both
from intake.views.answering import progress_of
from screening.access import REVIEWS
from screening.face_sheet import FOOTER
from screening.notices import undelivered_since
from screening.worklist import Row, Tab, in_order, open_safety, responses_in, rows_of

ROWS_PER_PAGE = 25


@staff_only(*REVIEWS)
@require_safe
def worklist(request: StaffRequest) -> HttpResponse:
    """Open Safety items, and one tab of responses by consult time."""
    clinic, now = request.user.clinic, timezone.now()
    today = clinic.local(now).date()
    tab = Tab.of(request.GET.get("tab"))
    listed = in_order(responses_in(clinic, tab), tab, now=now)
    page = Paginator(listed, ROWS_PER_PAGE).get_page(request.GET.get("page"))

    def shown(row: Row) -> dict[str, Any]:
        unsent = not row.response.is_sent
        return {
            "row": row,
            "age": row.response.patient.age(today),
            "progress": progress_of(row.response) if unsent else None,
        }

    context = {
        "clinic": clinic,
        "undelivered_since": undelivered_since(clinic, now=now),
        "has_contacts": has_both(clinic),
        "safety": [shown(row) for row in open_safety(clinic)],
        "tab": tab,
        "tabs": [(one, responses_in(clinic, one).count()) for one in Tab],
        "page": page,
        "rows": [shown(row) for row in rows_of(page)],
        "now": now,
        "footer": FOOTER,
    }
    return render(request, "screening/worklist.html", context)
