"""Who may open a page: the decorators that staff pages carry. Whose record, the apps decide.

Here and nowhere else it is decided that nobody opens a staff page without a second step.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from clinic.audit import Action, record
from clinic.models import Role, Staff
from clinic.sign_in import second_step

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
    """Let in staff with one of these roles and a proven second step; any other role is refused (403). Never cached.

    Every page that was shown, every refusal, and every record that was asked for and is not theirs to find, goes into
    the audit trail before the page leaves.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request.user, "role", None) not in roles:
                _write_down(Action.REFUSED, request, kwargs)
                raise PermissionDenied
            if missing := missing_step(request):
                return redirect(missing)
            try:
                page = view(request, *args, **kwargs)
            except Http404:
                _write_down(Action.NOT_FOUND, request, kwargs)
                raise
            if shows_a_page(request, page):
                _write_down(Action.READ, request, kwargs)
            return page

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return never_cache(in_english(guarded))

    return decorate


def shows_a_page(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether somebody is shown something to read: also where what was sent is shown again, with what to put right."""
    if request.method in ("GET", "HEAD"):
        return answer.status_code < 300
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return is_page and answer.status_code in (200, 409, 422)


def missing_step(request: Any) -> str:
    """Where this session must go before any staff page: to set up a second step, or to prove it. "" when proven."""
    if second_step.is_proven(request):
        return ""
    steps = second_step.steps_of(request.user)
    if not steps:
        return reverse("second-step")
    page = "mfa_reauthenticate" if second_step.has_app(request.user) else "mfa_reauthenticate_webauthn"
    headed_for = request.get_full_path() if request.method == "GET" else reverse("home")
    return f"{reverse(page)}?{urlencode({'next': headed_for})}"


def for_anyone(view: View) -> View:
    """A page of signing in: nobody is signed in yet."""
    return login_not_required(never_cache(in_english(view)))


def own_account(*, unproven: bool = False, without_step: bool = False) -> Callable[[View], View]:
    """A page about the own account, for all staff.

    ``unproven``: also before this session's second step is proven. ``without_step``: also while there is none to
    prove, which is when it is set up.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            missing = missing_step(request)
            is_allowed = unproven or (without_step and not second_step.steps_of(request.user))
            if missing and not is_allowed:
                return redirect(missing)
            page = view(request, *args, **kwargs)
            if shows_a_page(request, page):
                _write_down(Action.READ, request, {})
            return page

        guarded.roles = frozenset(Role)  # type: ignore[attr-defined]
        return never_cache(in_english(guarded))

    return decorate


def _write_down(action: Action, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    person = request.user if isinstance(request.user, Staff) else None
    about = f"response {kwargs['response_id']}" if "response_id" in kwargs else ""
    page = request.resolver_match.url_name if request.resolver_match else ""
    clinic = person.clinic if person else None
    record(action, clinic=clinic, by=person, now=timezone.now(), subject=about, page=page or "")


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
