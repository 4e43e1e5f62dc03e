"""Taking a review out: print, PDF and text of the face sheet and of the full answers. Each is in the audit trail."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, staff_only
from clinic.audit import Action, record
from intake.models import FrozenDocument, Response
from intake.paper.pdf import pdf
from intake.paper.text import as_text
from screening.access import REVIEWS, reviewable
from screening.cards import newest_document
from screening.papers import PAPERS, Paper


@staff_only(*REVIEWS)
@require_safe
def paper(request: StaffRequest, response_id: UUID, paper: str) -> HttpResponse:
    """The page to print, with the ways to the PDF and to the text."""
    response, frozen = _sent(request, response_id)
    if frozen is None:
        return redirect("review", response_id)
    kind = _known(paper)
    context = {"clinic": response.clinic, "response": response, "paper": kind, "papers": PAPERS.values()}
    context["sheet"] = kind.sheet(response, frozen)
    _write_down(request, response, kind, form="print")
    return render(request, "screening/paper.html", context)


@staff_only(*REVIEWS)
@require_safe
def paper_pdf(request: StaffRequest, response_id: UUID, paper: str) -> HttpResponse:
    """The PDF. Neither its name nor its title says whose it is."""
    response, frozen = _sent(request, response_id)
    if frozen is None:
        return redirect("review", response_id)
    kind = _known(paper)
    made = pdf(kind.sheet(response, frozen), made_at=frozen.frozen_at)
    _write_down(request, response, kind, form="pdf")
    headers = {"Content-Disposition": f'attachment; filename="{kind.code}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@staff_only(*REVIEWS)
@require_safe
def paper_text(request: StaffRequest, response_id: UUID, paper: str) -> HttpResponse:
    """The text, to be copied into the chart."""
    response, frozen = _sent(request, response_id)
    if frozen is None:
        return redirect("review", response_id)
    kind = _known(paper)
    context = {"clinic": response.clinic, "response": response, "paper": kind}
    context["text"] = as_text(kind.sheet(response, frozen))
    _write_down(request, response, kind, form="text")
    return render(request, "screening/paper_text.html", context)


def _sent(request: StaffRequest, response_id: UUID) -> tuple[Response, FrozenDocument | None]:
    response = reviewable(request.user, response_id)
    return response, newest_document(response)


def _known(code: str) -> Paper:
    if code not in PAPERS:
        raise Http404
    return PAPERS[code]


def _write_down(request: StaffRequest, response: Response, kind: Paper, *, form: str) -> None:
    now, by = timezone.now(), request.user
    record(Action.EXPORTED, clinic=response.clinic, by=by, now=now, subject=response, paper=kind.code, form=form)
