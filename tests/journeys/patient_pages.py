"""Every page of a patient, in every state worth looking at, as tours. What must be true of each: claims.py."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from clinic.models import Clinic, Role
from intake.invitations import stop_link
from intake.learning import LEAFLETS
from intake.models import Invitation
from intake.questionnaire import BY_SLUG
from tests.answers import complete_answers
from tests.journeys.answers import everything
from tests.journeys.pages import Opens, Tour, member
from tests.journeys.people import AtForm
from tests.journeys.staff import AtDesk
from tests.people import BORN, Patient, a_patient

if TYPE_CHECKING:
    from playwright.sync_api import Route

NO_SUCH_PAGE = "/no-such-page/"
WRONG_DATE = "1999-01-01"
# What the script does five minutes before the end; that it does, test_idle.py shows.
SOON = """() => {
  const region = document.getElementById("sitting");
  region.hidden = false;
  region.firstElementChild.textContent = region.dataset.soonWords;
}"""
# Every section is asked of someone with these reasons.
REASONS = {"reasons": ["depression", "fibromyalgia", "crps"]}


def before_the_sitting(opens: Opens, language: str = "en") -> Tour:
    """What anyone can open, and the patient's link until it opens."""
    patient, invited = _patient(opens, language)
    page = patient.page
    to_read = ("/learn/", "/learn/all/", "/learn/how-well-it-works/")
    for path in ("/", *to_read, "/form/help/", "/form/ended/", "/q/no-such-link/", NO_SUCH_PAGE):
        page.goto(path)
        yield path, page
    page.goto(patient.path)
    yield "date of birth", page
    patient.presses("Open my form")
    yield "date of birth with errors", page
    for _ in range(3):
        patient.opens_link(born=WRONG_DATE)
    yield "link paused", page
    stop_link(invited.response, by=invited.response.created_by, now=timezone.now())
    page.goto(patient.path)
    yield "link stopped", page
    Invitation.objects.update(stopped_at=None, expires_at=timezone.now())
    page.goto(patient.path)
    yield "link ended", page


def errors(opens: Opens, language: str = "en") -> Tour:
    """What says that something went wrong, drawn as the browser gets it; the server does not break for that."""
    page = opens()
    for name in ("400", "403", "403_csrf", "429", "500"):
        with override(language):
            drawn = render_to_string(f"{name}.html")
        page.route(f"**{NO_SUCH_PAGE}", partial(_answer, drawn))
        page.goto(NO_SUCH_PAGE)
        yield name, page


def _answer(drawn: str, route: Route) -> None:
    route.fulfill(body=drawn, content_type="text/html; charset=utf-8")


def leaflets(opens: Opens, language: str = "en") -> Tour:
    """What there is to read in the middle of a form, with the clinic's own rules beside it."""
    patient, invited = _patient(opens, language)
    rules = {"fasting_text": "Nothing to eat from midnight.", "driving_text": "Wait until noon."}
    Clinic.objects.filter(pk=invited.response.clinic.pk).update(**rules)
    page = patient.page
    patient.opens_link()
    for path in ("", "all/", *(f"{leaflet.slug}/" for leaflet in LEAFLETS)):
        page.goto(f"/learn/{path}?back=mood&from=check&waiting=pain")
        yield f"/learn/{path}, from the form", page


def sections_empty(opens: Opens, language: str = "en") -> Tour:
    """Each section without an answer, and sent on like that."""
    patient, invited = _patient(opens, language)
    page = patient.page
    patient.opens_link()
    yield "start", page
    invited.saves(**REASONS)
    patient.goes_home()
    yield "sections", page
    for slug in BY_SLUG:
        patient.goes_to(slug)
        if slug == "why-you-are-here":
            for code in REASONS["reasons"]:
                patient.option("reasons", code).uncheck()
        yield f"{slug}, empty", page
        patient.presses("Save and continue")
        yield f"{slug} with errors", page
        invited.saves(**REASONS)
    patient.goes_to_check()
    yield "check, something missing", page
    invited.saves(**complete_answers(**REASONS))
    patient.goes_to_check()
    invited.saves(phq9_9="1")  # in another tab
    patient.sends()
    yield "check, sent with something missing", page
    patient.goes_to_check()
    patient.changes("reasons")
    yield "a change from check", page
    invited.saves(**complete_answers(reasons=["other"]))
    patient.goes_to_check()
    patient.changes("phq9_9")
    patient.chooses(phq9_9="1", phq9_difficulty="somewhat")
    patient.presses("Save and continue")
    yield "questions that a change brought up", page
    invited.saves(**complete_answers(**REASONS))
    invited.saves(**complete_answers(reasons=["other"]))
    patient.goes_to_check()
    yield "check, answers that a change took out", page


