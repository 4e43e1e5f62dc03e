"""A patient answers on a device of the clinic: handed over by staff, who are signed out first, and handed back."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, acts_from, staff_only
from clinic.sessions import ON_DEVICE
from clinic.views.signing_in import leave
from intake.access import response_for, response_of_sitting
from intake.entrance import Door, open_door
from intake.invitations import AlreadySent, NoSafetyContacts, hand_over
from intake.languages import before_sitting, switched_to
from intake.light import light_page
from intake.models import Invitation
from intake.views.desk import INVITES
from intake.views.entering import enter
from intake.views.leaving import hand_back
from intake.views.no_contacts import no_contacts

WAITS_FOR = "waits_for"  # in the session of a device that was handed over, until the date of birth is given


@staff_only(*INVITES)
@acts_from("desk-response")
def start_here(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Sign out, and leave this device to the patient."""
    response = response_for(request.user, response_id)
    try:
        invitation = hand_over(response, by=request.user, now=timezone.now())
    except AlreadySent:
        return redirect("desk-response", response_id)
    except NoSafetyContacts:
        return no_contacts(request)
    leave(request)
    request.session.update({WAITS_FOR: str(invitation.pk), ON_DEVICE: True})
    return redirect("here")


@login_not_required
@light_page
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """Ask for the date of birth of the patient to whom this device was handed."""
    if WAITS_FOR not in request.session:
        return redirect("sitting-ended")
    known = Invitation.objects.select_related("response__clinic", "response__patient")
    invitation = known.get(pk=request.session[WAITS_FOR])
    judged = request.method == "POST" and not switched_to(request, invitation.response)
    data = request.POST if judged else None
    with override(before_sitting(request, invitation.response)):
        return open_door(request, Door(invitation=invitation, on_device=True), data=data, enter=enter)


@login_not_required
@light_page
@never_cache
@require_safe
def handed_back(request: HttpRequest) -> HttpResponse:
    """After sending: the reference, once. The sitting has ended, and nothing of it is on the device."""
    response = response_of_sitting(request)
    if response is None or not response.is_sent or not request.session.get(ON_DEVICE):
        return render(request, "intake/hand_back.html")
    with override(response.language), timezone.override(response.clinic.zone):
        return hand_back(request, response, clinic=response.clinic, reference=response.reference)
