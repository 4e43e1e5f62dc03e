"""The front desk: invite patients and see how far their forms are. No answer and no flag is shown here."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import StaffRequest, staff_only
from clinic.models import Role
from intake.access import response_for
from intake.forms import Invite
from intake.invitations import AlreadyInvited, AlreadySent, invite, renew_link, stop_link
from intake.models import Response
from intake.views.answering import progress_of

INVITES = (Role.FRONT_DESK, Role.CLINICIAN, Role.LEAD)
ROWS_PER_PAGE = 50


@staff_only(*INVITES)
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """Every invited patient by consult, with the status of form and link."""
    mine = Response.objects.for_clinic(request.user.clinic).with_people().by_consult()
    page = Paginator(mine.prefetch_related("pages", "invitations"), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [{"response": response, "state": _state(response), "link": _link(response, now)} for response in page]
    return render(request, "intake/desk/desk.html", {"rows": rows, "page": page, "clinic": request.user.clinic})


def _state(response: Response) -> str:
    if response.is_sent:
        return "Sent"
    if response.opened_at is None:
        return "Not opened yet"
    so_far = progress_of(response)
    return f"In progress, {so_far.done} of {len(so_far.tasks)} sections done"


def _link(response: Response, now: object) -> str:
    working = [link for link in response.invitations.all() if link.stopped_at is None]
    if not working:
        return "Stopped"
    return "Expired" if working[0].expires_at <= now else "Works"  # type: ignore[operator]


@staff_only(*INVITES)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invite_patient(request: StaffRequest) -> HttpResponse:
    """Invite one patient and show the link, once."""
    clinic = request.user.clinic
    form = Invite(request.POST if request.method == "POST" else None, clinic=clinic)
    if not (request.method == "POST" and form.is_valid()):
        status = 422 if form.is_bound else 200
        return render(request, "intake/desk/invite.html", {"form": form, "clinic": clinic}, status=status)
    given = form.cleaned_data
    try:
        response, token = invite(
            clinic,
            form.identity,
            consult_at=given["consult_at"],
            clinician=given["clinician"],
            by=request.user,
            now=timezone.now(),
            response_id=uuid5(given["form_id"], str(request.user.pk)),
        )
    except AlreadyInvited as known:
        return redirect("desk-response", known.response.pk)
    return _show_link(request, response, token)


@staff_only(*INVITES)
@require_safe
def desk_response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """One patient's form as the front desk sees it: status and what can be done with the link."""
    response = response_for(request.user, response_id)
    context = {
        "response": response,
        "state": _state(response),
        "link": _link(response, timezone.now()),
        "clinic": request.user.clinic,
        "consult_at": response.consult_at and response.clinic.local(response.consult_at),
    }
    return render(request, "intake/desk/response.html", context)


@staff_only(*INVITES)
@require_POST
def new_link(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Make a new link, stop the old one, and show the new one, once."""
    response = response_for(request.user, response_id)
    try:
        token = renew_link(response, by=request.user, now=timezone.now())
    except AlreadySent:
        return redirect("desk-response", response_id)
    return _show_link(request, response, token)


@staff_only(*INVITES)
@require_POST
def stop(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Stop the link."""
    stop_link(response_for(request.user, response_id), by=request.user, now=timezone.now())
    return redirect("desk-response", response_id)


def _show_link(request: StaffRequest, response: Response, token: str) -> HttpResponse:
    context = {
        "response": response,
        "link": settings.SITE_URL + reverse("link", args=[token]),
        "clinic": request.user.clinic,
        "consult_at": response.consult_at and response.clinic.local(response.consult_at),
    }
    return render(request, "intake/desk/link.html", context)
