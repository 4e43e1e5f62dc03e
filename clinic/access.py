"""Who may open a page: the decorators that staff pages carry. Whose record, the apps decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from clinic.models import Role, Staff

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request by a signed-in member of staff."""

    user: Staff


def in_english(view: View) -> View:
    """Staff pages are in English, whatever languages the browser asks for."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override("en"):
            return view(request, *args, **kwargs)

    return guarded


def staff_only(*roles: Role) -> Callable[[View], View]:
    """Let in signed-in staff with one of these roles; anybody else is refused (403). The page is never cached."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return never_cache(in_english(guarded))

    return decorate


def acts_from(page: str) -> Callable[[View], View]:
    """For a view that only acts on a response: POST acts. Anything else goes to the response's page of that name.

    That is where somebody lands whose time ran out with the button in sight, after signing in again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(page, kwargs["response_id"])
            return view(request, *args, **kwargs)

        return guarded

    return decorate
