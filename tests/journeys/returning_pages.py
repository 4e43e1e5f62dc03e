"""The pages of somebody who comes back, on both sides, as tours. What must be true of each: claims.py."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from intake.offers import offer_of, say_still_true
from intake.sections.medicines import Medicines
from intake.sections.treatments import TreatmentsTried
from screening.demo.person import items
from tests.journeys.answers import everything
from tests.journeys.pages import Opens, Tour
from tests.journeys.people import AtForm
from tests.journeys.staff import Reviewing
from tests.people import Patient, a_clinic, a_member, a_patient

AGO = timedelta(days=120)
REASONS = {"reasons": ["depression", "fibromyalgia", "crps"]}


def told_last_time(by: Staff) -> Patient:
    """Somebody who answered everything a while ago, in English."""
    then = timezone.now() - AGO
    earlier = a_patient(by.clinic, by, now=then)
    earlier.sends(now=then, **everything())
    return earlier


def still_true(opens: Opens, language: str = "en") -> Tour:
    """What was told last time, and each thing that can be said to it."""
    clerk = a_member(a_clinic("Cedar Clinic"), Role.FRONT_DESK, f"Robin Hale {Staff.objects.count()}")
    Clinic.objects.filter(pk=clerk.clinic.pk).update(offers_spanish=language == "es")
    told_last_time(clerk)
    invited = a_patient(clerk.clinic, clerk, language=language)
    invited.saves(**REASONS)
    patient = AtForm(opens(), f"/q/{invited.token}/", language)
    page = patient.page
    patient.opens_link()
    patient.goes_home()
    yield "sections, some of them told last time", page
    for slug in ("treatments", "body-health", "medicines"):
        patient.goes_to(slug)
        yield f"{slug}, told last time", page
    invited.saves(reasons=["depression"])
    patient.goes_to("treatments")
    invited.saves(**REASONS)
    patient.presses("Yes, this is still true")
    yield "told last time, different now", page
    patient.presses("Yes, this is still true")
    yield "treatments, still true, the rest to answer", page
    patient.presses("Save and continue")
    yield "treatments, still true, with errors", page
    patient.goes_to("medicines")
    patient.presses("Something has changed")
    yield "medicines, filled in to change", page
    patient.goes_home()
    yield "sections, a draft among them", page


def since_last_time(opens: Opens) -> Tour:
    """The face sheet of somebody who came back: what was confirmed, what is different; and the one before."""
    reviewing = Reviewing(
        opens(), a_member(a_clinic("Cedar Clinic"), Role.CLINICIAN, f"Dr. Okafor {Staff.objects.count()}")
    )
    page, person = reviewing.page, reviewing.person
    told_last_time(person)
    again = a_patient(person.clinic, person)
    again.saves(reasons=everything()["reasons"])
    for section in (TreatmentsTried, Medicines):
        offer = offer_of(again.response, section, now=timezone.now())
        assert offer
        say_still_true(again.response, section, shown=offer.mark, now=timezone.now())
    mood = items("phq9", 1, 1, 2, 1, 0, 1, 1, 0, 0)
    confirmed = dict(again.response.answers())
    again.sends(**everything(**mood, ride_home="self_drive", asq_2="yes", asq_5="no") | confirmed)
    reviewing.signs_in()
    page.goto(f"/reviews/{again.response.pk}/")
    reviewing.unfolds_everything()
    yield "face sheet, changed since last time", page
    for paper in ("face-sheet", "full-answers"):
        page.goto(f"/reviews/{again.response.pk}/out/{paper}/")
        yield f"{paper} to print, changed since last time", page
