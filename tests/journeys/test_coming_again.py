"""Somebody fills in a second form: confirms one section, changes another; the clinician reads what differs since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.models import Response
from intake.questionnaire import SECTION_OF
from tests.answers import complete_answers
from tests.journeys.people import until
from tests.journeys.staff import Reviewing
from tests.people import a_patient

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"width": 1360, "height": 900}
THEN = {"breathing": ["sleep_apnea"], "med_list": "lisinopril 10 mg", "allergy_other": "latex", "ride_home": "person"}
# What these two sections ask anew.
BODY = ("heart_vessel", "eyes", "bladder", "pregnancy", "anesthesia_problem")
MEDICINES = {"med_kinds": ["none"], "allergy_ketamine": "no"}


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_what_was_told_last_time_is_confirmed_or_changed_and_compared(
    at_form, invited, clinician, front_desk, open_browser, with_script
):
    ago = timezone.now() - timedelta(days=100)
    a_patient(front_desk.clinic, front_desk, now=ago).sends(now=ago, **THEN)
    rest = complete_answers(ride_home="self_drive")
    invited.saves(**{key: rest[key] for key in rest if SECTION_OF[key].slug not in ("body-health", "medicines")})

    patient = at_form(java_script_enabled=with_script)
    patient.opens_link()
    patient.goes_home()
    patient.follows("Body health")
    assert patient.page.get_by_text("Sleep apnea").is_visible()
    patient.presses("Yes, this is still true")
    patient.answers("body-health", **{key: rest[key] for key in BODY})

    assert patient.page.get_by_text("lisinopril 10 mg").is_visible()
    patient.presses("Something has changed")
    patient.page.get_by_label("List all medicines").fill("lisinopril 20 mg")
    if with_script:
        until(patient.page, lambda: "med_list" in Response.objects.get(pk=invited.response.pk).unsettled())
    assert "med_list" not in Response.objects.get(pk=invited.response.pk).answers()
    patient.goes_to_check()
    assert patient.page.get_by_text("questions still need an answer").is_visible()
    patient.goes_to("medicines")
    patient.chooses(**MEDICINES | {"med_list": "lisinopril 20 mg"})
    patient.presses("Save and continue")
    patient.goes_to_check()
    patient.sends()

    reviewing = Reviewing(open_browser(viewport=WIDE), clinician)
    reviewing.signs_in()
    reviewing.page.goto(f"/reviews/{invited.response.pk}/")
    since = reviewing.page.get_by_role("region", name="Changed since last time")
    assert since.get_by_role("cell", name="lisinopril 10 mg").is_visible()
    assert since.get_by_role("cell", name="lisinopril 20 mg").is_visible()
    assert since.get_by_role("cell", name="I would drive myself").is_visible()
    assert since.get_by_text("Sleep apnea").count() == 0
    assert reviewing.page.get_by_text("Confirmed as still true from").count() == 3
    assert reviewing.page.locator("#beside").get_by_text("Still true, told").count() == 0
