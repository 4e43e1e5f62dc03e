"""The page that runs the rules on made-up answers and keeps nothing. How it tries them: trying.py."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from intake.measures import MEASURES
from screening.access import REVIEWS
from screening.face_sheet import FOOTER
from screening.flags import policy_of
from screening.policy import PUBLISHED
from screening.rule import Priority
from screening.trying import Tried, every_section, given_on_page, try_answers, try_json

UNFOLDED = 3  # so many sections with answers stay open below the cards


@staff_only(*REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables("tried", "context", "given")
def try_page(request: StaffRequest) -> HttpResponse:
    """Every question to answer in any combination, and the cards that the answers give."""
    policy = policy_of(request.user.clinic)
    if request.method != "POST":
        return _draw(request, Tried(shown={}), rest_is_plain=True)
    rest_is_plain = "rest_is_plain" in request.POST
    written = request.POST.get("json", "")
    if request.POST.get("use") == "json":
        tried = try_json(written, policy, rest_is_plain=rest_is_plain)
    else:
        given = given_on_page(request.POST)
        tried = try_answers(given, policy, rest_is_plain=rest_is_plain)
        written = ""
    return _draw(request, tried, rest_is_plain=rest_is_plain, written=written if tried.faults else "")


@sensitive_variables()
def _draw(request: StaffRequest, tried: Tried, *, rest_is_plain: bool, written: str = "") -> HttpResponse:
    sections = every_section(tried.shown)
    context: dict[str, Any] = {
        "tried": tried,
        "problems": tried.faults,
        "sections": sections,
        "unfolded": bool(tried.faults) or sum(bool(one.answered) for one in sections) <= UNFOLDED,
        "written": written or tried.as_json,
        "rest_is_plain": rest_is_plain,
        "is_adjusted": policy_of(request.user.clinic) != PUBLISHED,
        "footer": FOOTER,
    }
    if tried.found:
        context["cards"] = [card | {"level": Priority.of(card["priority"])} for card in tried.found["cards"]]
        context["scores"] = [
            (MEASURES[name].label, f"{score:g}", MEASURES[name].maximum)
            for name, score in tried.found["scores"].items()
            if score is not None
        ]
    return render(request, "screening/try_answers.html", context, status=422 if tried.faults else 200)
