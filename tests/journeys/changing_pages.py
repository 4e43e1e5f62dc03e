"""The pages of changing what was sent, on both sides, as tours. What must be true of each: claims.py."""

from __future__ import annotations

from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from intake.amendments import begin_changes
from intake.models import Response
from intake.responses import submit
from tests.answers import complete_answers
from tests.journeys.answers import everything
from tests.journeys.pages import Opens, Tour
from tests.journeys.patient_pages import REASONS
from tests.journeys.people import AtForm
from tests.journeys.staff import Reviewing
from tests.people import a_clinic, a_member, a_patient
from tests.reviewing import records_all, signs_off


def changing_what_was_sent(opens: Opens, language: str = "en") -> Tour:
    """After sending: opening the answers, changing, keeping, sending again, and too late."""
    clerk = a_member(a_clinic("Cedar Clinic"), Role.FRONT_DESK, f"Clerk {Staff.objects.count()}")
    Clinic.objects.filter(pk=clerk.clinic.pk).update(offers_spanish=language == "es")
    invited = a_patient(clerk.clinic, clerk, language=language)
    patient = AtForm(opens(), f"/q/{invited.token}/", language)
    page = patient.page
    invited.sends(**REASONS)
    patient.opens_link()
    patient.follows("Change an answer")
    yield "change, asked first", page
    patient.presses("Open my answers")
    yield "changes open, nothing changed", page
    invited.saves(**complete_answers(**REASONS, ride_home="no_plan", asq_1="yes", asq_5="no"))
    for path in ("/form/check/", "/form/", "/form/s/mood/", "/form/keep-sent/", "/form/sent/"):
        page.goto(path)
        yield f"changes open, {path}", page
    Response.objects.filter(pk=invited.response.pk).update(consult_at=timezone.now())
    page.goto("/form/change/")
    yield "changes open, too late", page
    Response.objects.filter(pk=invited.response.pk).update(consult_at=None)
    patient.goes_to_check()
    patient.signs()
    patient.presses("Send my changes")
    yield "changes sent", page
    page.goto("/form/copy/")
    yield "copy of changes", page


def amended_review(opens: Opens) -> Tour:
    """A review that a change reopened, and one whose patient is changing answers."""
    reviewing = Reviewing(opens(), a_member(a_clinic("Cedar Clinic"), Role.CLINICIAN, f"Dr. {Staff.objects.count()}"))
    page, person = reviewing.page, reviewing.person
    sent = a_patient(person.clinic, person)
    sent.sends(**everything())
    records_all(sent.response, by=person)
    signs_off(sent.response, by=person, now=timezone.now())
    begin_changes(sent.response, now=timezone.now())
    reviewing.signs_in()
    page.goto("/reviews/?tab=signed")
    yield "worklist, a signed one is being changed", page
    reviewing.opens("Jordan Rivera")
    yield "face sheet, signed, being changed", page
    sent.saves(**everything(ride_home="no_plan", med_list="lithium 300 mg", asq_4="no"))
    submit(sent.response, signed_as="Jordan Rivera", statement="Mine.", now=timezone.now())
    page.goto("/reviews/")
    yield "worklist, reopened by a change", page
    reviewing.opens("Jordan Rivera")
    reviewing.unfolds_everything()
    yield "face sheet, reopened by a change", page
