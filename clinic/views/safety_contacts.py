"""The page on which lead and administrator name who is told of urgent safety items. What follows is in the service."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from clinic.models import Role
from clinic.outbox.models import Message
from clinic.safety_contacts import change_contacts, has_both, host_of, send_test
from clinic.safety_contacts_form import SafetyContacts
from clinic.settings.change import ChangedMeanwhile, newest

NAMES = (Role.LEAD, Role.ADMINISTRATOR)
SHOWN = 10  # messages


@staff_only(*NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
def safety_contacts(request: StaffRequest) -> HttpResponse:
    """Who is told, when, and how the last messages fared."""
    form = SafetyContacts(request.POST if request.method == "POST" else None, clinic=request.user.clinic)
    if not form.is_valid():
        return _draw(request, form, status=422 if form.is_bound else 200)
    clinic, seen = request.user.clinic, form.cleaned_data["seen"]
    try:
        change_contacts(clinic, form.contacts, form.times, seen=seen, by=request.user, now=timezone.now())
    except ChangedMeanwhile as meanwhile:
        form.know_of(newest(clinic))
        return _draw(request, form, meanwhile=meanwhile.changes, status=409)
    messages.success(request, "Saved. Send a test to see that messages arrive.")
    return redirect("safety-contacts")


def _draw(request: StaffRequest, form: SafetyContacts, *, status: int, **more: Any) -> HttpResponse:
    return render(request, "clinic/safety_contacts.html", _page(request, form) | more, status=status)


def _page(request: StaffRequest, form: SafetyContacts) -> dict[str, Any]:
    clinic = request.user.clinic
    kinds = (Message.Kind.NOTICE, Message.Kind.DIGEST, Message.Kind.TEST)
    sent = Message.objects.filter(clinic=clinic, kind__in=kinds).order_by("-created_at")
    hooks = [contact for contact in clinic.safety_contacts.order_by("place") if contact.webhook]
    return {
        "clinic": clinic,
        "form": form,
        "has_both": has_both(clinic),
        "sent": sent[:SHOWN],
        "hooks": [{"contact": c, "host": host_of(c), "secret": c.webhook["secret"]} for c in hooks],
    }


@staff_only(*NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
def send_a_test(request: StaffRequest) -> HttpResponse:
    """Send every contact a message that says it is a test. A GET is somebody who had to sign in again."""
    if request.method == "POST":
        count = send_test(request.user.clinic, by=request.user, now=timezone.now())
        messages.success(request, f"{count} test message{'' if count == 1 else 's'} on the way. Ask whether they came.")
    return redirect("safety-contacts")
