"""The front desk: whom it sees, what it can do with links, and that it never sees an answer, a flag or a topic."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic.outbox.models import Message
from intake.invitations import confirm, find, renew_link, stop_link
from intake.models import Invitation, Response
from intake.questionnaire import QUESTIONS
from screening.rule import Priority, Topic
from screening.rules import RULES
from tests.answers import complete_answers
from tests.at_once import at_once
from tests.contracts.test_page_structure import faults
from tests.markup import Element, read
from tests.outbox import mails
from tests.people import Patient, a_patient, signed_in, signs_in

INVITE = {
    "name": "Jordan Rivera",
    "date_of_birth": "1974-03-09",
    "consult_at": "2031-12-08T10:30",
    "form_id": "00000000-0000-4000-8000-000000000001",
}
SECRET = "Kept between us"


@pytest.fixture
def desk(front_desk):
    """The browser of the front desk."""
    return signed_in(front_desk)


def page_of(answer, status=200) -> Element:
    assert answer.status_code == status
    page = read(answer.content.decode())
    assert list(faults(page)) == []
    return page


def rows(page):
    return [row.text for row in page.all("tbody")[0].all("tr")]


def link_on(page):
    return page.with_id("link").get("value")


# The list


def test_the_list_shows_name_consult_clinician_form_and_link(desk, clinic, front_desk, clinician):
    consult = datetime(2031, 12, 8, 15, 30, tzinfo=UTC)
    a_patient(clinic, front_desk, consult_at=consult, clinician=clinician)

    (row,) = rows(page_of(desk.get("/desk/")))
    for words in ("Jordan Rivera", "Mon Dec 8, 2031 10:30 am", clinician.name, "Not opened yet", "Works until"):
        assert words in row


def test_consults_from_today_on_come_first_and_earlier_ones_have_a_list_of_their_own(desk, clinic, front_desk):
    now = timezone.now()
    for name, days in (("Last week", -7), ("Next week", 7), ("Tomorrow", 1)):
        a_patient(clinic, front_desk, name=name, consult_at=now + timedelta(days=days))
    a_patient(clinic, front_desk, name="No time", consult_at=None)

    def names(path):
        return [cell.all("a")[0].text for cell in page_of(desk.get(path)).all("tbody")[0].all("th")]

    assert names("/desk/") == ["Tomorrow", "Next week", "No time"]
    assert names("/desk/?consult=earlier") == ["Last week"]


def test_an_empty_list_says_what_to_do(desk):
    empty = page_of(desk.get("/desk/")).with_class("empty")[0]

    assert [link.get("href") for link in empty.all("a")] == ["/desk/invite/", "/desk/list/"]


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (lambda patient: patient.enters(), "Opened, no section done yet"),
        (lambda patient: [patient.enters(), patient.saves(**complete_answers())], "sections done"),
        (lambda patient: patient.sends(), "Sent"),
    ],
)
def test_the_form_has_a_status(happens, says, desk, patient):
    happens(patient)

    assert says in rows(page_of(desk.get("/desk/")))[0]


def test_how_many_sections_there_are_is_not_shown_because_it_depends_on_the_answers(desk, clinic, front_desk):
    for reasons in (["other_pain"], ["other"]):
        patient = a_patient(clinic, front_desk, name="Same Name", consult_at=None)
        patient.enters()
        patient.saves(reasons=reasons, told_by_professional=["none"])

    first, second = ({*row.split()} for row in rows(page_of(desk.get("/desk/"))))
    assert first == second


def test_a_link_has_a_state(desk, patient, front_desk):
    def state():
        return page_of(desk.get(f"/desk/{patient.response.pk}/")).with_class("about")[0].text

    now = timezone.now()
    assert "Works until" in state()
    stop_link(patient.response, by=front_desk, now=now)
    assert "Stopped" in state()
    renew_link(patient.response, by=front_desk, now=now)
    assert "Works until the consult" in state()
    Invitation.objects.filter(stopped_at=None).update(expires_at=now)
    assert "Ended" in state()


def test_staff_are_told_when_wrong_dates_pause_or_stop_a_link(desk, patient):
    for _ in range(3):
        patient.enters("1960-01-01")
    assert "Paused after wrong dates of birth" in rows(page_of(desk.get("/desk/")))[0]

    Invitation.objects.update(wrong_dates=9, paused_until=None)
    patient.enters("1960-01-01")
    assert "Stopped: too many wrong dates of birth" in rows(page_of(desk.get("/desk/")))[0]


def test_a_patient_who_was_locked_out_stands_on_top_until_there_is_a_new_link(desk, patient, other_patient, front_desk):
    def on_top():
        found = page_of(desk.get("/desk/")).with_class("notice")
        return [link.text for link in found[0].all("a")] if found else []

    assert on_top() == []
    Invitation.objects.filter(response=patient.response).update(wrong_dates=9)
    patient.enters("1960-01-01")
    assert on_top() == ["Jordan Rivera"]
    renew_link(patient.response, by=front_desk, now=timezone.now())
    assert on_top() == []


def test_no_other_clinic_is_told_of_a_patient_who_was_locked_out(desk, patient, clinician_elsewhere):
    Invitation.objects.update(wrong_dates=10, stopped_at=timezone.now())

    assert page_of(desk.get("/desk/")).with_class("notice")
    assert not page_of(signed_in(clinician_elsewhere).get("/desk/")).with_class("notice")


def test_the_number_of_queries_does_not_grow_with_the_rows(desk, clinic, front_desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get("/desk/")
        return len(captured)

    for _ in range(3):
        a_patient(clinic, front_desk).saves(reasons=["other"])
    with_three = queries()
    for _ in range(17):
        a_patient(clinic, front_desk).saves(reasons=["other"])
    assert queries() == with_three


# What it never sees


@pytest.mark.parametrize("sent", [False, True])
def test_no_answer_flag_priority_score_or_topic_is_on_any_page_of_the_desk(sent, desk, patient: Patient):
    written = {key: SECRET for key, question in QUESTIONS.items() if question.kind == "text"}
    answers = complete_answers(reasons=["depression", "other_pain"], phq9_9="2", asq_3="yes", **written)
    patient.enters()
    patient.sends(**answers) if sent else patient.saves(**answers)

    pages = [desk.get("/desk/"), desk.get(f"/desk/{patient.response.pk}/")]
    pages += [desk.get(f"/desk/{patient.response.pk}/{page}/") for page in ("consult", "companion", "contact")]
    pages += [] if sent else [desk.get(f"/desk/{patient.response.pk}/stop-link/")]
    for page in map(page_of, pages):
        said = page.all("main")[0].text
        chosen = [q.as_shown(answers[key]) for key, q in QUESTIONS.items() if key in answers and q.kind != "text"]
        unspeakable = [str(question.label) for question in QUESTIONS.values()] + [one for one in chosen if len(one) > 9]
        unspeakable += [SECRET, "PHQ-9", "GAD-7", " of 27", "flag", "card"]
        unspeakable += [topic.value for topic in Topic] + [rule.id for rule in RULES]
        unspeakable += [priority.label for priority in Priority if priority is not Priority.NOTE]
        assert [words for words in unspeakable if words in said] == []
        assert SECRET not in str(page.raw_text)
        assert page.with_class("chip") == []


def test_the_desk_has_no_way_to_reviews(desk, patient):
    assert "/reviews/" not in [link.get("href") for link in page_of(desk.get("/desk/")).all("a")]


# Inviting


def test_inviting_makes_a_link_that_opens_with_the_date_of_birth(desk, client):
    link = link_on(page_of(desk.post("/desk/invite/", INVITE)))
    path = link.removeprefix("http://testserver")

    assert client.get(path).status_code == 200
    answer = client.post(path, {"year": "1974", "month": "3", "day": "9"})
    assert answer["Location"] == "/form/start/"


def test_the_link_page_says_what_to_tell_the_patient_and_until_when(desk):
    page = page_of(desk.post("/desk/invite/", INVITE))

    assert "readonly" in page.with_id("link").attributes
    assert link_on(page) in page.with_class("secret")[0].text
    assert "988" in page.with_class("secret")[0].text
    assert "Mon Dec 8, 2031, 10:30 am" in page.all("main")[0].text


def test_the_link_is_shown_once_and_kept_nowhere(desk, patient):
    link = link_on(page_of(desk.post("/desk/invite/", INVITE | {"name": "Nina Sole"})))
    response = Response.objects.exclude(pk=patient.response.pk).get()

    for path in ("/desk/", f"/desk/{response.pk}/"):
        assert link.split("/q/")[1].strip("/") not in desk.get(path).content.decode()


def test_whoever_is_invited_already_is_asked_about_first(desk, patient):
    asked = page_of(desk.post("/desk/invite/", INVITE), status=422)

    assert "Invited already for" in asked.with_class("summary")[0].text
    assert asked.with_id("name").get("value") == "Jordan Rivera"
    assert Response.objects.count() == 1
    page_of(desk.post("/desk/invite/", INVITE | {"again": "on"}))
    assert Response.objects.count() == 2


def test_a_record_number_that_has_another_date_of_birth_here_is_asked_about_first(desk, patient):
    given = {"name": "Jordan Rivera", "date_of_birth": "1974-09-03", "record_number": "004417"}
    asked = page_of(desk.post("/desk/invite/", INVITE | given), status=422)

    assert "Record 004417 is Jordan Rivera here, born Mar 9, 1974." in asked.with_class("summary")[0].text


def test_a_namesake_and_a_patient_of_another_clinic_are_not_asked_about(desk, patient, clinician_elsewhere):
    a_patient(clinician_elsewhere.clinic, clinician_elsewhere, name="Nina Sole", born="1980-01-01")

    page_of(desk.post("/desk/invite/", INVITE | {"date_of_birth": "1980-01-01"}))
    given = {"name": "Nina Sole", "date_of_birth": "1980-01-01", "form_id": "00000000-0000-4000-8000-000000000009"}
    page_of(desk.post("/desk/invite/", INVITE | given))


def test_the_consult_is_on_the_clinics_clock(desk):
    desk.post("/desk/invite/", INVITE)

    assert Response.objects.get().consult_at == datetime(2031, 12, 8, 15, 30, tzinfo=UTC)


def test_the_same_form_sent_twice_invites_once(desk):
    desk.post("/desk/invite/", INVITE)
    again = desk.post("/desk/invite/", INVITE)

    response = Response.objects.get()
    assert again["Location"] == f"/desk/{response.pk}/"


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_the_same_moment_invites_once(front_desk):
    one, other = signed_in(front_desk), signed_in(front_desk)

    answers = at_once(lambda: one.post("/desk/invite/", INVITE), lambda: other.post("/desk/invite/", INVITE))

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"date_of_birth": ""}, "date_of_birth"),
        ({"date_of_birth": "2999-01-01"}, "date_of_birth"),
        ({"consult_at": "2001-01-01T10:00"}, "consult_at"),
        ({"email": "nothing"}, "email"),
    ],
)
def test_an_error_keeps_the_rest_and_leads_to_the_field(wrong, field, desk):
    page = page_of(desk.post("/desk/invite/", INVITE | {"record_number": "00 44"} | wrong), 422)
    (link,) = page.with_class("summary")[0].all("a")

    assert page.all("title")[0].text.startswith("Error:")
    assert page.with_id(link.get("href")[1:]).get("name") == field
    assert page.with_id("record_number").get("value") == "00 44"
    assert not Response.objects.exists()


def test_only_the_clinics_own_clinicians_can_be_named(desk, clinician, lead, front_desk, clinician_elsewhere):
    options = page_of(desk.get("/desk/invite/")).with_id("clinician").all("option")

    assert {option.text for option in options} == {"Nobody named yet", clinician.name, lead.name}


# Links


def test_a_new_link_stops_the_old_one_and_keeps_what_was_saved(desk, patient):
    patient.saves(reasons=["other"])
    link = link_on(page_of(desk.post(f"/desk/{patient.response.pk}/new-link/")))

    assert find(patient.token).stopped_at
    assert confirm(find(link.split("/q/")[1].strip("/")), patient.response.patient.date_of_birth, now=timezone.now())
    assert patient.response.answers() == {"reasons": ["other"]}


def test_stopping_a_link_asks_first(desk, patient):
    page = page_of(desk.get(f"/desk/{patient.response.pk}/stop-link/"))
    assert not find(patient.token).stopped_at

    (form,) = page.all("main")[0].all("form")
    answer = desk.post(form.get("action") or f"/desk/{patient.response.pk}/stop-link/")
    assert answer["Location"] == f"/desk/{patient.response.pk}/"
    assert find(patient.token).stopped_at


def test_a_sent_form_gets_no_new_link_once_the_consult_has_come(desk, patient):
    patient.sends()
    Response.objects.update(consult_at=timezone.now())
    answer = desk.post(f"/desk/{patient.response.pk}/new-link/")

    assert answer["Location"] == f"/desk/{patient.response.pk}/"
    assert Invitation.objects.count() == 1
    assert page_of(desk.get(f"/desk/{patient.response.pk}/")).all("main")[0].all("form") == []


def test_signing_in_as_the_front_desk_leads_to_its_list(client, front_desk):
    signs_in(client, front_desk.email)

    assert client.get("/staff/").url == "/desk/"


def test_the_desk_sees_whether_a_mail_left_and_not_what_it_says(desk, clinic, front_desk):
    patient = a_patient(clinic, front_desk, by_mail=True)
    address = f"/desk/{patient.response.pk}/"
    assert "Invitation by mail On its way" in page_of(desk.get(address)).text

    mails()

    assert "Invitation by mail Delivered" in page_of(desk.get(address)).text
    assert patient.token not in desk.get(address).content.decode()


def test_the_list_says_whose_last_mail_did_not_arrive(desk, clinic, front_desk, patient):
    mailed = a_patient(clinic, front_desk, name="Nina Sole", by_mail=True)
    assert "did not arrive" not in page_of(desk.get("/desk/")).text
    Message.objects.update(state="given_up", ended_at=timezone.now())

    (told,) = [row for row in rows(page_of(desk.get("/desk/"))) if "The last mail did not arrive" in row]
    assert "Nina Sole" in told
    renew_link(mailed.response, by=front_desk, now=timezone.now())
    assert "did not arrive" not in page_of(desk.get("/desk/")).text


def test_whoever_has_not_sent_the_form_has_a_list_with_its_count(desk, clinic, front_desk, patient):
    a_patient(clinic, front_desk, name="Sent Already").sends()
    a_patient(clinic, front_desk, name="Long Ago", consult_at=timezone.now() - timedelta(days=3))

    page = page_of(desk.get("/desk/?consult=not-sent"))
    assert [row.split("Record")[0].strip() for row in rows(page)] == ["Jordan Rivera"]
    assert [tab.text for tab in page.with_class("tabs")[0].all("a")] == [
        "From today on 2",
        "Not sent yet 1",
        "Earlier consults 1",
    ]


def test_the_desk_is_told_of_a_mail_that_could_not_be_delivered(desk, clinic, front_desk):
    patient = a_patient(clinic, front_desk, by_mail=True)
    Message.objects.update(state="given_up", ended_at=timezone.now())

    assert "Could not be delivered." in page_of(desk.get(f"/desk/{patient.response.pk}/")).text
