"""The patient's way through the sections: start page, task list, one section a page, the quiet autosave."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake.access import PatientRequest, for_patient
from intake.models import Response
from intake.progress import Progress, Status, progress
from intake.questionnaire import BY_SLUG
from intake.responses import ResponseSent, save_page
from intake.safety import on_page, opens_card
from intake.sections.section import Section
from intake.views.leading import brought_up, go_on_url, is_trip, leads_to, section_url
from intake.views.learning import reading_url
from intake.views.leaving import finish
from intake.views.rows import without_row
from intake.views.words import clock, visit_of


def progress_of(response: Response) -> Progress:
    """How far this response is."""
    left = {page.section for page in response.pages.all() if page.left_at}
    return progress(response.answers(), left=left, language=response.language)


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
    if request.response.is_sent:
        return redirect("sent")
    so_far = progress_of(request.response)
    names = {
        Status.TODO: gettext("Not started"),
        Status.DOING: gettext("In progress"),
        Status.DONE: gettext("Done"),
    }
    tasks = [
        {
            "title": task.section.title,
            "url": section_url(task.section),
            "status": task.status.value,
            "status_label": names[task.status],
        }
        for task in so_far.tasks
    ]
    context = visit_of(request.response) | {
        "tasks": tasks,
        "done": so_far.done,
        "total": len(so_far.tasks),
        "percent": so_far.percent,
        "minutes_left": so_far.minutes_left,
        "check_url": reverse("check"),
        "continue_url": go_on_url(so_far),
    }
    return render(request, "intake/sections.html", context)


@for_patient
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PatientRequest, slug: str) -> HttpResponse:
    """One section: shown, saved, and on to the next."""
    if request.response.is_sent:
        return redirect("sent")
    kind = _section(slug)
    answers = request.response.answers()
    so_far = progress_of(request.response)
    if not kind.is_relevant(answers):
        return redirect("sections")
    if request.method == "POST":
        return _save(request, kind, answers, so_far)
    return _page(request, kind(answers=answers), so_far)


def _save(request: PatientRequest, kind: type[Section], answers: dict[str, Any], so_far: Progress) -> HttpResponse:
    changes_rows = "add_row" in request.POST or "remove_row" in request.POST
    form = kind(without_row(request.POST), answers=answers)
    form.full_clean()
    on_purpose, in_order = not changes_rows, form.is_only_incomplete
    try:
        save_page(request.response, kind, form.kept, on_purpose=on_purpose, in_order=in_order, now=timezone.now())
    except ResponseSent:
        return redirect("sent")
    if changes_rows:
        form.forget_errors()
        return _page(request, form, so_far)
    goes = request.POST.get("go", "next")
    if form.errors and (goes == "next" or not in_order):
        return _page(request, form, so_far, status=422)
    return finish(request) if goes == "later" else redirect(_goes_to(request, kind, goes))


def _goes_to(request: PatientRequest, kind: type[Section], goes: str) -> str:
    fresh = progress_of(Response.objects.prefetch_related("pages").get(pk=request.response.pk))
    if goes == "learn":
        return reading_url(kind.slug, from_check=is_trip(request.GET))
    return leads_to(kind, goes, fresh, request.GET)


def _page(request: PatientRequest, form: Section, so_far: Progress, *, status: int = 200) -> HttpResponse:
    kind = type(form)
    places = [task.section for task in so_far.tasks]
    number = places.index(kind) + 1 if kind in places else 1
    before = so_far.before(kind)
    shown = form.answers | (form.kept if form.is_bound else {})
    # Whichever button was pressed on the page before: the card is on the page that follows.
    around = {key for near in (before, kind, so_far.after(kind)) if near for key in near.questions()}
    context = visit_of(request.response) | {
        "section": form,
        "title": kind.title,
        "intro": kind.intro,
        "notice": kind.notice,
        "number": number,
        "total": len(places),
        "percent": so_far.percent,
        "on_trip": is_trip(request.GET),
        "brought_up": [(key, form.fields[key].label) for key in brought_up(kind, so_far, request.GET)],
        "autosave_url": reverse("keep", args=[kind.slug]),
        "saved_at": clock(request.response, request.response.saved_at),
        "crisis": json.dumps(on_page(form.fields), separators=(",", ":")) if on_page(form.fields) else "",
        "show_crisis": opens_card(shown, around),
    }
    return render(request, "intake/section.html", context, status=status)


@for_patient
@require_POST
def keep(request: PatientRequest, slug: str) -> HttpResponse:
    """The quiet autosave: keep what is acceptable so far; what is not yet is checked when the page is left."""
    form = _section(slug)(request.POST, answers=request.response.answers())
    form.full_clean()
    now = timezone.now()
    try:
        save_page(request.response, type(form), form.kept, on_purpose=False, now=now)
    except ResponseSent:
        return JsonResponse({"sent": True, "url": reverse("sent")}, status=409)
    return JsonResponse({"saved": clock(request.response, now)})


def _section(slug: str) -> type[Section]:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]
