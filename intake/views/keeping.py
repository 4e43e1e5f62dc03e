"""Keeping a page of a section as it was sent: the quiet autosave, and what another device had saved meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from intake.access import PatientRequest, for_patient
from intake.devices import Seen, has_replaced, replaced_on
from intake.models import Page, Response
from intake.offers import is_draft, still_a_draft
from intake.questionnaire import BY_SLUG
from intake.responses import ResponseSent, save_page
from intake.sections.section import Section
from intake.views.leading import on_trip, trip_of, way_to
from intake.views.words import clock, in_words, notice_line, visit_of


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A page that was saved: ``seen`` is what the opened page knows now, ``told`` what it replaced unseen, if so."""

    page: Page
    seen: Seen
    told: dict[str, str] | None

    def told_at(self, url: str, query: QueryDict) -> str:
        """The address to go on to, which says what there is to tell; from there the way of ``query`` goes on."""
        if not self.told:
            return url
        page, mark, place = url.partition("#")
        trip = {} if "?" in page else trip_of(query)
        return f"{page}{'&' if '?' in page else '?'}{urlencode({'other': self.page.section} | trip)}{mark}{place}"


def section_of(slug: str) -> type[Section]:
    """The section of this name. Raises Http404."""
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def page_of(response: Response, section: type[Section]) -> Page | None:
    """What is saved of a section, if anything is."""
    return next((page for page in response.pages.all() if page.section == section.slug), None)


def keep_typed(response: Response, form: Section, sent: QueryDict, *, on_purpose: bool, query: QueryDict) -> Kept:
    """Keep what is acceptable of a page, and what is not yet as it was typed; ``query`` is the way that it is on.

    Earlier answers that are being changed become answers by "Save and continue" alone. Raises ResponseSent.
    """
    form.full_clean()
    seen, held = Seen.read(sent.get("seen", "")), page_of(response, type(form))
    goes_on = on_purpose and sent.get("go", "next") == "next"
    answers, typed = still_a_draft(held, form) if is_draft(held) and not goes_on else (form.kept, form.typed)
    page = save_page(
        response,
        type(form),
        answers,
        on_purpose=on_purpose,
        in_order=typed is None,
        typed=typed,
        seen=seen,
        now=timezone.now(),
    )
    told = other_of(response, page, query=query) if has_replaced(page, seen) else None
    return Kept(page=page, seen=seen.after(page) if seen else Seen.now(page), told=told)


@for_patient
@require_POST
def keep(request: PatientRequest, slug: str) -> HttpResponse:
    """The quiet autosave: keep the page as it is; what is missing is asked for when the page is left."""
    form = section_of(slug)(request.POST, answers=request.response.answers())
    try:
        kept = keep_typed(request.response, form, request.POST, on_purpose=False, query=request.GET)
    except ResponseSent:
        return JsonResponse({"sent": True, "url": reverse("sent")}, status=409)
    said: dict[str, Any] = {"saved": clock(request.response, kept.page.saved_at), "seen": str(kept.seen)}
    if line := notice_line(request.response):
        said["notice"] = line
    return JsonResponse(said | ({"other": kept.told} if kept.told else {}))


def other_of(response: Response, page: Page | None, *, query: QueryDict) -> dict[str, str] | None:
    """What a save of this page has replaced, in one sentence, and where it can be read on the way of ``query``."""
    replaced = replaced_on(page)
    if page is None or replaced is None:
        return None
    title, time = BY_SLUG[page.section].title, clock(response, replaced.at)
    words = gettext(
        "You also saved “%(title)s” in another window or on another device, at %(time)s. What you saved last counts."
    )
    return {
        "said": words % {"title": title, "time": time},
        "url": on_trip(reverse("other", args=[page.section]), query),
    }


@for_patient
@require_safe
def other(request: PatientRequest, slug: str) -> HttpResponse:
    """What another device had saved in a section before this one saved it: shown, to be written down again."""
    kind, response = section_of(slug), request.response
    page = page_of(response, kind)
    replaced, told = replaced_on(page), other_of(response, page, query=request.GET)
    if replaced is None or told is None:
        return redirect("section", slug)
    questions = kind.questions()
    context = visit_of(response) | {
        "title": kind.title,
        "said": told["said"],
        "section_url": way_to(kind, request.GET),
        "answers": [in_words(questions[key], replaced.answers[key]) for key in questions if key in replaced.answers],
    }
    return render(request, "intake/other.html", context)
