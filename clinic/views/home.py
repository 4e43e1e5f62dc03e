"""Where each role begins."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.models import Role

BEGINS_AT = {
    Role.CLINICIAN: "worklist",
    Role.LEAD: "worklist",
    Role.FRONT_DESK: "desk",
    Role.ADMINISTRATOR: "clinic-settings",
}


@staff_only(*Role)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The first page of this person's role."""
    return redirect(BEGINS_AT[Role(request.user.role)])
