"""Confirm with the patient: the page on which a clinician writes what the patient said in the room about one answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from intake.answers import SAFETY_KEYS
from intake.document import NOT_ASKED
from intake.models import FrozenDocument, Response
from screening.access import REVIEWS, reviewable
from screening.cards import newest_document
from screening.confirming import AnswersChanged, NoSuchAnswer, confirm, confirmations_of
from screening.face_sheet import FOOTER, full_line
from screening.forms import SaidForm
from screening.presence import arrive
from screening.reviews import AlreadySigned
from screening.unrecorded import forget, kept, proof
from screening.views.keeping import keeps_words
from screening.views.review_page import signed_by

SIGNED = "This review is signed off. Nothing more can be recorded on it. What you wrote is still below, to copy."
CHANGED = (
    "The patient sent changed answers while you had this open. Nothing of yours was recorded. Read the answer as it is "
    "now. What you wrote is still below."
)


@sensitive_post_parameters()
@keeps_words
@staff_only(*REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_answer(request: StaffRequest, response_id: UUID, place: int) -> HttpResponse:
    """One answer, and what the patient said about it; ``place`` is where it stands in the document, from 0."""
    response = reviewable(request.user, response_id)
    frozen, key = _asked(response, place)
    if request.method != "POST":
        return _draw(request, response, frozen, place, SaidForm(initial=_as_left(request, response, frozen, place)))
    form = SaidForm(request.POST)
    if not form.is_valid():
        return _draw(request, response, frozen, place, form, status=422)
    given, now = form.cleaned_data, timezone.now()
    try:
        confirm(response, key, said=given["said"], seen_document=given["seen_document"], by=request.user, now=now)
    except AlreadySigned:
        return _draw(request, response, frozen, place, form, problem=SIGNED, status=409)
    except (AnswersChanged, NoSuchAnswer):
        return _draw(request, response, frozen, place, form, problem=CHANGED, status=409)
    forget(response, f"answer-{place}", by=request.user, now=now)
    return redirect(f"{reverse('review', args=[response_id])}#answer-{place}")


def _asked(response: Response, place: int) -> tuple[FrozenDocument, str]:
    """The newest document and the key of the answer there. Raises Http404 for an unsent form and for no answer."""
    frozen = newest_document(response)
    keys = list(frozen.document.items) if frozen else []
    if frozen is None or place >= len(keys) or frozen.document.items[keys[place]]["status"] == NOT_ASKED:
        raise Http404
    return frozen, keys[place]


def _as_left(request: StaffRequest, response: Response, frozen: FrozenDocument, place: int) -> dict[str, Any]:
    words = kept(response, by=request.user).get(f"answer-{place}", {})
    return {"said": words.get("said", ""), "seen_document": frozen.pk}


def _draw(
    request: StaffRequest,
    response: Response,
    frozen: FrozenDocument,
    place: int,
    form: SaidForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    key = list(frozen.document.items)[place]
    arrive(response, by=request.user, now=timezone.now())
    context = {
        "response": response,
        "clinic": response.clinic,
        "frozen": frozen,
        "item": full_line(frozen.document, key),
        "is_safety": key in SAFETY_KEYS,
        "place": place,
        "form": form,
        "problem": problem,
        "said": confirmations_of(frozen).get(key, []),
        "signed": signed_by(response),
        "proof": proof(response, by=request.user),
        "footer": FOOTER,
    }
    return render(request, "screening/confirm.html", context, status=status)
