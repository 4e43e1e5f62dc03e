"""The warning before an idle session ends. How long sessions last is in sessions.py; the script is static/staff.js."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from clinic.access import for_anyone


@for_anyone
@require_http_methods(["GET", "HEAD", "POST"])
def still_there(request: HttpRequest) -> HttpResponse:
    """How long this session still lasts; asking does not prolong it, posting does.

    JSON for the script: ``seconds`` (0 when signed out), ``person`` and a token for forms. Otherwise a page.
    """
    if request.method != "POST":
        request.session.leave_alone()  # type: ignore[attr-defined]
    by_script = request.headers.get("Accept") == "application/json"
    if by_script:
        return JsonResponse(_left(request) | {"token": get_token(request)})
    if request.method == "POST":
        return redirect(_back_to(request))
    if not request.user.is_authenticated:
        return redirect("sign-in")
    context = {"minutes": max(1, round(_left(request)["seconds"] / 60)), "next": _back_to(request)}
    return render(request, "clinic/still_there.html", context)


def _left(request: HttpRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {"seconds": 0, "person": ""}
    ends = request.session.ends  # type: ignore[attr-defined]
    if request.method == "POST" or ends is None:
        seconds = request.session.get_session_cookie_age()
    else:
        seconds = int((ends - timezone.now()).total_seconds())
    return {"seconds": max(0, seconds), "person": str(request.user.pk)}


def _back_to(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    # A bare word would be taken for the name of a page, of which there may be none.
    return target if is_ours and target.startswith("/") else "/staff/"
