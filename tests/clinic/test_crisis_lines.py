"""Crisis lines near the clinic: shown to patients, owned by somebody, and looked at again in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from clinic.models import Clinic, CrisisLine, SettingChange, Staff
from clinic.settings.crisis_lines import NotHereAnyMore, take_away_line
from tests.clinic.test_settings import main_of, on_page
from tests.markup import read
from tests.people import a_clinic, a_crisis_line, a_member, signed_in


def line_page(line: CrisisLine) -> str:
    return f"/staff/clinic/crisis-lines/{line.pk}/"


def adds(person: Staff, **given: str) -> Any:
    today = person.clinic.local(timezone.now()).date()
    known = {"name": "County crisis line", "phone": "555-0190", "owner": str(person.pk), "seen": "0"}
    known["review_by"] = str(today + timedelta(days=90))
    return signed_in(person).post("/staff/clinic/crisis-lines/new/", known | given)


def strip_of(person: Staff) -> str:
    """What stands above the main part of a page."""
    return read(signed_in(person).get("/reviews/").content.decode()).all("header")[0].text


def test_a_patient_who_asks_for_help_is_shown_the_line(patient, lead):
    adds(lead, when="Day and night.")
    patient.enters()

    page = main_of(patient.client.get("/form/help/"))

    assert "County crisis line: 555-0190. Day and night." in page.text
    assert "tel:5550190" in [link.get("href") for link in page.all("a")]


def test_a_patient_who_reads_spanish_is_shown_the_line_in_spanish_and_the_rest_marked_as_english(patient, lead):
    Clinic.objects.update(offers_spanish=True)
    patient.enters()
    adds(lead, when="Day and night.", spanish_name="Línea del condado")
    patient.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"

    (item,) = [item for item in main_of(patient.client.get("/form/help/")).all("li") if "555-0190" in item.text]

    assert item.text == "Línea del condado: 555-0190. Day and night."
    assert [(part.text, part.get("lang")) for part in item.all("span")] == [("Day and night.", "en")]


def test_the_lead_is_told_what_has_no_spanish_where_spanish_is_offered(clinic, lead):
    a_crisis_line(clinic, owner=lead, spanish_name="Línea del condado")
    assert "still see this in English" not in main_of(signed_in(lead).get("/staff/clinic/")).text

    spanish = {"response_text": "El personal lee los avisos de lunes a viernes."}
    Clinic.objects.update(offers_spanish=True, spanish=spanish, driving_text="Wait a day.", fasting_text="")
    told = main_of(signed_in(lead).get("/staff/clinic/")).with_class("notice")[0]

    assert [item.text for item in told.all("li")] == ["Driving after a visit", "Crisis line: County crisis line"]


def test_nobody_is_shown_the_lines_of_another_clinic(patient, clinic, lead):
    a_crisis_line(a_clinic("Harbor Clinic"), owner=lead, name="Harbor line")
    patient.enters()

    assert "Harbor line" not in main_of(patient.client.get("/form/help/")).text
    assert "Harbor line" not in main_of(signed_in(lead).get("/staff/clinic/")).text


def test_without_a_form_open_only_the_crisis_card_is_shown(client, clinic, lead):
    a_crisis_line(clinic, owner=lead)

    assert "County crisis line" not in main_of(client.get("/form/help/")).text


def test_a_line_of_another_clinic_cannot_be_reached(lead):
    line = a_crisis_line(a_clinic("Harbor Clinic"), owner=lead)
    client = signed_in(lead)

    assert client.get(line_page(line)).status_code == 404
    assert client.post(line_page(line) + "away/").status_code == 404
    assert CrisisLine.objects.filter(pk=line.pk).exists()


def test_adding_changing_and_taking_away_are_logged(lead):
    adds(lead)
    line = CrisisLine.objects.get()
    client = signed_in(lead)
    client.post(line_page(line), on_page_of(client, line) | {"phone": "555-0191"})
    client.post(line_page(line) + "away/")

    said = [(change.before, change.after) for change in SettingChange.objects.order_by("id")]
    assert said[0][0] is None
    assert "555-0190" in said[1][0]
    assert "555-0191" in said[1][1]
    assert said[2][1] is None
    assert not CrisisLine.objects.exists()


def on_page_of(client: Any, line: CrisisLine) -> dict[str, str]:
    return on_page(client, line_page(line))


def test_the_same_line_sent_twice_is_added_once(lead):
    assert [adds(lead).status_code for _ in range(2)] == [302, 302]
    assert CrisisLine.objects.count() == 1


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (0, True), (1, False)])
def test_a_line_is_due_when_its_day_has_come_and_the_lead_is_told_on_every_page(lead, days, is_due):
    a_crisis_line(lead.clinic, owner=lead, review_in=days)

    assert ("to be looked at again" in strip_of(lead)) is is_due


def test_a_line_whose_owner_has_left_is_due(lead, clinician):
    a_crisis_line(lead.clinic, owner=clinician)
    assert "to be looked at again" not in strip_of(lead)

    Staff.objects.filter(pk=clinician.pk).update(is_active=False)

    assert "to be looked at again" in strip_of(lead)


def test_only_the_lead_is_told(clinician, lead):
    a_crisis_line(lead.clinic, owner=lead, review_in=-5)

    assert "to be looked at again" not in strip_of(clinician)


def test_a_stale_line_is_still_shown_to_patients(patient, lead):
    a_crisis_line(lead.clinic, owner=lead, review_in=-400)
    patient.enters()

    assert "County crisis line" in main_of(patient.client.get("/form/help/")).text


def test_one_tap_says_that_a_line_is_still_right(lead, clinician):
    line = a_crisis_line(lead.clinic, owner=clinician, review_in=-5)
    Staff.objects.filter(pk=clinician.pk).update(is_active=False)

    signed_in(lead).post(line_page(line) + "right/")

    line.refresh_from_db()
    assert not line.is_stale(lead.clinic.local(timezone.now()).date())
    assert line.owner == lead
    assert "to be looked at again" not in strip_of(lead)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_the_day_lies_within_the_next_12_months(lead, days):
    day = lead.clinic.local(timezone.now()).date() + timedelta(days=days)

    answer = adds(lead, review_by=str(day))

    assert answer.status_code == 422
    assert "Write a day within the next 12 months." in main_of(answer).text


def test_somebody_at_another_clinic_cannot_look_after_a_line(lead, clinician_elsewhere):
    answer = adds(lead, owner=str(clinician_elsewhere.pk))

    assert answer.status_code == 422
    assert "Choose who looks after this line." in main_of(answer).text


def test_the_second_of_two_is_shown_what_the_first_changed(lead):
    line = a_crisis_line(lead.clinic, owner=lead)
    other = a_member(lead.clinic, lead.role, "Dr. R. Ortiz")
    first, second = signed_in(lead), signed_in(other)
    opened = on_page_of(second, line)
    first.post(line_page(line), on_page_of(first, line) | {"phone": "555-0191"})

    answer = second.post(line_page(line), opened | {"phone": "555-0192"})

    assert answer.status_code == 409
    assert "555-0191" in main_of(answer).with_id("summary").text


def test_a_line_that_somebody_took_away_is_said_to_be_gone(lead):
    line = a_crisis_line(lead.clinic, owner=lead)
    take_away_line(CrisisLine.objects.get(), by=lead, now=timezone.now())

    with pytest.raises(NotHereAnyMore):
        take_away_line(line, by=lead, now=timezone.now())
    assert signed_in(lead).get(line_page(line)).status_code == 404
