"""The page that says why no link is made: the clinic has not named whom it tells of urgent safety items."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clinic.access import StaffRequest
from clinic.safety_contacts import has_both
from intake.invitations import NoSafetyContacts


def no_contacts(request: StaffRequest) -> HttpResponse:
    """Why no link is made, and who can change that."""
    status = 409 if request.method == "POST" else 200
    return render(request, "intake/desk/no_contacts.html", {"clinic": request.user.clinic}, status=status)


def contacts_needed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view that makes links: without both contacts, the page above is shown in its place."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if has_both(request.user.clinic):
            with suppress(NoSafetyContacts):  # somebody's account may end in between
                return view(request, *args, **kwargs)
        return no_contacts(request)

    return guarded
