"""The front desk: invite patients and see how far their forms are. No answer and no flag is shown here."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, acts_from, staff_only
from clinic.models import Clinic, Role
from clinic.outbox.models import Message
from clinic.safety_contacts import has_both
from intake.access import response_for
from intake.forms import Invite
from intake.invitations import TRIES_BEFORE_STOP, AlreadyInvited, AlreadySent, invite, renew_link, stop_link
from intake.link_cards import card_of
from intake.models import Response
from intake.progress import Status
from intake.views.answering import progress_of

INVITES = (Role.FRONT_DESK, Role.CLINICIAN, Role.LEAD)
ROWS_PER_PAGE = 50
MAILS = (Message.Kind.INVITATION, Message.Kind.REMINDER, Message.Kind.THANKS)


@staff_only(*INVITES)
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """Every invited patient with the status of form and link: consults from today on, or earlier ones."""
    clinic, now = request.user.clinic, timezone.now()
    mine, today = Response.objects.for_clinic(clinic), _start_of_day(clinic, now)
    earlier = request.GET.get("consult") == "earlier"
    listed = mine.with_consult_before(today) if earlier else mine.with_consult_from(today)
    known = listed.with_people().prefetch_related("pages", "invitations")
    page = Paginator(known, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "clinic": clinic,
        "earlier": earlier,
        "page": page,
        "rows": [status_of(response, now=now) for response in page],
        "keep": "consult=earlier&" if earlier else "",
    }
    return render(request, "intake/desk/desk.html", context)


def _start_of_day(clinic: Clinic, now: datetime) -> datetime:
    return datetime.combine(clinic.local(now), time.min, tzinfo=clinic.zone)


def status_of(response: Response, *, now: datetime) -> dict[str, Any]:
    """How far form and link are: what the front desk sees of a response."""
    return {"response": response, "form": _form_status(response), **_link_status(response, now=now)}


def _form_status(response: Response) -> str:
    if response.is_sent:
        return "Sent. The patient is changing answers, not sent yet." if response.is_amending else "Sent"
    if response.opened_at is None:
        return "Not opened yet"
    # Not out of how many: which sections a person is asked depends on the answers.
    done = sum(task.status is Status.DONE for task in progress_of(response).tasks)
    return f"In progress, {done} section{'' if done == 1 else 's'} done" if done else "Opened, no section done yet"


def _link_status(response: Response, *, now: datetime) -> dict[str, Any]:
    """The newest link in a few words; ``link_at`` is the moment that belongs to them, or None."""
    link = max(response.invitations.all(), key=lambda one: (one.stopped_at is None, one.created_at))
    if link.stopped_at:
        why = ": too many wrong dates of birth" if link.wrong_dates >= TRIES_BEFORE_STOP else ""
        return {"link": f"Stopped{why}", "link_at": None, "link_works": False}
    if link.ended_at or link.expires_at <= now:
        return {"link": "Ended", "link_at": link.expires_at, "link_works": False}
    if link.paused_until and link.paused_until > now:
        return {"link": "Paused after wrong dates of birth, until", "link_at": link.paused_until, "link_works": True}
    return {"link": "Works until", "link_at": link.expires_at, "link_works": True}


@staff_only(*INVITES)
@sensitive_post_parameters()
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def invite_patient(request: StaffRequest) -> HttpResponse:
    """Invite one patient and show the link, once."""
    clinic = request.user.clinic
    if not has_both(clinic):
        return render(request, "intake/desk/no_contacts.html", {"clinic": clinic}, status=409 if request.POST else 200)
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
            by_mail=given["by_mail"],
            language=form.chosen_language,
        )
    except AlreadyInvited as known:
        return redirect("desk-response", known.response.pk)
    return _show_link(request, response, token)


@staff_only(*INVITES)
@require_safe
def desk_response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """One patient's form as the front desk sees it: status and what can be done with the link."""
    response = response_for(request.user, response_id)
    now = timezone.now()
    about = Message.objects.filter(about=f"response {response.pk}", kind__in=MAILS)
    context = {
        "clinic": response.clinic,
        "mails": about.order_by("created_at"),
        "needs_no_link": response.is_sent and response.consult_at is not None and response.consult_at <= now,
        **status_of(response, now=now),
    }
    return render(request, "intake/desk/response.html", context)


@staff_only(*INVITES)
@acts_from("desk-response")
@sensitive_variables("token")
def new_link(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Make a new link, stop the old one, and show the new one, once."""
    response = response_for(request.user, response_id)
    try:
        token = renew_link(response, by=request.user, now=timezone.now())
    except AlreadySent:
        return redirect("desk-response", response_id)
    return _show_link(request, response, token)


@staff_only(*INVITES)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Ask whether to stop the link, then stop it."""
    response = response_for(request.user, response_id)
    if request.method == "POST":
        stop_link(response, by=request.user, now=timezone.now())
        return redirect("desk-response", response_id)
    return render(request, "intake/desk/stop.html", {"response": response, "clinic": response.clinic})


@sensitive_variables("token")
def _show_link(request: StaffRequest, response: Response, token: str) -> HttpResponse:
    context = {"response": response, "card": card_of(response, token), "clinic": response.clinic}
    return render(request, "intake/desk/link.html", context)
