"""The patient's copy of what was sent: a page to read and print, and a PDF. What it says is in copies.py."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from intake.access import PatientRequest, for_patient
from intake.copies import patients_copy
from intake.models import FrozenDocument, Response
from intake.paper.pdf import pdf
from intake.views.words import visit_of


@for_patient
@require_safe
def copy(request: PatientRequest) -> HttpResponse:
    """The copy of the newest document, to read or to print."""
    frozen = _newest(request.response)
    if frozen is None:
        return redirect("sections")
    context = visit_of(request.response) | {"sheet": patients_copy(request.response, frozen)}
    return render(request, "intake/copy.html", context)


@for_patient
@require_safe
def copy_pdf(request: PatientRequest) -> HttpResponse:
    """The same as a file. Neither its name nor its title says whose it is."""
    frozen = _newest(request.response)
    if frozen is None:
        return redirect("sections")
    made = pdf(patients_copy(request.response, frozen), made_at=frozen.frozen_at)
    name = gettext("your-answers")
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _newest(response: Response) -> FrozenDocument | None:
    return response.documents.select_related("amends").order_by("-number").first()
