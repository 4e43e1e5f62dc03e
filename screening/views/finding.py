"""Looking for a patient. What is typed is sent in the body and kept nowhere: the address of what was found holds ids.

Decision 0016 says why.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from intake.finding import MOST
from intake.forms import FindForm
from intake.models import Response
from intake.posted import ids_of
from intake.views.finding import answered
from screening.access import REVIEWS
from screening.face_sheet import FOOTER
from screening.views.worklist import as_shown
from screening.worklist import rows_of


@staff_only(*REVIEWS)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_patient(request: StaffRequest) -> HttpResponse:
    """Every response of the patients whom the address names by id; by POST, the patients whom the words name."""
    return answered(request, at="find", draw=_draw)


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
