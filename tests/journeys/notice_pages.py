"""Tours of what staff see of safety notices: the contacts, the band and the warnings. Other pages: pages.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic.models import Clinic, Role
from clinic.outbox.models import Message
from clinic.safety_contacts import TIMES
from clinic.settings.change import log
from tests.journeys.staff import AtDesk
from tests.people import NOON, a_clinic, a_member, a_patient

if TYPE_CHECKING:
    from tests.journeys.pages import Opens, Tour

LONG = "Featherstonehaugh-Cholmondeley von und zu Hohenzollern-Sigmaringen"


def safety_contacts(opens: Opens) -> Tour:
    """Naming the contacts, and what everybody sees while one is missing."""
    lead = AtDesk(opens(), a_member(a_clinic("Cedar Clinic"), Role.LEAD, "Dr. M. Lin"))
    page = lead.page
    lead.signs_in()
    page.goto("/staff/safety-contacts/")
    yield "safety contacts", page
    page.get_by_label("Or somebody else’s name").first.fill("")
    page.get_by_label("Pager or messenger").first.fill("http://pager.example.org/")
    lead.presses("Save")
    yield "safety contacts with errors", page
    page.goto("/staff/safety-contacts/")
    lead.presses("Send a test")
    yield "safety contacts, a test on its way", page
    contacts = lead.person.clinic.safety_contacts
    Clinic.objects.filter(pk=lead.person.clinic.pk).update(closed_days=["2100-12-25"])
    log(lead.person.clinic, "digest_at", TIMES["digest_at"], before="09:00", after="08:00", by=lead.person, now=NOON)
    page.get_by_label("Daily message").fill("07:00")
    lead.presses("Save")
    yield "safety contacts, changed in the meantime", page
    contact = contacts.get(place=1)
    contact.webhook = {"address": "https://pager.example.org/a-part-that-is-secret", "secret": "s" * 43}
    contact.save()
    contacts.filter(place=2).delete()
    page.goto("/staff/safety-contacts/")
    yield "safety contacts, one missing, one with a pager", page
    page.goto("/desk/invite/")
    yield "nobody can be invited", page


def notices(opens: Opens) -> Tour:
    """A notice that does not get through, that is acknowledged, and that comes again."""
    clinic = a_clinic("Cedar Clinic")
    desk = AtDesk(opens(), a_member(clinic, Role.CLINICIAN, "Dr. A. Okafor"))
    page, patient = desk.page, a_patient(clinic, desk.person, name="Maria Delgado")
    patient.saves(callback_phone="555-0143", asq_5="yes")
    Message.objects.update(created_at=NOON.replace(year=2025))
    desk.signs_in()
    yield "worklist, a notice does not get through", page
    page.goto(f"/reviews/{patient.response.pk}/")
    yield "nobody has acknowledged", page
    desk.presses("I have seen it")
    yield "acknowledged", page
    page.goto("/reviews/")
    desk.presses("Take and open Maria Delgado")
    patient.saves(asq_3="yes")
    page.goto("/reviews/")
    yield "worklist, a later notice is not acknowledged", page
    for number in range(10):
        a_patient(clinic, desk.person, name=f"Patient {number} {LONG if number == 3 else ''}").saves(asq_3="yes")
    page.goto("/reviews/")
    yield "worklist, more open Safety items than its band holds", page


NOTICE_TOURS = (safety_contacts, notices)
