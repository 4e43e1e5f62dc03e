"""A list of reviews as a file for a spreadsheet; the audit trail knows of it. What stands in it: worklist_csv.py."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.audit import Action, record
from intake.models import Response
from screening.access import REVIEWS
from screening.filtering import Filter
from screening.worklist import Row, Tab, in_order, responses_in, rows_of
from screening.worklist_csv import as_csv

AT_ONCE = 200  # rows that are in memory with their flags


@staff_only(*REVIEWS)
@require_safe
def worklist_csv(request: StaffRequest) -> HttpResponse:
    """One tab, narrowed as the address says, with every page of it."""
    clinic, now = request.user.clinic, timezone.now()
    tab, narrowed = Tab.of(request.GET.get("tab")), Filter(request.GET, clinic=clinic)
    listed = in_order(narrowed.narrow(responses_in(clinic, tab)), tab, now=now)
    made = as_csv(_every_row(listed), tab=tab, clinic=clinic)
    record(Action.EXPORTED, clinic=clinic, by=request.user, now=now, paper="worklist", form="csv", tab=tab.code)
    headers = {"Content-Disposition": f'attachment; filename="reviews-{tab.code}.csv"'}
    return HttpResponse(made, content_type="text/csv; charset=utf-8", headers=headers)


def _every_row(listed: QuerySet[Response]) -> Iterator[Row]:
    for page in Paginator(listed, AT_ONCE):
        yield from rows_of(page)
