"""Looking for a patient. What is typed is sent in the body and kept nowhere: the address of what was found holds ids.

Decision 0016 says why.
"""

from __future__ import annotations

from typing import Any
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
from screening.access import REVIEWS
from screening.face_sheet import FOOTER
from screening.views.worklist import as_shown
from screening.worklist import rows_of


@staff_only(*REVIEWS)
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def find_patient(request: StaffRequest) -> HttpResponse:
    """Every response of the patients whom the address names by id; by POST, the patients whom the words name."""
    if request.method != "POST":
        return _draw(request, FindForm())
    form = FindForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, status=422)
    words, by = form.cleaned_data["words"], request.user
    try:
        found, has_more = look_for(by.clinic, words, by=by, now=timezone.now())
    except UnclearDate:
        form.say_unclear_date()
        return _draw(request, form, status=422)
    if not found:
        return _draw(request, form, is_missed=True)
    more = {"more": "yes"} if has_more else {}
    return redirect(f"{reverse('find')}?{urlencode({'patient': found} | more, doseq=True)}")


def _draw(request: StaffRequest, form: FindForm, *, is_missed: bool = False, status: int = 200) -> HttpResponse:
    clinic, patients = request.user.clinic, ids_of(request.GET.getlist("patient"), most=MOST)
    mine = Response.objects.for_clinic(clinic).with_people().filter(patient__in=patients)
    rows = as_shown(rows_of(mine.order_by("-created_at")), to=request.user)
    context: dict[str, Any] = {
        "clinic": clinic,
        "form": form,
        "rows": rows,
        "patients": len({shown["row"].response.patient_id for shown in rows}),
        "is_missed": is_missed or (bool(patients) and not rows),
        "has_more": bool(request.GET.get("more")),
        "now": timezone.now(),
        "footer": FOOTER,
    }
    return render(request, "screening/find.html", context, status=status)
