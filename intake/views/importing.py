"""The front desk invites the patients of a list: upload, look at what would be done, confirm.

What is done with each line is decided in importing.py. One patient at a time: desk.py. The cards: cards.py.
"""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, staff_only
from intake.consult_lists import COLUMNS, MOST_ROWS, NotAList, decoded
from intake.forms import UploadList
from intake.importing import (
    LASTS,
    ListChanged,
    ListInvited,
    dry_run,
    example,
    invite_all,
    new_list_id,
    seal,
    unseal,
)
from intake.link_cards import card_of
from intake.views.cards import show_cards
from intake.views.desk import INVITES
from intake.views.no_contacts import contacts_needed

GONE = "This list was uploaded more than an hour ago, or by somebody else. Upload it again."
CHANGED = "Nobody was invited: something has changed since you uploaded the list. Look at it again."


@staff_only(*INVITES)
@sensitive_post_parameters()
@sensitive_variables("text")
@require_http_methods(["GET", "HEAD", "POST"])
@contacts_needed
def upload(request: StaffRequest) -> HttpResponse:
    """Take a list, and show what would be done with each line. Nobody is invited here."""
    if request.method != "POST":
        return _ask(request, UploadList())
    form = UploadList(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=422)
    try:
        text, is_guessed = decoded(form.cleaned_data["file"].read())
        return _preview(request, text, list_id=new_list_id(), is_guessed=is_guessed)
    except NotAList as fault:
        form.add_error("file", str(fault))
        return _ask(request, form, status=422)


upload.takes_a_file = True  # type: ignore[attr-defined]


def _ask(request: StaffRequest, form: UploadList, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "clinic": request.user.clinic, "columns": COLUMNS, "most": MOST_ROWS}
    return render(request, "intake/desk/list.html", context, status=status)


@sensitive_variables("text")
def _preview(request: StaffRequest, text: str, *, list_id: UUID, **told: Any) -> HttpResponse:
    """What would be done, with the list sealed for confirming. Raises NotAList."""
    clinic, by, now = request.user.clinic, request.user, timezone.now()
    plan = dry_run(clinic, text, list_id=list_id, by=by, now=now)
    sealed = seal(text, plan, list_id=list_id, by=by, now=now)
    context = {"plan": plan, "clinic": clinic, "sealed": sealed, "minutes": LASTS.seconds // 60, **told}
    return render(request, "intake/desk/list_preview.html", context)


@staff_only(*INVITES)
@sensitive_post_parameters()
@sensitive_variables("held", "made")
@require_http_methods(["GET", "HEAD", "POST"])
@contacts_needed
def confirm(request: StaffRequest) -> HttpResponse:
    """Invite everybody who was to be invited, all or nobody, and show the cards, once."""
    if request.method != "POST":
        return redirect("invite-list")
    clinic, now = request.user.clinic, timezone.now()
    held = unseal(request.POST.get("sealed", ""), by=request.user, now=now)
    if held is None or not held["lines"]:
        form = UploadList()
        form.errors["file"] = form.error_class([GONE])
        return _ask(request, form, status=422)
    try:
        made = invite_all(clinic, held, by=request.user, now=now)
    except ListInvited as known:
        return show_cards(request, known.responses, [])
    except ListChanged:
        return _preview(request, held["text"], list_id=UUID(held["id"]), meanwhile=CHANGED)
    return show_cards(request, [response for response, _token in made], [card_of(*one) for one in made])


@staff_only(*INVITES)
@require_safe
def example_file(request: StaffRequest) -> HttpResponse:
    """A list as it should be, with made-up patients. It begins with a mark by which Excel knows UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows(example(request.user.clinic, now=timezone.now()))
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="consults-example.csv"'
    return answer
