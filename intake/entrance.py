"""Asking for the date of birth, wherever a form is opened: by its link, or again when the sitting has ended.

What the answer leads to is the views' matter; whose form a sitting then reaches is in access.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from intake.forms import DateOfBirth
from intake.invitations import LinkRefused, check_open, confirm, end, why_stopped
from intake.kept_pages import KeptPage, Named, reference_to, referred_to, seal
from intake.models import Invitation
from intake.posted import fields_of

# The pages that come back filled in when they were sent without a sitting.
TYPED_ON = ("section", "check")


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where a date of birth is asked for.

    invitation  what it opens
    action      where the answer is sent; "" for the address itself
    reference   names the invitation where the address does not
    sealed      what was typed, on its way back; "" for nothing
    has_lost    whether something was typed that is too long to travel
    on_device   whether that is a device of the clinic, which must remember nothing
    no_cookie   whether the browser sent the form without the cookie that belongs to it
    """

    invitation: Invitation
    action: str = ""
    reference: str = ""
    sealed: str = ""
    has_lost: bool = False
    on_device: bool = False
    no_cookie: bool = False


def open_door(
    request: HttpRequest, door: Door, *, data: Any, enter: Callable[[HttpRequest, Door], HttpResponse]
) -> HttpResponse:
    """What ``enter`` answers when ``data`` holds the right date of birth. Otherwise the question, or why not."""
    now = timezone.now()
    form = DateOfBirth(data, typed=request.POST)
    try:
        check_open(door.invitation, now=now)
        if form.is_bound and form.is_valid():
            if confirm(door.invitation, form.cleaned_data["born"], now=now):
                return enter(request, door)
            form.add_error(None, gettext("This is not the date of birth that your clinic has. Please check it."))
    except LinkRefused as refusal:
        if refusal.reason == "expired":
            end(door.invitation, now=now)
        with timezone.override(refusal.clinic.zone):
            context = {"door": door, "clinic": refusal.clinic, "until": refusal.until}
            return refused(request, _why_shut(refusal, door), status=410, **context)
    return ask(request, door, form, status=422 if form.is_bound else 200)


def _why_shut(refusal: LinkRefused, door: Door) -> str:
    """The reason that the page gives: for a link that ended, also whether the form was sent; for a stopped one, why."""
    if refusal.reason == "stopped":
        return why_stopped(door.invitation)
    return "sent" if refusal.reason == "expired" and door.invitation.response.is_sent else refusal.reason


def ask(request: HttpRequest, door: Door, form: DateOfBirth, *, status: int) -> HttpResponse:
    """The page with the question."""
    context = {"door": door, "form": form, "clinic": door.invitation.response.clinic}
    return render(request, "intake/enter.html", context, status=status)


def refused(request: HttpRequest, reason: str, *, status: int, **context: object) -> HttpResponse:
    """The page that says kindly why a form does not open."""
    return render(request, "intake/link_stopped.html", {"reason": reason, **context}, status=status)


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """The question, with what a page of a patient held that was sent without a sitting. None for any other page.

    The page names its invitation, so no other patient's date of birth brings it back.
    """
    named = referred_to(request.POST.get("link", "")) if request.method == "POST" else None
    match = request.resolver_match
    if named is None or match is None or match.url_name not in (*TYPED_ON, "come-back"):
        return None
    sealed, is_again = request.POST.get("kept", ""), match.url_name == "come-back"
    if not is_again:
        slug, query = match.kwargs.get("slug", ""), request.GET.urlencode()
        page = KeptPage(name=str(match.url_name), slug=slug, query=query, fields=fields_of(request.POST))
        sealed = seal(page, named.invitation, now=timezone.now())
    door = door_again(named, sealed, has_lost=not is_again and not sealed, no_cookie=is_again)
    with override(named.invitation.response.language):
        return ask(request, door, DateOfBirth(), status=403)


def door_again(named: Named, sealed: str, **more: bool) -> Door:
    """The door for whoever comes back with a page in hand."""
    return Door(
        invitation=named.invitation,
        action=reverse("come-back"),
        reference=reference_to(named.invitation.pk, on_device=named.on_device),
        on_device=named.on_device,
        sealed=sealed,
        **more,
    )
