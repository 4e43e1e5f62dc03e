"""Reading about ketamine treatment: before the date of birth, while answering, after sending. No answer is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from clinic.templatetags.own_words import says
from intake.access import ReaderRequest, for_reader
from intake.learning import BY_SLUG, LEAFLETS, Passage, passage_for
from intake.models import Response
from intake.questionnaire import BY_SLUG as SECTION_BY_SLUG
from intake.views.leading import trip_of, way_to
from intake.views.words import follows_crisis_answer


@for_reader
@require_safe
def learning(request: ReaderRequest) -> HttpResponse:
    """The list of leaflets, and what the form is not. "Save and read" leads here from a safety question."""
    context = _around(request) | {"leaflets": LEAFLETS}
    if request.response and context["keep"]:
        context["show_crisis"] = follows_crisis_answer(request.response)
        context["notice_sent"] = request.response.notice_queued_at is not None
    return render(request, "intake/learning/overview.html", context)


@for_reader
@require_safe
def leaflet(request: ReaderRequest, leaflet: str) -> HttpResponse:
    """One leaflet with its sources, and the way to the next."""
    if leaflet not in BY_SLUG:
        raise Http404
    shown = BY_SLUG[leaflet]
    number = LEAFLETS.index(shown)
    context = _around(request) | {
        "leaflet": shown,
        "passages": _passages(shown.passages, request.response),
        "before": LEAFLETS[number - 1] if number else None,
        "after": LEAFLETS[number + 1] if number + 1 < len(LEAFLETS) else None,
    }
    return render(request, "intake/learning/leaflet.html", context)


@for_reader
@require_safe
def all_leaflets(request: ReaderRequest) -> HttpResponse:
    """Everything on one page, to read through or to print."""
    passages = [passage for leaflet in LEAFLETS for passage in leaflet.passages]
    context = _around(request) | {"passages": _passages(passages, request.response)}
    return render(request, "intake/learning/all.html", context)


def _passages(passages: Iterable[Passage], response: Response | None) -> list[dict[str, Any]]:
    """Each passage with what the clinic itself says about it, where the clinic is known."""
    clinic = response.clinic if response else None
    return [
        {
            "place": passage.place,
            "title": passage.title,
            "text": passage.text,
            "points": passage.points,
            "last": passage.last,
            "clinic_says": [says(clinic, name) for name in passage.clinic_says if clinic and getattr(clinic, name)],
            "sources": passage.sources,
        }
        for passage in passages
    ]


def reading_url(section: str, query: QueryDict) -> str:
    """Where to read beside a section of the form, with the way back to it and to what ``query`` tells of."""
    found = passage_for(section)
    page = f"{reverse('leaflet', args=[found[0].slug])}" if found else reverse("learning")
    return page + _way_back(section, query) + (f"#{section}" if found else "")


def _way_back(section: str, query: QueryDict) -> str:
    return "?" + urlencode({"back": section} | trip_of(query))


def _around(request: ReaderRequest) -> dict[str, Any]:
    """What stands around the text: whose clinic it is, and the way back to where the reader was in the form."""
    response = request.response
    if response is None:
        return {"clinic": None, "back_url": "", "keep": ""}
    section = request.GET.get("back", "")
    around = {"clinic": response.clinic, "is_sent": not response.takes_answers, "amending": response.is_amending}
    if section not in SECTION_BY_SLUG or not response.takes_answers:
        return around | {"back_url": reverse("sections"), "keep": ""}
    back = way_to(SECTION_BY_SLUG[section], request.GET)
    return around | {"back_url": back, "keep": _way_back(section, request.GET)}
