"""The front desk prints cards for several patients at once, who were invited before. The card itself: link_cards.py."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, staff_only
from clinic.models import Clinic
from intake.consult_lists import MOST_ROWS
from intake.invitations import renew_links
from intake.link_cards import LinkCard, card_of
from intake.models import Response, ResponseQuerySet
from intake.posted import ids_of
from intake.views.desk import INVITES
from intake.views.no_contacts import contacts_needed

DAYS_SHOWN = 10


@staff_only(*INVITES)
@sensitive_variables("made")
@require_http_methods(["GET", "HEAD", "POST"])
@contacts_needed
def cards(request: StaffRequest) -> HttpResponse:
    """Ask whose cards are wanted; then make a new link for each, stop the old ones, and show the cards, once."""
    if request.method != "POST":
        return _ask(request)
    known = Response.objects.for_clinic(request.user.clinic).with_people().by_consult()
    chosen = known.filter(pk__in=ids_of(request.POST.getlist("response"), most=MOST_ROWS))
    made = [card_of(*one) for one in renew_links(chosen, by=request.user, now=timezone.now())]
    if not made:
        return _ask(request, problems=["Tick whoever needs a card."], status=422)
    return show_cards(request, [card.response for card in made], made)


def show_cards(request: StaffRequest, responses: list[Response], cards: list[LinkCard]) -> HttpResponse:
    """The page with these cards; without any, it says that the responses were made before."""
    context = {"responses": responses, "cards": cards, "clinic": request.user.clinic}
    return render(request, "intake/desk/list_invited.html", context)


def _ask(request: StaffRequest, *, problems: list[str] | None = None, status: int = 200) -> HttpResponse:
    """Who has a consult ahead and has not sent the form, day by day."""
    clinic, now = request.user.clinic, timezone.now()
    waiting = Response.objects.for_clinic(clinic).in_progress().filter(consult_at__gt=now)
    times = waiting.order_by("consult_at").values_list("consult_at", flat=True)
    days = Counter(clinic.local(at).date() for at in times if at)
    chosen = _day(request.GET.get("day", ""), days, today=clinic.local(now).date())
    context = {
        "clinic": clinic,
        "days": [{"day": day, "count": count} for day, count in list(days.items())[:DAYS_SHOWN]],
        "chosen": chosen,
        "responses": _of_day(waiting, chosen, clinic) if chosen else [],
        "problems": problems,
    }
    return render(request, "intake/desk/cards.html", context, status=status)


def _day(asked: str, days: Counter[date], *, today: date) -> date | None:
    """The day that was asked for, or else the next one after today, or else the first there is."""
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    if day in days:
        return day
    return next((one for one in days if one > today), next(iter(days), None))


def _of_day(waiting: ResponseQuerySet, day: date, clinic: Clinic) -> list[Response]:
    begins = datetime.combine(day, time.min, tzinfo=clinic.zone)
    ends = datetime.combine(day + timedelta(days=1), time.min, tzinfo=clinic.zone)
    return list(waiting.filter(consult_at__gte=begins, consult_at__lt=ends).with_people().by_consult()[:MOST_ROWS])
