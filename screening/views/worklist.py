"""The first page of a clinician: Safety on top, then the responses by where their review stands."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from screening.access import REVIEWS
from screening.worklist import Tab, open_safety, responses_in, rows_of

ROWS_PER_PAGE = 25


@staff_only(*REVIEWS)
@require_safe
def worklist(request: StaffRequest) -> HttpResponse:
    """Open Safety items, and one tab of responses by consult time."""
    clinic = request.user.clinic
    tab = Tab.of(request.GET.get("tab"))
    page = Paginator(responses_in(clinic, tab), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "clinic": clinic,
        "safety": open_safety(clinic),
        "tab": tab,
        "tabs": [(one, responses_in(clinic, one).count()) for one in Tab],
        "page": page,
        "rows": rows_of(list(page)),
        "now": timezone.now(),
        "today": clinic.local(timezone.now()).date(),
    }
    return render(request, "screening/worklist.html", context)
