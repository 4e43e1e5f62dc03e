"""Naming the safety contacts: who may, what is refused, what is kept, and that another clinic's are out of reach."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, Clinic, SafetyContact, Staff
from clinic.outbox.models import Message
from clinic.safety_contacts import TEST, Place, contacts_of, contacts_to_tell, has_both
from intake.invitations import stop_link
from tests.contracts.test_page_structure import faults
from tests.markup import Element, read
from tests.outbox import mails
from tests.people import Patient, a_clinic, signed_in

ADDRESS = "/staff/safety-contacts/"
GIVEN = {
    "first_name": "Nurse on duty",
    "first_email": "nurse@example.org",
    "second_name": "Head nurse",
    "second_email": "head@example.org",
    "staffed_days": ["0", "1", "2", "3", "4"],
    "staffed_from": "09:00",
    "staffed_until": "17:00",
    "acknowledge_minutes": "15",
    "repeat_minutes": "15",
    "digest_at": "08:00",
    "seen": "1000000",  # every change that there is
}


@pytest.fixture
def leading(lead: Staff) -> Client:
    return signed_in(lead)


def page_of(answer: Any, status: int = 200) -> Element:
    assert answer.status_code == status
    page = read(answer.content.decode())
    assert list(faults(page)) == []
    return page


def test_the_page_shows_who_is_named_and_the_clinics_times(leading: Client, clinic: Clinic) -> None:
    page = page_of(leading.get(ADDRESS))

    assert page.with_id("first_name").get("value") == "First Nurse"
    assert page.with_id("acknowledge_minutes").get("value") == "15"
    assert page.with_id("staffed_from").get("value") == "09:00"


def test_the_page_of_settings_says_who_is_told_and_when(leading: Client, clinic: Clinic, clinician: Staff) -> None:
    SafetyContact.objects.filter(place=Place.SECOND).update(staff=clinician, name="", email="")
    Staff.objects.filter(pk=clinician.pk).update(is_active=False)
    said = page_of(leading.get("/staff/clinic/")).with_id("safety-contacts").text

    assert "First contact First Nurse" in said
    assert f"Second contact {clinician.name} The account has ended." in said
    assert "Monday, Tuesday, Wednesday, Thursday, Friday, 9:00 am to 5:00 pm" in said


def test_what_is_saved_is_who_is_told(leading: Client, clinic: Clinic, clinician: Staff) -> None:
    given = GIVEN | {"second_staff": str(clinician.pk), "second_name": "", "second_email": "", "staffed_days": ["5"]}

    assert leading.post(ADDRESS, given)["Location"] == ADDRESS

    known = contacts_of(clinic)
    assert [(contact.address, str(contact)) for contact in known.values()] == [
        ("nurse@example.org", "Nurse on duty"),
        (clinician.email, "Dr. A. Okafor"),
    ]
    clinic.refresh_from_db()
    assert clinic.staffed_days == [5]


def test_each_change_is_in_the_trail_and_what_stays_the_same_is_not(leading: Client, clinic: Clinic) -> None:
    leading.post(ADDRESS, GIVEN)
    leading.post(ADDRESS, GIVEN)
    leading.post(ADDRESS, GIVEN | {"repeat_minutes": "20"})

    events = AuditEvent.objects.filter(action="setting_changed").order_by("place")
    assert [event.details["what"] for event in events] == ["safety contact 1", "safety contact 2", "repeat_minutes"]
    assert {event.by.role for event in events if event.by} == {"lead"}


def test_the_log_keeps_old_and_new_values_and_no_address_of_a_webhook(
    leading: Client, clinic: Clinic, settings: Any
) -> None:
    settings.WEBHOOK_HOSTS_INSIDE = ["localhost"]
    secret = "https://localhost/a-secret-path"
    leading.post(ADDRESS, GIVEN | {"first_webhook": secret, "staffed_days": ["5"], "digest_at": "07:30"})

    log = {change.label: (change.before, change.after) for change in clinic.setting_changes.all()}
    assert log["Safety contact: First contact"] == ("First Nurse, by mail", "Nurse on duty, by mail and webhook")
    assert log["Days with staff"] == ("Monday, Tuesday, Wednesday, Thursday, Friday", "Saturday")
    assert log["Daily message about open items at"] == ("08:00", "07:30")
    assert "a-secret-path" not in str(log)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"first_name": "", "first_email": ""}, "first_staff", "choose a member of staff"),
        ({"second_name": "", "second_email": ""}, "second_staff", "choose a member of staff"),
        ({"first_name": ""}, "first_name", "write whose address this is"),
        ({"first_email": "nurse"}, "first_email", "Write a mail address such as"),
        ({"second_email": "NURSE@example.org"}, "second_email", "name somebody else"),
        ({"on_call_name": "Somebody"}, "on_call_staff", "choose a member of staff"),
        ({"first_webhook": "http://pager.example.org/"}, "first_webhook", "beginning with https://"),
        ({"first_webhook": "https://localhost/"}, "first_webhook", "private network"),
        ({"first_webhook": "https://10.0.0.5/"}, "first_webhook", "private network"),
        ({"staffed_from": "nine"}, "staffed_from", "Write a time such as 09:00"),
        ({"closed_days": "12/25/2030 Christmas"}, "closed_days", "“Christmas” is no day."),
        ({"staffed_until": "08:00"}, "staffed_until", "later than the one before"),
        ({"acknowledge_minutes": "0"}, "acknowledge_minutes", "from 1 to 240"),
        ({"repeat_minutes": "241"}, "repeat_minutes", "from 1 to 240"),
        ({"repeat_minutes": ""}, "repeat_minutes", "from 1 to 240"),
    ],
)
def test_what_would_reach_nobody_is_refused_with_what_to_do_and_nothing_is_lost(
    leading: Client, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], field: str, said: str
) -> None:
    monkeypatch.setattr("tests.no_network.check", lambda *address: None)  # numbers are looked up, not reached
    page = page_of(leading.post(ADDRESS, GIVEN | change), 422)

    assert said in page.with_id(f"{field}_error").text
    assert (page.with_id("second_name").get("value") or "") == (GIVEN | change)["second_name"]
    assert SafetyContact.objects.get(place=Place.FIRST).name == "First Nurse"


def test_a_member_of_another_clinic_cannot_be_named(leading: Client, clinician_elsewhere: Staff) -> None:
    given = GIVEN | {"first_staff": str(clinician_elsewhere.pk), "first_name": "", "first_email": ""}

    assert "Choose one of the list." in page_of(leading.post(ADDRESS, given), 422).text


def test_the_second_of_two_people_sees_what_the_first_did_before_anything_of_theirs_is_saved(
    leading: Client, clinic: Clinic, administrator: Staff
) -> None:
    page = page_of(leading.get(ADDRESS))
    opened = GIVEN | {"seen": page.with_id("seen").get("value")}
    signed_in(administrator).post(ADDRESS, opened)

    mine = opened | {"first_name": "Charge nurse", "repeat_minutes": "20"}
    again = page_of(leading.post(ADDRESS, mine), 409)

    assert "Noor Aziz" in again.with_id("summary").text
    assert "Nurse on duty, by mail" in again.with_id("summary").text
    assert again.with_id("first_name").get("value") == "Charge nurse"
    assert [
        day.get("value")
        for day in again.all("input")
        if day.get("name") == "staffed_days" and "checked" in day.attributes
    ]
    assert str(contacts_of(clinic)[Place.FIRST]) == "Nurse on duty"
    assert Clinic.objects.get(pk=clinic.pk).repeat_minutes == 15

    leading.post(ADDRESS, mine | {"seen": again.with_id("seen").get("value")})

    assert str(contacts_of(clinic)[Place.FIRST]) == "Charge nurse"
    assert Clinic.objects.get(pk=clinic.pk).repeat_minutes == 20


def test_times_that_nobody_else_touched_are_saved_beside_a_colleagues_new_contact(
    leading: Client, clinic: Clinic, administrator: Staff
) -> None:
    seen = page_of(leading.get(ADDRESS)).with_id("seen").get("value")
    signed_in(administrator).post(ADDRESS, GIVEN | {"seen": seen})

    assert leading.post(ADDRESS, GIVEN | {"seen": seen, "digest_at": "07:00"}).status_code == 302


def test_on_a_closed_day_notices_go_where_they_go_outside_staffed_hours(leading: Client, clinic: Clinic) -> None:
    on_call = {"on_call_name": "On call", "on_call_email": "on-call@example.org"}
    leading.post(ADDRESS, GIVEN | on_call | {"closed_days": "12/25/2030, 2030-07-04\n1/1/2001"})
    clinic.refresh_from_db()

    def told(day: date) -> list[str]:
        noon = datetime.combine(day, time(12), tzinfo=clinic.zone)
        return [contact.name for contact in contacts_to_tell(clinic, escalated=0, now=noon)]

    assert clinic.closed_days == ["2030-07-04", "2030-12-25"]
    assert told(date(2030, 12, 25)) == ["On call"]
    assert told(date(2030, 12, 26)) == ["Nurse on duty"]
    assert page_of(leading.get(ADDRESS)).with_id("closed_days").text == "07/04/2030 12/25/2030"


def test_another_clinics_contacts_and_times_stay_as_they_are(leading: Client, clinic: Clinic) -> None:
    harbor = a_clinic("Harbor Clinic")
    leading.post(ADDRESS, GIVEN | {"clinic": str(harbor.pk), "digest_at": "11:00"})

    harbor.refresh_from_db()
    assert [str(contact) for contact in contacts_of(harbor).values()] == ["First Nurse", "Second Nurse"]
    assert harbor.digest_at.hour == 8
    assert "harbor" not in page_of(leading.get(ADDRESS)).text.lower()


def test_a_webhook_has_a_secret_that_stays_as_long_as_its_address(
    leading: Client, clinic: Clinic, settings: Any
) -> None:
    settings.WEBHOOK_HOSTS_INSIDE = ["localhost"]

    def secret_of(address: str) -> str:
        leading.post(ADDRESS, GIVEN | {"first_webhook": address})
        return str(SafetyContact.objects.get(place=Place.FIRST).webhook.get("secret", ""))

    first = secret_of("https://localhost/a")
    assert len(first) > 40
    assert secret_of("https://localhost/a") == first
    assert secret_of("https://localhost/b") != first
    assert secret_of("") == ""


def test_the_page_shows_a_webhooks_secret_and_its_host(leading: Client, clinic: Clinic, settings: Any) -> None:
    settings.WEBHOOK_HOSTS_INSIDE = ["localhost"]
    leading.post(ADDRESS, GIVEN | {"first_webhook": "https://localhost/a"})

    text = page_of(leading.get(ADDRESS)).text
    assert SafetyContact.objects.get(place=Place.FIRST).webhook["secret"] in text
    assert "localhost" in text


def test_a_test_goes_to_everybody_and_says_that_it_is_one(leading: Client, clinic: Clinic) -> None:
    leading.post(f"{ADDRESS}test/")

    sent = mails()
    assert sorted(one.to[0] for one in sent) == ["first@cedar.example.org", "second@cedar.example.org"]
    assert {one.subject for one in sent} == {TEST}
    assert Message.objects.filter(kind="test", state="delivered").count() == 2
    assert "Delivered" in page_of(leading.get(ADDRESS)).text


def test_without_two_contacts_no_patient_is_invited_and_the_page_says_why(
    leading: Client, clinic: Clinic, front_desk: Staff
) -> None:
    SafetyContact.objects.filter(place=Place.SECOND).delete()

    assert not has_both(clinic)
    page = page_of(signed_in(front_desk).get("/desk/invite/"))
    assert "No patient can be invited yet" in page.text
    assert "name" not in [field.get("name") for field in page.all("input")]
    assert signed_in(front_desk).post("/desk/invite/", {"name": "X"}).status_code == 409
    assert "Patients cannot be invited yet." in page_of(leading.get(ADDRESS)).text


@pytest.mark.parametrize("makes", ["new-link/", "start-here/", "cards"])
def test_without_two_contacts_no_new_link_is_made_by_any_way(makes: str, patient: Patient, front_desk: Staff) -> None:
    stop_link(patient.response, by=front_desk, now=timezone.now())
    SafetyContact.objects.filter(place=Place.SECOND).delete()

    address = "/desk/cards/" if makes == "cards" else f"/desk/{patient.response.pk}/{makes}"
    answer = signed_in(front_desk).post(address, {"response": str(patient.response.pk)})

    assert "No patient can be invited yet" in page_of(answer, status=409).text
    assert not patient.response.invitations.filter(stopped_at=None).exists()


def test_without_two_contacts_a_link_that_works_can_still_be_opened_on_a_device_of_the_clinic(
    patient: Patient, front_desk: Staff
) -> None:
    SafetyContact.objects.filter(place=Place.SECOND).delete()

    assert signed_in(front_desk).post(f"/desk/{patient.response.pk}/start-here/")["Location"] == "/form/here/"


def test_a_contact_whose_account_has_ended_does_not_count(clinic: Clinic, clinician: Staff) -> None:
    SafetyContact.objects.filter(place=Place.SECOND).update(staff=clinician, name="", email="")
    assert has_both(clinic)
    Staff.objects.filter(pk=clinician.pk).update(is_active=False)

    assert not has_both(clinic)
