"""The rulebook on screen, with search; who approved it; and the numbers that the clinic has set for its rules."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, staff_only
from clinic.models import Clinic, Role
from clinic.settings.pages import change_page
from intake.questionnaire import VERSION
from screening.access import REVIEWS
from screening.face_sheet import FOOTER
from screening.flags import policy_of
from screening.rulebook_entries import Entry, entry
from screening.rulebook_preface import ALL_OTHERS, PRIORITIES, SAFETY_RUNS
from screening.rules import RULEBOOK_VERSION, RULES
from screening.upkeep.approvals import AnotherBook, approve_rules, digest_of_book, standing_approval
from screening.upkeep.forms import ApproveForm, NumbersForm, RaiseForm, SearchForm
from screening.upkeep.numbers import ADJUSTED, MAY_BE_RAISED, raise_to_urgent

UNFOLDED = 5  # so many rules are shown in full
ANOTHER_BOOK = "The rules were renewed while you read. Nothing was recorded: this is the book as it is now."


@staff_only(*REVIEWS)
@require_safe
def rulebook(request: StaffRequest) -> HttpResponse:
    """Every rule in plain English, or those in which all words looked for appear."""
    return _draw(request)


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: StaffRequest) -> HttpResponse:
    """Record that this lead approves the rules as they were shown."""
    if request.method != "POST":
        return redirect("rulebook")
    form = ApproveForm(request.POST)
    if not form.is_valid():
        problems = [str(text) for texts in form.errors.values() for text in texts]
        return _draw(request, problems=problems, status=422)
    try:
        approve_rules(request.user.clinic, digest=form.cleaned_data["digest"], by=request.user, now=timezone.now())
    except AnotherBook:
        return _draw(request, problems=[ANOTHER_BOOK], status=409)
    messages.success(request, f"Recorded: you approve rules {RULEBOOK_VERSION}.")
    return redirect("rulebook")


def _draw(request: StaffRequest, *, problems: list[str] | None = None, status: int = 200) -> HttpResponse:
    clinic = request.user.clinic
    search = SearchForm(request.GET)
    found = found_in(clinic, search.words)
    context = {
        "clinic": clinic,
        "search": search,
        "looked_for": " ".join(search.words),
        "chapters": [(topic, list(group)) for topic, group in groupby(found, key=lambda one: one.rule.topic)],
        "found": len(found),
        "total": len(RULES),
        "unfolded": len(found) <= UNFOLDED,
        "priorities": PRIORITIES.items(),
        "safety_runs": [*SAFETY_RUNS, ALL_OTHERS],
        "version": RULEBOOK_VERSION,
        "questionnaire": VERSION,
        "digest": digest_of_book(),
        "standing": standing_approval(clinic),
        "approvals": clinic.rules_approvals.select_related("by"),
        "adjusted": _adjusted(clinic),
        "problems": problems,
        "footer": FOOTER,
    }
    return render(request, "screening/rulebook.html", context, status=status)


def found_in(clinic: Clinic, words: list[str]) -> list[Entry]:
    """The entries that hold every word, under the clinic's numbers, in the order of topics."""
    policy = policy_of(clinic)
    with override("en"):
        entries = [entry(rule, policy) for rule in sorted(RULES, key=lambda rule: rule.topic.place)]
        return [one for one in entries if all(_begins_a_word(word, one.words.casefold()) for word in words)]


def _begins_a_word(word: str, text: str) -> bool:
    """Whether a word of the text begins so: “ride” finds rides, and no hydrochloride."""
    return re.search(rf"(?<![^\W_]){re.escape(word)}", text) is not None


def _adjusted(clinic: Clinic) -> list[dict[str, Any]]:
    """What this clinic has set differently from the published rules."""
    numbers = [(one.setting, one.setting.of(clinic)) for one in ADJUSTED]
    changed = [
        {"label": setting.label, "now": value, "published": setting.published}
        for setting, value in numbers
        if value != setting.published
    ]
    urgent = [rule for rule in MAY_BE_RAISED if rule.id in clinic.urgent_rules]
    return changed + [
        {"label": f"Priority of {rule.id}", "now": "urgent", "published": rule.priority.label.lower()}
        for rule in urgent
    ]


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: StaffRequest) -> HttpResponse:
    """The numbers that a clinic may set for its rules."""
    return change_page(
        request, NumbersForm, "screening/rule_numbers.html", done="rule-numbers", **_of_urgent(request.user.clinic)
    )


@staff_only(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def make_urgent(request: StaffRequest) -> HttpResponse:
    """Raise a Safety rule to urgent. There is no way back on screen."""
    if request.method != "POST":
        return redirect("rule-numbers")
    form, clinic = RaiseForm(request.POST), request.user.clinic
    if not form.is_valid():
        problems = [str(text) for texts in form.errors.values() for text in texts]
        context = {"form": NumbersForm(None, clinic=clinic), "clinic": clinic, "group": NumbersForm.group}
        return render(
            request, "screening/rule_numbers.html", context | _of_urgent(clinic) | {"problems": problems}, status=422
        )
    raise_to_urgent(clinic, form.chosen, by=request.user, now=timezone.now())
    messages.success(request, f"From now on, {form.chosen.id} is urgent here.")
    return redirect("rule-numbers")


def _of_urgent(clinic: Clinic) -> dict[str, Any]:
    return {"may_be_raised": [(rule, entry(rule), rule.id in clinic.urgent_rules) for rule in MAY_BE_RAISED]}
