"""A consult that moves, and who takes the patient home: what follows, what is refused, and who sees the note."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from clinic.models import AuditEvent
from intake.invitations import LinkRefused, check_open, find, stop_link
from intake.models import Invitation, Response
from intake.reminders import send_reminders
from intake.visits import ConsultSettled, change_consult, note_companion
from screening.models import SignOff
from tests.intake.test_desk import page_of
from tests.outbox import mails
from tests.people import a_patient, signed_in

DAY = timedelta(days=1)
LATER = "2031-12-08T10:30"
LATER_AT = datetime(2031, 12, 8, 15, 30, tzinfo=UTC)


@pytest.fixture
def desk(front_desk):
    """The browser of the front desk."""
    return signed_in(front_desk)


def moved(patient, to, by, now=None):
    change_consult(patient.response, consult_at=to, clinician=None, by=by, now=now or timezone.now())
    patient.response.refresh_from_db()


def signed(patient, by):
    response = patient.sends()
    SignOff.objects.create(response=response, document=response.documents.get(), by=by, at=timezone.now())


# A consult that moves


def test_the_consult_is_changed_on_the_clinics_clock_and_the_desk_is_told(desk, patient, clinician):
    path = f"/desk/{patient.response.pk}/"
    begins_with = page_of(desk.get(f"{path}consult/")).with_id("consult_at").get("value")
    assert begins_with == f"{patient.response.clinic.local(patient.response.consult_at):%Y-%m-%dT%H:%M}"

    answer = desk.post(f"{path}consult/", {"consult_at": LATER, "clinician": clinician.pk})

    response = Response.objects.get()
    assert (response.consult_at, response.clinician) == (LATER_AT, clinician)
    assert answer["Location"] == path
    assert "The consult is Mon Dec 8, 2031, 10:30 am." in page_of(desk.get(path)).text
    assert AuditEvent.objects.filter(action="consult_changed", subject=f"response {response.pk}").count() == 1


@pytest.mark.parametrize("given", ["2001-01-01T10:00", "9999-01-01T10:00", "soon"])
def test_a_time_that_cannot_be_is_refused_and_kept_in_the_field(given, desk, patient):
    page = page_of(desk.post(f"/desk/{patient.response.pk}/consult/", {"consult_at": given}), 422)

    assert page.with_id("consult_at").get("value") == given
    assert Response.objects.get().consult_at == patient.response.consult_at


def test_a_time_that_has_passed_may_stay_while_something_else_changes(desk, clinic, front_desk, clinician):
    past = timezone.now() - DAY
    response = a_patient(clinic, front_desk, consult_at=past).response
    shown = page_of(desk.get(f"/desk/{response.pk}/consult/")).with_id("consult_at").get("value")

    desk.post(f"/desk/{response.pk}/consult/", {"consult_at": shown, "clinician": clinician.pk})

    response.refresh_from_db()
    assert (response.consult_at, response.clinician) == (past, clinician)


def test_what_is_sent_unchanged_changes_nothing(desk, patient):
    shown = page_of(desk.get(f"/desk/{patient.response.pk}/consult/")).with_id("consult_at").get("value")

    desk.post(f"/desk/{patient.response.pk}/consult/", {"consult_at": shown})

    assert Response.objects.get().consult_at == patient.response.consult_at
    assert not AuditEvent.objects.filter(action="consult_changed").exists()


@pytest.mark.parametrize("days", [2, 30])
def test_a_link_that_works_goes_on_until_the_new_time(days, patient, front_desk):
    to = timezone.now() + days * DAY
    moved(patient, to, front_desk)

    link = find(patient.token)
    assert link.expires_at == to
    check_open(link, now=to - timedelta(minutes=1))


def test_without_a_time_a_link_works_as_long_as_the_clinic_says(patient, front_desk):
    now = timezone.now()
    moved(patient, None, front_desk, now=now)

    assert find(patient.token).expires_at == now + patient.response.clinic.link_days * DAY


@pytest.mark.parametrize("how", ["stopped", "ended", "over"])
def test_a_link_that_has_ended_stays_ended(how, patient, front_desk):
    now = timezone.now()
    if how == "stopped":
        stop_link(patient.response, by=front_desk, now=now)
    else:
        Invitation.objects.update(**{"ended_at" if how == "ended" else "expires_at": now - DAY})

    moved(patient, now + 30 * DAY, front_desk)

    with pytest.raises(LinkRefused):
        check_open(find(patient.token), now=now)


def test_reminders_follow_the_new_time(clinic, front_desk):
    start = timezone.now()
    consult = start + 10 * DAY
    patient = a_patient(clinic, front_desk, by_mail=True, consult_at=consult, now=start)
    send_reminders(now=consult - 7 * DAY)
    send_reminders(now=consult - DAY)
    mails()

    moved(patient, consult + 8 * DAY, front_desk, now=consult - DAY / 2)

    assert send_reminders(now=consult) == 0
    assert [send_reminders(now=consult + days * DAY) for days in (1, 2, 7, 7)] == [1, 0, 1, 0]


def test_a_reminder_that_was_sent_is_not_sent_again_for_a_consult_that_moves_by_an_hour(clinic, front_desk):
    start = timezone.now()
    consult = start + 10 * DAY
    patient = a_patient(clinic, front_desk, by_mail=True, consult_at=consult, now=start)
    send_reminders(now=consult - 7 * DAY)

    moved(patient, consult + timedelta(hours=1), front_desk, now=consult - 6 * DAY)

    assert send_reminders(now=consult - 6 * DAY) == 0


def test_two_reminders_of_the_week_before_lie_at_least_a_week_apart(clinic, front_desk):
    start = timezone.now()
    consult = start + 10 * DAY
    patient = a_patient(clinic, front_desk, by_mail=True, consult_at=consult, now=start)
    send_reminders(now=consult - 7 * DAY)

    moved(patient, consult + 2 * DAY, front_desk, now=consult - 7 * DAY + timedelta(hours=1))

    sent = [days for days in range(-7, 3) if send_reminders(now=consult + days * DAY)]
    assert sent == [1]


def test_a_consult_that_comes_closer_is_reminded_of_once_and_the_day_before(clinic, front_desk):
    start = timezone.now()
    patient = a_patient(clinic, front_desk, by_mail=True, consult_at=start + 30 * DAY, now=start)

    moved(patient, start + 15 * DAY, front_desk, now=start + 11 * DAY)

    assert [days for days in range(11, 16) if send_reminders(now=start + days * DAY)] == [11, 14]


def test_the_consult_of_a_signed_review_stays(desk, patient, front_desk, clinician):
    signed(patient, clinician)
    path = f"/desk/{patient.response.pk}/consult/"

    assert "Its review is signed" in page_of(desk.get(path)).text
    assert "Its review is signed" in page_of(desk.post(path, {"consult_at": LATER}), 409).text
    with pytest.raises(ConsultSettled):
        moved(patient, LATER_AT, front_desk)
    assert Response.objects.get().consult_at == patient.response.consult_at


# How to reach the patient


def reached(desk, patient, **given):
    """What the desk reads after changing how the patient is reached."""
    path = f"/desk/{patient.response.pk}/"
    assert desk.post(f"{path}contact/", given)["Location"] == path
    return page_of(desk.get(path)).text


def test_a_wrong_mail_address_is_corrected_and_the_next_link_goes_there(desk, clinic, front_desk):
    patient = a_patient(clinic, front_desk, by_mail=True)
    said = reached(desk, patient, email="new@example.org", by_mail="on", phone="555-0101")

    assert "Changed. To send the link there, make a new one." in said
    assert "Mail address new@example.org" in said
    desk.post(f"/desk/{patient.response.pk}/new-link/")
    assert [mail.to for mail in mails()] == [["new@example.org"]]


def test_a_mail_that_waits_for_the_old_address_does_not_leave(desk, clinic, front_desk):
    reached(desk, a_patient(clinic, front_desk, by_mail=True), email="new@example.org", by_mail="on")

    assert mails() == []


def test_who_agrees_to_mail_no_more_gets_none(desk, clinic, front_desk):
    patient = a_patient(clinic, front_desk, by_mail=True)
    said = reached(desk, patient, email="j@example.org")

    assert "j@example.org (no mail agreed)" in said
    desk.post(f"/desk/{patient.response.pk}/new-link/")
    assert mails() == []


def test_a_new_phone_leaves_a_waiting_mail_and_the_link_alone(desk, clinic, front_desk):
    patient = a_patient(clinic, front_desk, by_mail=True)
    reached(desk, patient, email="j@example.org", by_mail="on", phone="555-0102")

    assert [mail.to for mail in mails()] == [["j@example.org"]]
    assert not find(patient.token).stopped_at
    patient.response.patient.refresh_from_db()
    assert patient.response.patient.identity == {
        "name": "Jordan Rivera",
        "date_of_birth": "1974-03-09",
        "record_number": "004417",
        "email": "j@example.org",
        "phone": "555-0102",
    }
    assert AuditEvent.objects.get(action="contact_changed").details == {}


def test_agreeing_to_mail_needs_an_address(desk, patient):
    page = page_of(desk.post(f"/desk/{patient.response.pk}/contact/", {"by_mail": "on"}), 422)

    assert "Write the mail address that the link goes to" in page.with_class("summary")[0].text


# Who takes the patient home


def test_who_takes_the_patient_home_is_noted_changed_and_taken_away(desk, patient):
    path = f"/desk/{patient.response.pk}/"

    def noted(**given):
        assert desk.post(f"{path}companion/", given)["Location"] == path
        return page_of(desk.get(path)).with_class("about")[0].text

    assert "Ana Ruiz, 555-0177" in noted(name="Ana Ruiz", phone="555-0177")
    assert page_of(desk.get(f"{path}companion/")).with_id("phone").get("value") == "555-0177"
    assert "Taken home by 555-0178" in noted(phone="555-0178")
    assert "Nobody noted yet" in noted()
    assert AuditEvent.objects.filter(action="companion_noted", details={}).count() == 3


def test_a_name_that_is_too_long_is_refused_and_kept(desk, patient):
    page = page_of(desk.post(f"/desk/{patient.response.pk}/companion/", {"name": "x" * 121}), 422)

    assert page.with_id("name").get("value") == "x" * 121


def test_clinicians_read_the_note_beside_the_ride_home_as_a_note_of_the_desk(patient, front_desk, clinician):
    now = timezone.now()
    note_companion(patient.response, name="Ana Ruiz", phone="555-0177", by=front_desk, now=now)
    patient.sends(ride_home="self_drive")
    browser, path = signed_in(clinician), f"/reviews/{patient.response.pk}/"

    for page in (path, f"{path}out/face-sheet/"):
        text = page_of(browser.get(page)).text
        assert "Noted by the front desk: who takes the patient home" in text
        assert "Ana Ruiz, 555-0177" in text
    assert "Ana Ruiz" not in str(patient.response.newest_document.content)


def test_the_patient_does_not_read_the_note(patient, front_desk):
    note_companion(patient.response, name="Ana Ruiz", phone="", by=front_desk, now=timezone.now())
    patient.enters()
    patient.sends()

    assert "Ana Ruiz" not in patient.client.get("/form/copy/").content.decode()
