"""Check and send, and what comes after: the reference and what happens next. The copy of the answers: copying.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from intake.access import PatientRequest, for_patient
from intake.amendments import open_until
from intake.answers import asked_and_given
from intake.document import draw_up
from intake.forms import Sending
from intake.languages import read_in, remember, switched_to
from intake.models import Response
from intake.progress import Progress
from intake.questionnaire import BY_SLUG, QUESTIONS, SECTION_OF
from intake.responses import NothingChanged, ResponseIncomplete, changes_of, submit
from intake.safety import opens_card
from intake.views.answering import progress_of
from intake.views.leading import change_url, waiting
from intake.views.words import bring_up, clock, follows_crisis_answer, in_words, parts, visit_of

NAMED_AT_MOST = 3  # due questions; more than that are only counted


@for_patient
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PatientRequest) -> HttpResponse:
    """Every answer with a way to change it; then the one act of sending."""
    response, now = request.response, timezone.now()
    if not response.takes_answers:
        return redirect("sent")
    if response.is_amending and open_until(response, now=now) is None:
        return redirect("change")  # which says that it is too late
    if language := switched_to(request, response):
        return _in_language(request, language)
    form = Sending(request.POST if request.method == "POST" else None, answers={})
    if request.method == "POST" and form.is_valid():
        try:
            statement = str(Sending.base_fields["confirm"].label)
            submit(response, signed_as=form.cleaned_data["signed_as"], statement=statement, now=now)
            return redirect("sent")
        except (ResponseIncomplete, NothingChanged):
            pass  # the page lists what is missing, or says that nothing is different
    page = _check_page(response, form, now=now)
    return render(request, "intake/check.html", page, status=422 if form.is_bound else 200)


def put_back(request: PatientRequest, data: QueryDict) -> HttpResponse:
    """The last page as it was sent when no sitting was open. Nothing is sent to the clinic: the button is."""
    if not request.response.takes_answers:
        return redirect("sent")
    form = Sending(data, answers={})
    form.forget_errors()
    page = _check_page(request.response, form, now=timezone.now()) | {"is_back": True}
    return render(request, "intake/check.html", page)


def _in_language(request: PatientRequest, language: str) -> HttpResponse:
    """The same page with the typed name, in the language that was chosen on it. The box is ticked under its words."""
    read_in(request.response, language)
    with override(language):
        form = Sending(answers={"signed_as": request.POST.get("signed_as", "")})
        page = render(request, "intake/check.html", _check_page(request.response, form, now=timezone.now()))
    remember(page, language)
    return page


def _check_page(response: Response, form: Sending, *, now: datetime) -> dict[str, Any]:
    answers, so_far = response.answers(), progress_of(response)
    counting = asked_and_given(QUESTIONS, answers)
    removed = [key for key in QUESTIONS if key in answers and key not in counting]
    return visit_of(response) | {
        "form": form,
        "parts": parts(draw_up(answers, language=response.language), so_far=so_far),
        "changes": changes_of(response, now=now) if response.is_amending else [],
        "due": len(so_far.missing),
        "due_parts": _due(so_far),
        "removed": [in_words(QUESTIONS[key], answers[key]) for key in removed],
        "show_crisis": opens_card(counting, counting),
        "begins_at_crisis": not form.is_bound and follows_crisis_answer(response),
        "saved_at": clock(response, response.saved_at),
    }


def _due(so_far: Progress) -> list[dict[str, Any]]:
    """What must still be answered, by section: the way there, how much it is, and a few questions in their words."""
    few = len(so_far.missing) <= NAMED_AT_MOST
    found = []
    for slug in waiting(so_far):
        section = BY_SLUG[slug]
        keys = [key for key in so_far.missing if SECTION_OF[key] is section]
        found.append(
            {
                "title": section.title,
                "url": change_url(section, so_far, key=keys[0]),
                "number": len(keys),
                "questions": [QUESTIONS[key] for key in keys] if few else [],
            }
        )
    return found


@for_patient
@require_safe
def sent(request: PatientRequest) -> HttpResponse:
    """The reference, what happens next, and things to bring up at the visit."""
    frozen = request.response.newest_document
    if frozen is None:
        return redirect("sections")
    response = request.response
    context = visit_of(response) | {
        "reference": response.reference,
        "sent_at": response.clinic.local(frozen.frozen_at),
        "bring_up": bring_up(frozen.document),
        "copy_url": reverse("copy"),
        "is_changed": frozen.number > 1,
        "until": _local(response, open_until(response, now=timezone.now())),
        "show_crisis": False,
    }
    return render(request, "intake/sent.html", context)


def _local(response: Response, moment: datetime | None) -> datetime | None:
    return response.clinic.local(moment) if moment else None
