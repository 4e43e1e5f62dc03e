"""The pages of somebody who comes back, on both sides, as tours. What must be true of each: test_every_page.py."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from clinic.models import Clinic, Role, Staff
from tests.journeys.answers import everything
from tests.journeys.pages import Opens, Tour
from tests.journeys.people import AtForm
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


RETURNING_TOURS = (still_true,)
