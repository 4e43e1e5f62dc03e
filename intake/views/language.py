"""Going on in another language from a page that holds no form of its own. The pages that do take it with their post."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from intake.access import response_of_sitting
from intake.languages import named, read_in, remember


@login_not_required
@never_cache
@sensitive_post_parameters("next")
@require_POST
def choose_language(request: Any) -> HttpResponse:
    """Back to the same page, in the language that was chosen."""
    back = request.POST.get("next", "")
    page = redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "front")
    if code := named(request.POST.get("language")):
        remember(page, code)
        if response := response_of_sitting(request):
            read_in(response, code)
    return page
