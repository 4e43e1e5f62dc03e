"""The front desk changes a consult, how to reach the patient, who takes them home. Lists and links: desk.py."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from clinic.models import Clinic
from clinic.templatetags.clock import moment
from intake.access import response_for
from intake.forms import Companion, Consult, Contact
from intake.views.desk import INVITES
from intake.visits import ConsultSettled, change_consult, change_contact, is_settled, note_companion


@staff_only(*INVITES)
@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Change when the consult is and with whom."""
    response = response_for(request.user, response_id)
    clinic, known_at = response.clinic, response.consult_at
    context = {"response": response, "clinic": clinic}
    initial = {"consult_at": _on_the_clock(known_at, clinic), "clinician": response.clinician_id}
    is_sent = request.method == "POST"
    if is_settled(response):
        return render(request, "intake/desk/consult_settled.html", context, status=409 if is_sent else 200)
    form = Consult(request.POST if is_sent else None, clinic=clinic, known_at=known_at, initial=initial)
    if not form.is_valid():
        return render(request, "intake/desk/consult.html", {"form": form, **context}, status=422 if is_sent else 200)
    given = form.cleaned_data
    try:
        changed = change_consult(
            response, consult_at=given["consult_at"], clinician=given["clinician"], by=request.user, now=timezone.now()
        )
    except ConsultSettled:
        return redirect("change-consult", response_id)
    messages.success(request, _told(given["consult_at"], clinic) if changed else "Nothing was changed.")
    return redirect("desk-response", response_id)


def _on_the_clock(when: datetime | None, clinic: Clinic) -> datetime | None:
    """What a field for date and time begins with."""
    return clinic.local(when).replace(tzinfo=None) if when else None


def _told(when: datetime | None, clinic: Clinic) -> str:
    return f"The consult is {moment(when, clinic)}." if when else "The consult has no time now."


@staff_only(*INVITES)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Change how the patient is reached."""
    response = response_for(request.user, response_id)
    is_sent = request.method == "POST"
    form = Contact(request.POST if is_sent else None, initial=response.patient.identity | {"by_mail": response.by_mail})
    if not form.is_valid():
        context = {"form": form, "response": response, "clinic": response.clinic}
        return render(request, "intake/desk/contact.html", context, status=422 if is_sent else 200)
    changed = change_contact(response, **form.cleaned_data, by=request.user, now=timezone.now())
    sends = changed and form.cleaned_data["by_mail"]
    told = "Changed. To send the link there, make a new one." if sends else "Changed."
    messages.success(request, told if changed else "Nothing was changed.")
    return redirect("desk-response", response_id)


@staff_only(*INVITES)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def companion(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Note who takes the patient home, or that it is nobody."""
    response = response_for(request.user, response_id)
    is_sent = request.method == "POST"
    form = Companion(request.POST if is_sent else None, initial=response.companion)
    if not form.is_valid():
        context = {"form": form, "response": response, "clinic": response.clinic}
        return render(request, "intake/desk/companion.html", context, status=422 if is_sent else 200)
    note_companion(response, **form.cleaned_data, by=request.user, now=timezone.now())
    return redirect("desk-response", response_id)
