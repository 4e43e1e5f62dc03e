"""Every page about a form, in every state worth looking at, as tours. What must be true of each: test_every_page.py.

A tour makes its own clinic and people and yields the name of a state with the page that is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from intake.invitations import stop_link
from intake.models import Invitation
from intake.questionnaire import BY_SLUG
from screening.cards import cards_of
from screening.handing_over import hand_over
from screening.presence import arrive
from screening.reviews import dispose, see_notes
from screening.rule import Topic
from screening.unrecorded import keep
from tests.answers import complete_answers
from tests.journeys.answers import everything
from tests.journeys.people import AtForm
from tests.journeys.staff import AtDesk, Reviewing
from tests.people import BORN, Patient, a_clinic, a_member, a_patient

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[[], "Page"]
Tour = Iterator[tuple[str, "Page"]]
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
    patient.changes("reasons")
    patient.option("reasons", "crps").check()
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


def on_the_clinics_device(opens: Opens) -> Tour:
    """A device that is handed over and handed back."""
    desk = AtDesk(opens(), _member(Role.FRONT_DESK))
    invited = a_patient(desk.person.clinic, desk.person)
    patient = AtForm(desk.page, "")
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


def front_desk(opens: Opens) -> Tour:
    """Inviting, and what the front desk sees of a form."""
    desk = AtDesk(opens(), _member(Role.FRONT_DESK))
    page = desk.page
    desk.signs_in()
    yield "desk, nobody invited", page
    page.goto("/desk/invite/")
    yield "invite", page
    desk.presses("Make the link")
    yield "invite with errors", page
    desk.invites("Jordan Rivera", born="1974-03-09")
    yield "link", page
    desk.follows("Done: I have copied or printed it")
    yield "one form at the desk", page
    desk.follows("Stop the link")
    yield "stop the link", page
    desk.follows("Keep it")
    desk.follows("Change the consult")
    yield "consult", page
    page.get_by_label("Consult").fill("2001-01-01T10:00")
    desk.presses("Change the consult")
    yield "consult with errors", page
    page.get_by_label("Consult").fill("2031-12-08T10:30")
    desk.presses("Change the consult")
    yield "one form at the desk, consult changed", page
    desk.follows("Note who takes the patient home")
    yield "companion", page
    page.get_by_label("Name").fill("Maximiliano José Ñandú de la Vega-Montgomery y Castellanos")
    desk.presses("Save")
    yield "one form at the desk, companion noted", page
    page.goto("/desk/")
    yield "desk", page
    page.goto("/reviews/")
    yield "refused", page


def worklist(opens: Opens) -> Tour:
    """The worklist with nobody, one and many, and forms that are not sent or match no rule."""
    reviewing = Reviewing(opens(), _member(Role.CLINICIAN))
    page, person = reviewing.page, reviewing.person
    reviewing.signs_in()
    yield "worklist, nobody", page
    a_patient(person.clinic, person, name="Peter Ahn").saves(callback_phone="555-0143", asq_1="yes")
    page.goto("/reviews/?tab=waiting")
    yield "worklist, one waiting, Safety open", page
    reviewing.opens("Peter Ahn")
    yield "form not sent, Safety open", page
    page.goto("/reviews/safety/")
    yield "every open Safety item", page
    for number in range(26):
        a_patient(person.clinic, person, name=f"Patient {number}")
    page.goto("/reviews/?tab=waiting")
    yield "worklist of two pages", page
    page.goto("/reviews/?tab=waiting&day=2001-02-03&has=nobody")
    yield "worklist, narrowed to nothing", page
    page.goto("/reviews/?tab=waiting&day=soon")
    yield "worklist, narrowed by no day", page
    page.goto("/reviews/find/")
    yield "find, nothing looked for", page
    reviewing.presses("Find")
    yield "find with errors", page
    reviewing.finds("Whit")
    yield "find, nobody", page
    reviewing.finds("Patient")
    yield "find, many", page
    page.goto("/reviews/?tab=waiting")
    reviewing.opens("Patient 0")
    yield "form not opened", page
    a_patient(person.clinic, person, name="Lena Park").sends()
    page.goto("/reviews/")
    yield "worklist, one to review", page
    reviewing.opens("Lena Park")
    yield "face sheet without cards", page


def face_sheet(opens: Opens) -> Tour:
    """A response with every kind of card, from open to signed."""
    reviewing = Reviewing(opens(), _member(Role.CLINICIAN))
    page, person = reviewing.page, reviewing.person
    sent = a_patient(person.clinic, person)
    sent.saves(**complete_answers(asq_2="yes", asq_5="no"))
    sent.sends(**everything())
    reviewing.signs_in()
    yield "worklist, Safety open", page
    reviewing.opens("Jordan Rivera")
    reviewing.unfolds_everything()
    yield "face sheet, cards open", page
    reviewing.card("Safety").records("Reached the patient")
    yield "face sheet with errors", page
    _record_everything(sent, person)
    page.goto(page.url.split("/cards/")[0])
    reviewing.unfolds_everything()
    yield "face sheet, cards closed", page
    page.goto("/reviews/?tab=in-review")
    yield "worklist, in review", page
    reviewing.opens("Jordan Rivera")
    reviewing.signs_off()
    yield "face sheet, signed", page
    for paper in ("face-sheet", "full-answers"):
        page.goto(f"/reviews/{sent.response.pk}/out/{paper}/")
        yield f"{paper} to print", page
    page.goto(f"/reviews/{sent.response.pk}/out/face-sheet/text/")
    yield "face sheet as text", page
    page.goto("/reviews/?tab=signed")
    yield "worklist, signed", page
    page.goto(f"/desk/{sent.response.pk}/consult/")
    yield "consult of a signed review", page


def at_work(opens: Opens) -> Tour:
    """What a clinician does beside the cards: hands over, confirms an answer, leaves something unrecorded."""
    reviewing = Reviewing(opens(), _member(Role.CLINICIAN))
    page, person = reviewing.page, reviewing.person
    colleague = a_member(person.clinic, Role.LEAD, "Dr. Wilhelmina Featherstonehaugh-Montgomery")
    a_patient(person.clinic, person, name="Jordan R. Sole").sends(**everything())
    response = a_patient(person.clinic, person).sends(**everything())
    arrive(response, by=colleague, now=timezone.now())
    handed = a_patient(person.clinic, person, name="Maximiliano José Ñandú de la Vega-Montgomery y Castellanos").sends()
    hand_over(handed, person, note="Ask about sleep.", by=colleague, now=timezone.now())
    reviewing.signs_in()
    yield "worklist, handed over, a colleague in a record", page
    reviewing.opens("Jordan Rivera")
    page.get_by_text("Hand over to a colleague").click()
    reviewing.presses("Hand over")
    yield "face sheet, hand-over with errors", page
    page.get_by_label("To", exact=True).select_option(label=colleague.name)
    page.get_by_label("What they should know").fill("Call back at 3.")
    reviewing.presses("Hand over")
    yield "face sheet, handed over, a colleague has it open", page
    page.locator(".confirm a").nth(9).click()
    yield "confirm an answer", page
    reviewing.presses("Record")
    yield "confirm an answer with errors", page
    page.get_by_label("What the patient said").fill("Not since spring.")
    reviewing.presses("Record")
    keep(response, "answer-3", {"said": "Half a sen"}, by=person, now=timezone.now())
    keep(response, f"card-{Topic.GETTING_HOME.place}", {"note": "Half a sen"}, by=person, now=timezone.now())
    page.reload()
    reviewing.unfolds_everything()
    yield "face sheet, something confirmed and something not recorded", page


# The patient's side: seen in every language that there is.
PATIENT_TOURS = (before_the_sitting, sections_empty, sections_answered, coming_back)
FORM_TOURS = (
    before_the_sitting,
    sections_empty,
    sections_answered,
    coming_back,
    on_the_clinics_device,
    front_desk,
    worklist,
    face_sheet,
    at_work,
)


def _member(role: Role) -> Staff:
    """Somebody of a clinic of their own."""
    return a_member(a_clinic("Cedar Clinic"), role, f"Dr. {role.label} {Staff.objects.count()}")


def _patient(opens: Opens, language: str = "en") -> tuple[AtForm, Patient]:
    clerk = _member(Role.FRONT_DESK)
    Clinic.objects.filter(pk=clerk.clinic.pk).update(offers_spanish=language == "es")
    invited = a_patient(clerk.clinic, clerk, language=language)
    return AtForm(opens(), f"/q/{invited.token}/", language), invited


def _record_everything(sent: Patient, by: Staff) -> None:
    """A disposition for each card, without a page."""
    now = timezone.now()
    for card in [card for card in cards_of(sent.response) if not card.is_note]:
        kind, record = "follow_up", {"who": "Robin Hale", "when": "Monday", "note": "Ask again."}
        if card.is_safety:
            kind, record = "reached", {"note": "Called.", "agreed": "Sister stays tonight."}
        flags = [flag.pk for flag in card.flags]
        dispose(
            sent.response,
            card.topic,
            kind=kind,
            record=record,
            seen_flags=flags,
            seen_last=card.last_id,
            by=by,
            now=now,
        )
    notes = [flag.pk for card in cards_of(sent.response) if card.is_note for flag in card.flags]
    see_notes(sent.response, seen_flags=notes, by=by, now=now)
