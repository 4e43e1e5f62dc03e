"""The own account: password, second steps, recovery codes, sessions. How each is changed is in sign_in/urls.py."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clinic import access
from clinic.access import StaffRequest
from clinic.browsers import called
from clinic.sign_in import second_step
from clinic.sign_in.trail import account_changed


@access.own_account()
@require_safe
def own_account(request: StaffRequest) -> HttpResponse:
    """Everything with which this person signs in, and where they are signed in."""
    person = request.user
    steps = second_step.steps_of(person)
    context = {
        "app": next((step for step in steps if step.type == "totp"), None),
        "passkeys": [(step, step.wrap().name) for step in steps if step.type == "webauthn"],
        "is_only_step": len(steps) == 1,
        "codes_left": second_step.recovery_codes_left(person),
        "code_used_at": second_step.recovery_code_used_at(person),
        "sessions": [(session, called(session.user_agent)) for session in second_step.sessions_of(person)],
        "minutes": request.session.idle_seconds // 60,  # type: ignore[attr-defined]
        "this_session": request.session.session_key,
        "is_emergency": second_step.is_emergency(request),
    }
    return render(request, "clinic/own_account.html", context)


@access.own_account()
@require_http_methods(["GET", "HEAD", "POST"])
def end_session(request: StaffRequest) -> HttpResponse:
    """End one other session of this person, or all others."""
    if request.method != "POST":
        return redirect("own-account")
    wanted = request.POST.get("session", "")
    for session in second_step.sessions_of(request.user):
        is_other = session.session_key != request.session.session_key
        if is_other and wanted in ("others", str(session.pk)):
            session.end()
            account_changed(request.user, "own session ended")
    return redirect("own-account")


@access.own_account(without_step=True)
@require_safe
def choose_step(request: StaffRequest) -> HttpResponse:
    """What a second step is, and the two ways to have one. The first page after the first sign-in."""
    if second_step.steps_of(request.user):
        return redirect("own-account")
    return render(request, "clinic/choose_step.html")
