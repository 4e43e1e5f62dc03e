"""allauth's pages with our rules around them: who may, in English, and 422 for a form that is not right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from clinic.access import View, for_anyone, own_account
from clinic.models import Staff
from clinic.sign_in import second_step, words
from clinic.sign_in.trail import account_changed


def drawn(view: Callable[..., Any]) -> View:
    """Draw the page while the language is set, and answer 422 when a form was not right."""

    @sensitive_variables()
    @sensitive_post_parameters()
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        forms = [(getattr(answer, "context_data", None) or {}).get(name) for name in ("form", "webauthn_form")]
        if request.method == "POST" and answer.status_code == 200 and any(form and form.errors for form in forms):
            answer.status_code = 422
        if hasattr(answer, "render"):
            answer.render()
        return answer

    return shown


def entrance(view: Callable[..., Any]) -> View:
    """A page of signing in."""
    return for_anyone(drawn(view))


def account(view: Callable[..., Any]) -> View:
    """A page of the own account, once the second step is proven."""
    return own_account()(drawn(view))


def changing(view: Callable[..., Any], *, what: str, seen: Callable[[Staff], Any]) -> View:
    """A page of the own account that changes what ``seen`` looks at. ``what`` it was, is in the audit trail."""

    @wraps(view)
    def watched(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        before = seen(request.user)
        answer = drawn(view)(request, *args, **kwargs)
        if seen(request.user) != before:
            account_changed(request.user, what)
        return answer

    return own_account()(watched)


def step_up(view: Callable[..., Any]) -> View:
    """A page that proves again who is sitting there."""
    return own_account(unproven=True)(drawn(view))


def setting_up(view: Callable[..., Any]) -> View:
    """A page that sets up a second step. Setting up the first one proves it: the person has just used it."""

    @wraps(view)
    def watched(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        before = second_step.steps_of(request.user)
        answer = drawn(view)(request, *args, **kwargs)
        new = [step for step in second_step.steps_of(request.user) if step not in before]
        if new and not second_step.is_proven(request):
            second_step.prove_setting_up(request, new[0])
        for step in new:
            account_changed(request.user, "second step set up", kind=step.type)
        return answer

    return own_account(without_step=True)(watched)


def removing(view: Callable[..., Any]) -> View:
    """A page that removes a second step. The last one stays."""

    @wraps(view)
    def watched(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        before = second_step.steps_of(request.user)
        if len(before) < 2:
            messages.error(request, words.ERRORS["cannot_delete_authenticator"])
            return redirect("own-account")
        answer = drawn(view)(request, *args, **kwargs)
        left = second_step.steps_of(request.user)
        for step in before:
            if step not in left:
                account_changed(request.user, "second step removed", kind=step.type)
        return answer

    return own_account()(watched)
