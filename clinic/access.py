"""Who may open a page: the decorator that every staff page carries. Whose record, the apps decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from clinic.models import Role, Staff

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request by a signed-in member of staff."""

    user: Staff


def staff_only(*roles: Role) -> Callable[[View], View]:
    """Let in signed-in staff with one of these roles; anybody else is refused (403). The page is never cached."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return never_cache(guarded)

    return decorate
