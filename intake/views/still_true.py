"""What the patient told last time, before a section that can take it over: still true, changed, or a blank page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from intake.access import PatientRequest, for_patient
from intake.offers import Offer, OfferChanged, offer_of, say_changed, say_still_true, start_blank
from intake.questions import DOUBTFUL, EXCLUSIVE
from intake.responses import ResponseSent
from intake.sections.section import Section
from intake.views.answering import progress_of
from intake.views.keeping import section_of
from intake.views.leading import is_trip, way_to
from intake.views.words import follows_crisis_answer, visit_of

SAYS = {"yes": say_still_true, "changed": say_changed, "blank": start_blank}


@for_patient
@require_http_methods(["GET", "HEAD", "POST"])
def last_time(request: PatientRequest, slug: str) -> HttpResponse:
    """Show the offer and take what is said to it; then the section. Without an offer, the section at once."""
    kind, response, now = section_of(slug), request.response, timezone.now()
    says = SAYS.get(request.POST.get("still", ""))
    trouble = ""
    if request.method == "POST":
        try:
            if says:
                says(response, kind, shown=request.POST.get("shown", ""), now=now)
                return redirect(way_to(kind, request.GET))
            trouble = gettext("Choose one of the buttons below.")
        except OfferChanged:
            trouble = gettext("Something on this page is different now. Look at it again, then choose.")
        except ResponseSent:
            return redirect("sent")
    offer = offer_of(response, kind, now=now)
    if offer is None or not kind.is_relevant(response.answers()):
        return redirect(way_to(kind, request.GET))
    context = _page(request, kind, offer) | {"trouble": trouble}
    return render(request, "intake/last_time.html", context, status=409 if trouble else 200)


def _page(request: PatientRequest, kind: type[Section], offer: Offer) -> dict[str, Any]:
    so_far = progress_of(request.response)
    places = [task.section for task in so_far.tasks]
    return visit_of(request.response) | {
        "title": kind.title,
        "notice": kind.notice,
        "since_then": kind.since_then,
        "number": places.index(kind) + 1,
        "total": len(places),
        "percent": so_far.percent,
        "on_trip": is_trip(request.GET),
        "told_at": request.response.clinic.local(offer.earlier.frozen_at),
        "lines": [_line(offer, key) for key in offer.answers],
        "mark": offer.mark,
        "show_crisis": follows_crisis_answer(request.response),
    }


def _line(offer: Offer, key: str) -> dict[str, Any]:
    """One answer as it would be shown today, with what was not chosen. What was typed is in the language of then."""
    item, then = offer.shown.items[key], offer.earlier.document.language
    listed = item["options"] if item["kind"] == "many" else ()
    left = [label for code, label in listed if code not in {*item["value"], *EXCLUSIVE, *DOUBTFUL}]
    is_typed = item["kind"] in ("text", "rows") and then != offer.shown.language
    return {
        "question": item["question"],
        "answer": offer.shown.answer(key),
        "rows": item.get("rows", []),
        "not_chosen": "; ".join(left),
        "lang": then if is_typed else "",
    }
