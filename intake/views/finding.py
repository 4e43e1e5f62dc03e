"""The front desk looks for a patient: what is typed is kept nowhere, and the address of what was found holds ids."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from intake.finding import MOST, UnclearDate, look_for
from intake.forms import FindForm
from intake.models import Response
from intake.posted import ids_of
from intake.views.desk import INVITES, ROWS_PER_PAGE
from intake.views.desk_rows import rows_of


@staff_only(*INVITES)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_at_desk(request: StaffRequest) -> HttpResponse:
    """The status of every form of the patients whom the address names by id; by POST, of whom the words name."""
    return answered(request, at="desk-find", draw=_draw)


@sensitive_variables("form", "words")
def answered(request: StaffRequest, *, at: str, draw: Callable[..., HttpResponse]) -> HttpResponse:
    """The page ``at``, as ``draw`` shows it; where the posted words name patients, the way to the address of them."""
    if request.method != "POST":
        return draw(request, FindForm())
    form = FindForm(request.POST)
    if not form.is_valid():
        return draw(request, form, status=422)
    words, by = form.cleaned_data["words"], request.user
    try:
        found, has_more = look_for(by.clinic, words, by=by, now=timezone.now())
    except UnclearDate:
        form.say_unclear_date()
        return draw(request, form, status=422)
    if not found:
        return draw(request, form, is_missed=True)
    more = {"more": "yes"} if has_more else {}
    return redirect(f"{reverse(at)}?{urlencode({'patient': found} | more, doseq=True)}")


def _draw(request: StaffRequest, form: FindForm, *, is_missed: bool = False, status: int = 200) -> HttpResponse:
    clinic, now = request.user.clinic, timezone.now()
    patients = ids_of(request.GET.getlist("patient"), most=MOST)
    mine = Response.objects.for_clinic(clinic).filter(patient__in=patients).order_by("-created_at")
    listed = mine.with_people().prefetch_related("pages", "invitations")[:ROWS_PER_PAGE]
    rows = rows_of(listed, now=now)
    context = {
        "clinic": clinic,
        "form": form,
        "rows": rows,
        "is_missed": is_missed or (bool(patients) and not rows),
        "has_more": bool(request.GET.get("more")),
    }
    return render(request, "intake/desk/find.html", context, status=status)
