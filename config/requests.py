"""What each request begins with: an id, and English; the page for one that cannot be read. And the one line of log
about it; how that is written: logs.py."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from config.logs import REQUEST_ID

log = logging.getLogger("config.requests")


def told_apart(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id of our own making, on its log lines and in the answer's X-Request-ID.

    An id that a visitor sends is not taken over: it could be anything, and could pass for somebody else's.
    """

    def with_id(request: HttpRequest) -> HttpResponse:
        request_id, started = uuid.uuid4().hex, time.monotonic()
        # It stays set until this thread's next request: Django writes its line about a refusal after the middleware.
        REQUEST_ID.set(request_id)
        response = answer(request)
        _note(request, response, seconds=time.monotonic() - started)
        response.headers["X-Request-ID"] = request_id
        return response

    return with_id


def in_its_own_language(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Begin each request in English, and leave nothing of its language to the next.

    Django's own middleware chooses a language for the thread and never takes it back: what is refused before it has
    chosen would speak to one visitor in the language of another.
    """

    def in_english_first(request: HttpRequest) -> HttpResponse:
        with override(settings.LANGUAGE_CODE):
            return answer(request)

    return in_english_first


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what Django refuses to read (400). Unlike Django's own it knows the way back to a form."""
    is_too_long = isinstance(exception, RequestDataTooBig)
    return render(request, "400.html", {"is_too_long": is_too_long}, status=400)


def _note(request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
    # The template of the address and not the address: a patient's link and a response's id stay out of the log.
    match = request.resolver_match
    route = f"/{match.route}" if match else "unknown"
    facts = {"method": request.method, "route": route, "status": response.status_code, "ms": round(seconds * 1000)}
    log.info("%(method)s %(route)s %(status)s in %(ms)s ms", facts, extra=facts)
