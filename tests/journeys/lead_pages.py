"""Tours of the pages of the lead and of a clinic's own settings. What must be true of each: claims.py."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from clinic.settings.change import change_settings
from clinic.settings.known import TEXTS
from intake.models import Response
from intake.questionnaire import SECTION_OF
from screening.cards import cards_of
from screening.reviews import dispose
from screening.rule import Topic
from tests.journeys.answers import everything
from tests.journeys.staff import AtDesk, Reviewing
from tests.people import a_clinic, a_crisis_line, a_member, a_patient

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.pages import Opens, Tour

LONG = "Wilhelmina Featherstonehaugh-Oyelaran-Papadopoulos of the county’s mobile crisis and outreach team"


def settings_of_the_administrator(opens: Opens) -> Tour:
    """The clinic as it is set, with nothing changed yet, and what an administrator changes."""
    at_desk = AtDesk(opens(), _member(Role.ADMINISTRATOR))
    page = at_desk.page
    at_desk.signs_in()
    yield "settings, nothing changed", page
    page.goto("/staff/clinic/changes/")
    yield "changed settings, none", page
    page.goto("/staff/clinic/about/")
    yield "settings about the clinic", page
    page.get_by_label("Phone", exact=True).fill("")
    at_desk.presses("Save")
    yield "settings about the clinic with errors", page
    page.goto("/staff/clinic/lifetimes/")
    yield "settings of lifetimes", page
    page.get_by_label("Days that a link").fill("0")
    at_desk.presses("Save")
    yield "settings of lifetimes with errors", page


def settings_of_the_lead(opens: Opens) -> Tour:
    """What a lead changes, somebody else's change in between, and crisis lines with long names."""
    at_desk = AtDesk(opens(), _member(Role.LEAD))
    page, clinic = at_desk.page, at_desk.person.clinic
    at_desk.signs_in()
    page.goto("/staff/clinic/texts/")
    yield "settings of texts", page
    other = a_member(clinic, Role.LEAD, LONG)
    change_settings(clinic, {TEXTS.settings[1]: f"{LONG}. " * 4}, seen=0, by=other, now=timezone.now())
    page.get_by_label("Eating and drinking").fill("Nothing after midnight.")
    at_desk.presses("Save")
    yield "settings of texts, changed in the meantime", page
    at_desk.presses("Save")
    page.goto("/staff/clinic/changes/")
    yield "changed settings", page
    page.goto("/staff/clinic/spanish/")
    yield "settings of Spanish", page
    page.get_by_label("Patients may read and answer in Spanish").check()
    at_desk.presses("Save")
    yield "settings of Spanish with errors", page
    page.goto("/staff/clinic/crisis-lines/new/")
    yield "new crisis line", page
    at_desk.presses("Add it")
    yield "new crisis line with errors", page
    line = a_crisis_line(clinic, owner=other, review_in=-3, name=LONG)
    for number in range(3):
        a_crisis_line(clinic, owner=at_desk.person, name=f"Line {number}")
    Clinic.objects.filter(pk=clinic.pk).update(offers_spanish=True)
    page.goto("/staff/clinic/")
    yield "settings with crisis lines, one of them due, and English that has no Spanish", page
    page.goto(f"/staff/clinic/crisis-lines/{line.pk}/")
    yield "a crisis line", page


def rules_of_a_clinic(opens: Opens) -> Tour:
    """The rulebook with every rule, a few and none; approving it; its numbers."""
    at_desk = AtDesk(opens(), _member(Role.LEAD))
    page = at_desk.page
    at_desk.signs_in()
    page.goto("/rules/")
    yield "rulebook, not approved", page
    at_desk.presses("Record my approval")
    yield "rulebook, approval with errors", page
    page.get_by_label("I have read these rules").check()
    at_desk.presses("Record my approval")
    page.goto("/rules/?q=dissoc+scary")
    yield "rulebook, a rule found", page
    page.goto("/rules/?q=zebra")
    yield "rulebook, no rule found", page
    page.goto("/rules/numbers/")
    yield "numbers of rules", page
    page.get_by_label("PEG score").fill("11")
    at_desk.presses("Save")
    yield "numbers of rules with errors", page
    page.get_by_label("PEG score").fill("5")
    at_desk.presses("Save")
    at_desk.presses("Make it urgent")
    yield "raising a rule with errors", page
    page.get_by_label("SAFE-01 is to be urgent").check()
    at_desk.presses("Make it urgent")
    yield "numbers of rules, one raised", page
    page.goto("/rules/")
    yield "rulebook, numbers changed since it was approved", page


def try_answers(opens: Opens) -> Tour:
    """Made-up answers: none yet, cards with every priority, no card, and what cannot be."""
    at_desk = AtDesk(opens(), _member(Role.CLINICIAN))
    page = at_desk.page
    at_desk.signs_in()
    page.goto("/rules/try/")
    yield "try answers", page
    _runs(page)
    yield "try answers, no rule matched", page
    page.locator(f"#{SECTION_OF['told_by_professional'].slug} > summary").click()
    for code in ("bipolar", "none"):
        page.locator(f"#told_by_professional [value={code}]").check()
    _runs(page)
    yield "try answers with errors", page
    page.goto("/rules/try/")
    page.get_by_text("As JSON").click()
    page.get_by_label("Answers by key").fill(json.dumps(everything(phq9_9="2", asq_1="yes")))
    at_desk.presses("Run the rules on this JSON")
    yield "try answers, many cards", page
    page.goto("/rules/try/")
    page.get_by_text("As JSON").click()
    page.get_by_label("Answers by key").fill('{"zebra": 1}')
    at_desk.presses("Run the rules on this JSON")
    yield "try answers as JSON with errors", page


def figures(opens: Opens) -> Tour:
    """How the rules do, with nothing sent, one form and a few; and the tap on a card."""
    reviewing = Reviewing(opens(), _member(Role.LEAD))
    page, person = reviewing.page, reviewing.person
    reviewing.signs_in()
    page.goto("/rules/figures/")
    yield "figures, nothing sent", page
    sent = a_patient(person.clinic, person).sends(motion_sick="often")
    page.goto("/rules/figures/")
    yield "figures, one form", page
    for number in range(20):
        response = a_patient(person.clinic, person, name=f"Patient {number}").sends(**everything())
        if number < 5:
            _finds_not_relevant(response, Topic.NAUSEA, by=person)
    a_patient(person.clinic, person, name="Peter Ahn").saves(callback_phone="555-0143", asq_1="yes")
    page.goto("/rules/figures/?last=300")
    yield "figures, many forms", page
    page.goto(f"/reviews/{sent.pk}/")
    reviewing.card("Nausea").talked_about("Went over this together.")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(".useful [value=yes]").click()
    yield "a card that was useful", page


def _finds_not_relevant(response: Response, topic: Topic, *, by: Staff) -> None:
    """Marks the card of this topic so, without a page."""
    (card,) = [card for card in cards_of(response) if card.topic is topic]
    seen = {"seen_flags": [flag.pk for flag in card.flags], "seen_last": card.last_id}
    record = {"note": "Never sick in a car."}
    dispose(response, topic, kind="not_relevant", record=record, **seen, by=by, now=timezone.now())


LEAD_TOURS = (figures, try_answers, settings_of_the_administrator, settings_of_the_lead, rules_of_a_clinic)


def _member(role: Role) -> Staff:
    """Somebody of a clinic of their own."""
    return a_member(a_clinic("Cedar Clinic"), role, f"{role.label} Number {Staff.objects.count()}")


def _runs(page: Page) -> None:
    """Presses the first of the two buttons that run the rules."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(".try [value=page]").first.click()
