"""Which language a patient reads: what the clinic offers, what was chosen, what the invitation and the browser say.

Until a sitting is open the choice is a cookie of the browser; from then on it is the response's. Wording is in locale/.
"""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from intake.instrument import ENGLISH
from intake.models import Response

ALL: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)
NAMES: dict[str, str] = dict(settings.LANGUAGES)


def named(code: object, offered: Collection[str] = ALL) -> str:
    """The code if it is one of those that are offered, else ""."""
    return code if isinstance(code, str) and code in offered else ""


def switched_to(request: HttpRequest, response: Response) -> str:
    """The language whose button was pressed on a page of this response, if its clinic offers that, else ""."""
    return named(request.POST.get("language"), response.clinic.languages)


def chosen_in(request: HttpRequest, offered: Collection[str] = ALL) -> str:
    """What was chosen in this browser, if it is offered, else ""."""
    return named(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), offered)


def before_sitting(request: HttpRequest, response: Response) -> str:
    """The language of the page that asks for the date of birth.

    What was chosen here comes first, then what the form is in, then what the browser asks for.
    """
    offered = response.clinic.languages
    posted = switched_to(request, response) or named(request.POST.get("shown_in"), offered)
    decided = response.language if response.opened_at or response.language != ENGLISH else ""
    return posted or chosen_in(request, offered) or decided or _asked_for(request, offered) or response.language


def read_in(response: Response, code: str) -> None:
    """Go on in this language, if the clinic offers it. What was sent keeps its own."""
    if named(code, response.clinic.languages) and code != response.language:
        Response.objects.filter(pk=response.pk).update(language=code)
        response.language = code


def remember(page: HttpResponse, code: str) -> None:
    """Let this browser show pages outside a sitting in the language, until it is closed."""
    page.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def forget(page: HttpResponse) -> None:
    """Leave nothing in this browser of what was chosen."""
    page.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")


def others(offered: Collection[str]) -> list[tuple[str, str]]:
    """The languages that one may change to from the one in force: code, and name in itself."""
    return [(code, NAMES[code]) for code in offered if code != get_language()]


def _asked_for(request: HttpRequest, offered: Collection[str]) -> str:
    header = request.headers.get("Accept-Language", "")
    asked = (code.split("-")[0] for code, _quality in parse_accept_lang_header(header))
    return next((code for code in asked if code in offered), "")
