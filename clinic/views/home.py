"""Where each role begins, and the clinic as it is set up."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.models import Role

BEGINS_AT = {Role.CLINICIAN: "worklist", Role.LEAD: "worklist", Role.FRONT_DESK: "desk"}


@staff_only(*Role)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The first page of this person's role; for an administrator, the clinic as it is set up."""
    if page := BEGINS_AT.get(Role(request.user.role)):
        return redirect(page)
    return render(request, "clinic/home.html", {"clinic": request.user.clinic})