def sections_answered(opens: Opens, language: str = "en") -> Tour:
    """Each section with an answer everywhere, and what comes after the last one."""
    patient, invited = _patient(opens, language)
    page = patient.page
    patient.opens_link()
    for slug, crisis in (("mood", {"phq9_9": "1"}), ("safety", {"asq_1": "yes"})):
        patient.goes_to(slug)
        patient.chooses(**crisis)
        yield f"{slug}, crisis card opened", page
    patient.presses("Save and read about ketamine")
    yield "to read, the crisis card first", page
    patient.follows("Get help now")
    yield "help, from the form", page
    invited.saves(**everything())
    for slug in BY_SLUG:
        patient.goes_to(slug)
        yield f"{slug}, answered", page
    patient.presses("Save and read about ketamine")
    yield "to read, from the form", page
    patient.goes_to_check()
    yield "check, everything answered", page
    patient.presses("Send to the clinic")
    yield "check with errors", page
    patient.goes_home()
    patient.presses("Save and finish later")
    yield "kept for later", page
    patient.opens_link()
    patient.goes_to_check()
    patient.sends()
    yield "sent", page
    page.goto("/form/copy/")
    yield "copy", page
    Invitation.objects.update(expires_at=timezone.now())
    page.goto(patient.path)
    yield "link ended after sending", page


def coming_back(opens: Opens, language: str = "en") -> Tour:
    """A page that is sent when the sitting has ended, and what two devices did."""
    patient, invited = _patient(opens, language)
    page = patient.page
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    page.evaluate(SOON)
    yield "the sitting is about to end", page
    patient.goes_to("why-you-are-here")
    patient.chooses(reasons=["depression"], main_goal="Dance again.")
    Session.objects.all().delete()
    patient.presses("Save and continue")
    yield "date of birth again", page
    patient.gives(WRONG_DATE, button="Go on")
    yield "date of birth again, with errors", page
    for _ in range(2):
        patient.gives(WRONG_DATE, button="Go on")
    yield "paused with a page in hand", page
    Invitation.objects.update(paused_until=None)
    patient.presses("Try again")
    patient.gives(BORN, button="Go on")
    yield "page put back", page
    other_device(invited)
    patient.presses("Save and continue")
    patient.chooses(told_by_professional=["none"])
    other_device(invited)
    patient.presses("Save and continue")
    yield "another device had saved", page
    patient.follows("See what you had saved there")
    yield "what the other device had saved", page


def other_device(invited: Patient) -> None:
    invited.saves(on_purpose=False, reasons=["depression"], main_goal="Walk far.")


def on_the_clinics_device(opens: Opens, language: str = "en") -> Tour:
    """A device that is handed over and handed back."""
    desk = AtDesk(opens(), member(Role.FRONT_DESK))
    Clinic.objects.filter(pk=desk.person.clinic.pk).update(offers_spanish=language == "es")
    invited = a_patient(desk.person.clinic, desk.person, language=language)
    patient = AtForm(desk.page, "", language)
    desk.signs_in()
    desk.page.goto(f"/desk/{invited.response.pk}/")
    desk.presses("Start on this device")
    yield "date of birth, on the clinic's device", desk.page
    patient.gives(BORN)
    patient.goes_home()
    yield "sections, on the clinic's device", desk.page
    patient.presses("Save and finish later")
    yield "handed back", desk.page
    invited.saves(**complete_answers())
    desk.signs_in()
    desk.page.goto(f"/desk/{invited.response.pk}/")
    desk.presses("Start on this device")
    patient.gives(BORN)
    patient.goes_to_check()
    patient.sends()
    yield "handed back after sending", desk.page


# The patient's side: seen in every language that there is.
PATIENT_TOURS = (
    before_the_sitting,
    errors,
    leaflets,
    sections_empty,
    sections_answered,
    coming_back,
    on_the_clinics_device,
)


def _patient(opens: Opens, language: str = "en") -> tuple[AtForm, Patient]:
    clerk = member(Role.FRONT_DESK)
    Clinic.objects.filter(pk=clerk.clinic.pk).update(offers_spanish=language == "es")
    invited = a_patient(clerk.clinic, clerk, language=language)
    return AtForm(opens(), f"/q/{invited.token}/", language), invited
