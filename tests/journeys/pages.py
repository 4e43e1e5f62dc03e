"""What staff see of forms, in every state worth looking at, as tours. What must be true of each: claims.py.

What patients see: patient_pages.py.

A tour makes its own clinic and people and yields the name of a state with the page that is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils import timezone

from clinic.models import Role, Staff
from intake.models import Response
from screening.cards import cards_of
from screening.handing_over import hand_over
from screening.presence import arrive
from screening.reviews import dispose, see_notes
from screening.rule import Topic
from screening.unrecorded import keep
from tests.answers import complete_answers
from tests.journeys.answers import everything
from tests.journeys.staff import AtDesk, Reviewing
from tests.people import Patient, a_clinic, a_member, a_patient

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[[], "Page"]
Tour = Iterator[tuple[str, "Page"]]
# A second press of the button that confirms a list: the page that it stood on is kept nowhere to go back to.
CONFIRM_AGAIN = """sealed => {
  const form = document.querySelector("form[action='/staff/sign-out/']");
  form.action = "/desk/list/invite/";
  form.append(Object.assign(document.createElement("input"), { name: "sealed", value: sealed }));
  form.submit();
}"""


def front_desk(opens: Opens) -> Tour:
    """Inviting, what the front desk sees and changes of a form, finding it, and a list."""
    desk = AtDesk(opens(), member(Role.FRONT_DESK))
    page = desk.page
    desk.signs_in()
    yield "desk, nobody invited", page
    yield from _inviting(desk)
    yield from _changing_one(desk)
    page.goto("/desk/")
    yield "desk", page
    desk.presses("Find")
    yield "find at the desk, with errors", page
    for words in ("Whitfield", "Rivera"):
        page.get_by_label("Name, date of birth or record number").fill(words)
        desk.presses("Find")
        yield f"find at the desk, {words}", page
    yield from _list(desk)
    page.goto("/reviews/")
    yield "refused", page


def _inviting(desk: AtDesk) -> Tour:
    """Inviting one patient, and the same one again."""
    page = desk.page
    page.goto("/desk/invite/")
    yield "invite", page
    desk.presses("Make the link")
    yield "invite with errors", page
    desk.invites("Jordan Rivera", born="1974-03-09")
    yield "link", page
    desk.follows("Done: I have copied or printed it")
    yield "one form at the desk", page
    desk.follows("Invite a patient")
    page.get_by_label("Patient’s name").fill("Jordan Rivera")
    page.get_by_label("Date of birth").fill("1974-03-09")
    desk.presses("Make the link")
    yield "invite, asked about first", page


def _changing_one(desk: AtDesk) -> Tour:
    """The link, the consult, the address and the companion of one patient."""
    page = desk.page
    page.goto("/desk/?consult=not-sent")
    desk.follows("Jordan Rivera")
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
    desk.follows("Change how to reach the patient")
    yield "contact", page
    page.get_by_label("Mail address").fill("nothing")
    desk.presses("Save")
    yield "contact with errors", page
    page.get_by_label("Mail address").fill("")
    desk.presses("Save")
    desk.follows("Note who takes the patient home")
    yield "companion", page
    page.get_by_label("Name").fill("Maximiliano José Ñandú de la Vega-Montgomery y Castellanos")
    desk.presses("Save")
    yield "one form at the desk, companion noted", page


def _list(desk: AtDesk) -> Tour:
    """A list with lines that can be used, that cannot and that are left out; and one of which nothing is left."""
    page, columns = desk.page, "Name,Date of birth,Record number,Consult date,Consult time,Send by mail,Room"
    good = "Sam Whitfield,1997-11-30,0017,2031-12-08,10:30,,4"
    page.goto("/desk/list/")
    yield "list", page
    desk.presses("Look at the list")
    yield "list with errors", page
    desk.uploads(f"{columns}\n{good}\n{good}\n,3/9/74,,,,perhaps,")
    yield "list, before it is confirmed", page
    sealed = page.locator("[name=sealed]").input_value()
    desk.presses("Invite this patient")
    yield "list, confirmed, with cards", page
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.evaluate(CONFIRM_AGAIN, sealed)
    yield "list, confirmed twice", page
    desk.uploads(f"{columns}\n{good}")
    yield "list, nobody left to invite", page
    page.goto("/desk/cards/")
    yield "cards", page
    for name in ("Jordan Rivera", "Sam Whitfield"):
        page.get_by_label(name).uncheck()
    desk.presses("Make the cards")
    yield "cards with errors", page
    Response.objects.update(consult_at=timezone.now())
    page.goto("/desk/cards/")
    yield "cards, for nobody", page


def worklist(opens: Opens) -> Tour:
    """The worklist with nobody, one and many, and forms that are not sent or match no rule."""
    reviewing = Reviewing(opens(), member(Role.CLINICIAN))
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
    reviewing = Reviewing(opens(), member(Role.CLINICIAN))
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
    for box in page.locator("article [value=not_relevant]").all()[:2]:
        box.check()
    reviewing.presses("Record every card marked above")
    yield "face sheet with errors on two cards", page
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
    reviewing = Reviewing(opens(), member(Role.CLINICIAN))
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


FORM_TOURS = (front_desk, worklist, face_sheet, at_work)


def member(role: Role) -> Staff:
    """Somebody of a clinic of their own."""
    return a_member(a_clinic("Cedar Clinic"), role, f"Dr. {role.label} {Staff.objects.count()}")


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
