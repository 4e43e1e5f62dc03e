"""Going on in another language from a page that holds no form of its own. The pages that do take it with their post.

The page posts to its own address, so that nothing in it repeats an address (docs/decisions/0013).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from intake.access import response_of_sitting
from intake.languages import named, read_in, remember


class LanguageSwitch:
    """Middleware: takes a posted ``change_language`` before the page does, and shows the page in that language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        code = named(request.POST.get("change_language")) if request.method == "POST" else ""
        if not code:
            return None
        page = redirect(request.get_full_path())
        remember(page, code)
        if response := response_of_sitting(request):
            read_in(response, code)
        return page
