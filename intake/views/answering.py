"""The patient's way through the sections: start page, task list, one section a page, the quiet autosave."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from intake.access import PatientRequest, for_patient
from intake.devices import Seen
from intake.kept_pages import KeptPage
from intake.languages import read_in, remember, switched_to
from intake.models import Page, Response
from intake.offers import is_draft, offer_of, offers_of
from intake.posted import as_data
from intake.progress import Progress, Status, progress
from intake.questionnaire import BY_SLUG, QUESTIONS, SECTION_OF, SECTIONS
from intake.responses import ResponseSent
from intake.safety import on_page, opens_card
from intake.sections.section import Section
from intake.views.keeping import Kept, keep_typed, page_of, section_of
from intake.views.leading import brought_up, go_on_url, is_trip, leads_to, on_trip, section_url, way_to
from intake.views.learning import reading_url
from intake.views.leaving import finish
from intake.views.rows import without_row
from intake.views.words import clock, follows_crisis_answer, visit_of


def progress_of(response: Response) -> Progress:
    """How far this response is."""
    left = {page.section for page in response.pages.all() if page.left_at}
    unsettled = response.unsettled()
    return progress(response.answers(), left=left, language=response.language, unsettled=unsettled)


@for_patient
@require_safe
def start(request: PatientRequest) -> HttpResponse:
    """What this is, who reads it and when, and what it will ask."""
    sections = [section.title for section in BY_SLUG.values()]
    context = visit_of(request.response) | {
        "sections": sections,
        "begin_url": go_on_url(progress_of(request.response)),
    }
    return render(request, "intake/start.html", context)


@for_patient
@require_safe
def sections(request: PatientRequest) -> HttpResponse:
    """The task list."""
    if not request.response.takes_answers:
        return redirect("sent")
    so_far = progress_of(request.response)
    offers = offers_of(request.response, SECTIONS, now=timezone.now())
    told = next(iter(offers.values())).earlier.frozen_at if offers else None
    context = visit_of(request.response) | {
        "tasks": _tasks(so_far),
        "told_at": told and request.response.clinic.local(told),
        "done": so_far.done,
        "total": len(so_far.tasks),
        "percent": so_far.percent,
        "minutes_left": so_far.minutes_left,
        "check_url": reverse("check"),
        "continue_url": go_on_url(so_far),
    }
    return render(request, "intake/sections.html", context)


def _tasks(so_far: Progress) -> list[dict[str, str]]:
    """A row for each section, with its status in code and in words."""
    names = {
        Status.TODO: gettext("Not started"),
        Status.DOING: gettext("In progress"),
        Status.DONE: gettext("Done"),
    }
    return [
        {
            "title": task.section.title,
            "url": section_url(task.section),
            "status": task.status.value,
            "status_label": names[task.status],
        }
        for task in so_far.tasks
    ]


@for_patient
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PatientRequest, slug: str) -> HttpResponse:
    """One section: shown, saved, and on to the next."""
    if not request.response.takes_answers:
        return redirect("sent")
    kind = section_of(slug)
    answers = request.response.answers()
    so_far = progress_of(request.response)
    if not kind.is_relevant(answers):
        return redirect("sections")
    if request.method == "POST":
        return _save(request, kind, answers, so_far)
    if offer_of(request.response, kind, now=timezone.now()):
        return redirect(f"{reverse('last-time', args=[slug])}{'?' if request.GET else ''}{request.GET.urlencode()}")
    return _page(request, _as_left(request.response, kind), so_far)


def _as_left(response: Response, kind: type[Section]) -> Section:
    """The section with what is saved, or as it was typed where some of that cannot be accepted yet."""
    page = page_of(response, kind)
    if page is None or page.typed is None:
        return kind(answers=response.answers())
    form = kind(as_data(page.typed["fields"]), answers=response.answers())
    form.ask_for_nothing()
    return form


def _save(request: PatientRequest, kind: type[Section], answers: dict[str, Any], so_far: Progress) -> HttpResponse:
    changes_rows = "add_row" in request.POST or "remove_row" in request.POST
    language = switched_to(request, request.response)
    form = kind(without_row(request.POST), answers=answers)
    try:
        on_purpose = not (changes_rows or language)
        kept = keep_typed(request.response, form, request.POST, on_purpose=on_purpose, query=request.GET)
    except ResponseSent:
        return redirect("sent")
    if language:
        return _in_language(request, kept, language)
    if changes_rows:
        form.forget_errors()
        return _page(request, form, so_far, kept=kept)
    goes = request.POST.get("go", "next")
    if form.errors and goes == "next":
        return _page(request, form, so_far, kept=kept, status=422)
    if goes == "later":
        return finish(request, other=kept.told)
    return redirect(kept.told_at(_goes_to(request, kind, goes), request.GET))


def _in_language(request: PatientRequest, kept: Kept, language: str) -> HttpResponse:
    """The same page, which was kept as it was typed, in the language that was chosen on it."""
    read_in(request.response, language)
    page = redirect(kept.told_at(request.get_full_path(), request.GET))
    remember(page, language)
    return page


def _goes_to(request: PatientRequest, kind: type[Section], goes: str) -> str:
    fresh = progress_of(Response.objects.prefetch_related("pages").get(pk=request.response.pk))
    if goes == "learn":
        return reading_url(kind.slug, request.GET)
    return leads_to(kind, goes, fresh, request.GET)


def _page(
    request: PatientRequest,
    form: Section,
    so_far: Progress,
    *,
    status: int = 200,
    kept: Kept | None = None,
    is_back: bool = False,
) -> HttpResponse:
    kind, response = type(form), request.response
    page = kept.page if kept else page_of(response, kind)
    places = [task.section for task in so_far.tasks]
    number = places.index(kind) + 1 if kind in places else 1
    before = so_far.before(kind)
    shown = form.answers | (form.kept if form.is_bound else {})
    # Whichever button was pressed, and whichever section was left: the card is on the page that follows.
    around = {key for near in (before, kind, so_far.after(kind)) if near for key in near.questions()}
    context = visit_of(response) | {
        "section": form,
        "action": way_to(kind, request.GET) if is_back else "",
        "seen": kept.seen if kept else Seen.now(page),
        "is_back": is_back,
        "title": kind.title,
        "intro": kind.intro,
        "notice": kind.notice,
        "number": number,
        "total": len(places),
        "percent": so_far.percent,
        "on_trip": is_trip(request.GET),
        "brought_up": [(key, form.fields[key]) for key in brought_up(kind, so_far, request.GET)],
        **_from_last_time(page, so_far),
        "autosave_url": on_trip(reverse("keep", args=[kind.slug]), request.GET),
        "saved_at": clock(response, kept.page.saved_at if kept else response.saved_at),
        "crisis": json.dumps(on_page(form.fields), separators=(",", ":")) if on_page(form.fields) else "",
        "show_crisis": opens_card(shown, around) or follows_crisis_answer(response),
    }
    if kept and kept.told:
        context["other"] = kept.told
    return render(request, "intake/section.html", context, status=status)


def _from_last_time(page: Page | None, so_far: Progress) -> dict[str, Any]:
    """What to say above a section that holds earlier answers: since when, and what of it is asked anew."""
    if page is None or not (is_draft(page) or (page.still_true and page.left_at is None)):
        return {}
    if is_draft(page):
        return {"draft_from": page.response.clinic.local(datetime.fromisoformat(page.typed["from"]))}
    keys = [key for key in so_far.missing if SECTION_OF[key].slug == page.section]
    return {"asked_anew": [(key, QUESTIONS[key].label) for key in keys]}


def put_back(request: PatientRequest, sent: KeptPage) -> HttpResponse:
    """A section that was sent when no sitting was open: kept as the autosave would, and shown as it was sent."""
    kind, response = section_of(sent.slug), request.response
    answers = response.answers()
    if not response.takes_answers or not kind.is_relevant(answers):
        return redirect("sections")
    form = kind(without_row(sent.data), answers=answers)
    try:
        kept = keep_typed(response, form, sent.data, on_purpose=False, query=request.GET)
    except ResponseSent:
        return redirect("sent")
    form.ask_for_nothing()
    return _page(request, form, progress_of(response), kept=kept, is_back=True)
