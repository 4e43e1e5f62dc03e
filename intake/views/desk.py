"""The front desk: invite patients, see how far their forms are, make and stop links. No answer and no flag is shown.

What is said of a form, a link and a mail: desk_rows.py.
"""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID, uuid5

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, acts_from, staff_only
from clinic.models import Clinic, Role
from intake.access import response_for
from intake.forms import Invite
from intake.invitations import AlreadyInvited, AlreadySent, invite, locked_out, renew_link, stop_link
from intake.known_patients import doubts_about
from intake.link_cards import card_of
from intake.models import Response, ResponseQuerySet
from intake.views.desk_rows import mails_about, rows_of, status_of
from intake.views.no_contacts import contacts_needed

INVITES = (Role.FRONT_DESK, Role.CLINICIAN, Role.LEAD)
ROWS_PER_PAGE, LOCKED_AT_MOST = 50, 20
LISTS = {"": "From today on", "not-sent": "Not sent yet", "earlier": "Earlier consults"}


@staff_only(*INVITES)
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """Every invited patient with the status of form and link: consults from today on, or earlier ones."""
    clinic, now = request.user.clinic, timezone.now()
    lists = _lists(clinic, now)
    asked = request.GET.get("consult", "")
    chosen = asked if asked in lists else ""
    known = lists[chosen].with_people().prefetch_related("pages", "invitations")
    page = Paginator(known, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "clinic": clinic,
        "chosen": chosen,
        "tabs": [(name, LISTS[name], listed.count()) for name, listed in lists.items()],
        "earlier": chosen == "earlier",
        "locked_out": locked_out(lists["not-sent"].with_people())[:LOCKED_AT_MOST],
        "page": page,
        "rows": rows_of(page, now=now),
        "keep": f"consult={chosen}&" if chosen else "",
    }
    return render(request, "intake/desk/desk.html", context)


def _lists(clinic: Clinic, now: datetime) -> dict[str, ResponseQuerySet]:
    """What each tab lists, by its word in the address."""
    mine = Response.objects.for_clinic(clinic)
    today = datetime.combine(clinic.local(now), time.min, tzinfo=clinic.zone)
    ahead = mine.with_consult_from(today)
    return {"": ahead, "not-sent": ahead.in_progress(), "earlier": mine.with_consult_before(today)}


@staff_only(*INVITES)
@sensitive_post_parameters()
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@contacts_needed
def invite_patient(request: StaffRequest) -> HttpResponse:
    """Invite one patient and show the link, once. Somebody who seems to be known already is asked about first."""
    form = Invite(request.POST if request.method == "POST" else None, clinic=request.user.clinic)
    if not form.is_valid():
        return _draw_invite(request, form)
    response_id = uuid5(form.cleaned_data["form_id"], str(request.user.pk))
    if doubts := _doubts(request, form, response_id):
        form.ask_again(doubts)
        return _draw_invite(request, form)
    try:
        return _show_link(request, *_invite(request, form, response_id))
    except AlreadyInvited as before:
        return redirect("desk-response", before.response.pk)


def _doubts(request: StaffRequest, form: Invite, response_id: UUID) -> list[str]:
    """What to look at first; nothing for whoever has looked, or sends the same form once more."""
    clinic = request.user.clinic
    is_settled = form.cleaned_data["again"] or Response.objects.for_clinic(clinic).filter(pk=response_id).exists()
    return [] if is_settled else doubts_about(clinic, form.identity, now=timezone.now())


def _draw_invite(request: StaffRequest, form: Invite) -> HttpResponse:
    context = {"form": form, "clinic": request.user.clinic}
    return render(request, "intake/desk/invite.html", context, status=422 if form.is_bound else 200)


def _invite(request: StaffRequest, form: Invite, response_id: UUID) -> tuple[Response, str]:
    given = form.cleaned_data
    return invite(
        request.user.clinic,
        form.identity,
        consult_at=given["consult_at"],
        clinician=given["clinician"],
        by=request.user,
        now=timezone.now(),
        response_id=response_id,
        by_mail=given["by_mail"],
        language=form.chosen_language,
    )


@staff_only(*INVITES)
@require_safe
def desk_response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """One patient's form as the front desk sees it: status and what can be done with the link."""
    response = response_for(request.user, response_id)
    now = timezone.now()
    context = {
        "clinic": response.clinic,
        "mails": mails_about(response),
        "needs_no_link": response.is_sent and response.consult_at is not None and response.consult_at <= now,
        **status_of(response, now=now),
    }
    return render(request, "intake/desk/response.html", context)


@staff_only(*INVITES)
@acts_from("desk-response")
@sensitive_variables("token")
@contacts_needed
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
