"""A patient changes answers after sending, with and without script; the clinician who had signed reads what changed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from intake.models import FrozenDocument, Response
from screening.models import Flag
from screening.rule import Topic
from tests.journeys.people import until
from tests.journeys.staff import Reviewing
from tests.reviewing import records, signs_off

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"width": 1360, "height": 900}
HOME = "Getting home"


def browsers(with_script: bool) -> dict[str, bool]:
    return {"java_script_enabled": with_script}


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_change_after_sign_off_reaches_the_clinician_with_what_changed(
    at_form, invited, clinician, open_browser, with_script
):
    response = invited.sends(ride_home="self_drive", nausea_meds="often")
    for topic in (Topic.GETTING_HOME, Topic.NAUSEA):
        records(response, topic, "talked_about", by=clinician)
    signs_off(response, by=clinician, now=timezone.now())

    patient = at_form(**browsers(with_script))
    patient.opens_link()
    patient.follows("Change an answer")
    patient.presses("Open my answers")
    patient.changes("ride_home")
    patient.option("ride_home", "no_plan").check()
    patient.presses("Save and continue")
    assert patient.page.get_by_text("You sent: I would drive myself").is_visible()
    patient.signs()
    patient.presses("Send my changes")
    assert patient.page.get_by_text("Changed and sent again").is_visible()

    reviewing = Reviewing(open_browser(viewport=WIDE), clinician)
    reviewing.signs_in()
    reviewing.opens("Jordan Rivera")
    banner = reviewing.page.get_by_role("region", name="The patient changed 1 answer after the sign-off")
    assert banner.get_by_role("cell", name="I would drive myself").is_visible()
    assert banner.get_by_role("cell", name="I do not have a plan yet").is_visible()
    assert not reviewing.card(HOME).is_recorded
    assert reviewing.card("Nausea").is_recorded

    reviewing.card(HOME).talked_about("A taxi with the neighbor.")
    reviewing.signs_off()
    assert reviewing.page.get_by_text("Signed off by").first.is_visible()
    assert [one.amends_id is None for one in FrozenDocument.objects.order_by("number")] == [True, False]


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_safety_answer_in_open_changes_is_flagged_at_once_and_stays_when_they_are_dropped(
    at_form, invited, with_script
):
    invited.sends()
    patient = at_form(**browsers(with_script))
    patient.opens_link()
    patient.follows("Change an answer")
    patient.presses("Open my answers")
    patient.goes_to("safety")
    patient.option("asq_1", "yes").check()
    if with_script:
        until(patient.page, lambda: Flag.objects.safety().exists())
    else:
        patient.presses("Save and continue")
    assert patient.page.get_by_role("heading", name="If you might hurt yourself").is_visible()
    assert Flag.objects.safety().exists()

    patient.page.goto("/form/keep-sent/")
    patient.presses("Keep what I sent")

    assert patient.page.get_by_role("heading", name="Thank you.").is_visible()
    assert Response.objects.get().answers()["asq_1"] == "no"
    assert Flag.objects.safety().exists()


def test_what_a_change_brings_up_is_asked_on_the_way_with_script_and_autosave(at_form, invited):
    invited.sends(reasons=["depression"], told_by_professional=["none"])
    patient = at_form()
    patient.opens_link()
    patient.follows("Change an answer")
    patient.presses("Open my answers")
    patient.changes("reasons")
    patient.option("reasons", "crps").check()
    until(patient.page, lambda: "crps" in Response.objects.get().answers()["reasons"])
    patient.presses("Save and continue")

    assert patient.section == "pain"
    assert patient.page.get_by_text("You changed an answer, so we also ask you this:").is_visible()
