"""Saving and sending: what is kept, what is remembered, what is frozen, and that it happens once or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from intake.document import Document
from intake.models import FrozenDocument, Page, Response, SafetyAnswer
from intake.questionnaire import QUESTIONS, SECTIONS, VERSION
from intake.responses import ResponseIncomplete, ResponseSent, save_page, submit
from intake.sections.getting_home import GettingHome
from intake.sections.mood import Mood
from intake.sections.safety import Safety
from screening.models import Flag
from tests.answers import complete_answers
from tests.people import Patient, a_patient

NOW = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def given(patient: Patient) -> list[tuple[str, str]]:
    """Each safety answer on record, oldest first."""
    return [(one.entry["key"], one.entry["value"]) for one in SafetyAnswer.objects.filter(response=patient.response)]


def answers(patient: Patient) -> dict[str, object]:
    return dict(Response.objects.get(pk=patient.response.pk).answers())


def send(patient: Patient, *, now: datetime | None = None, signed_as: str = "Jordan Rivera") -> FrozenDocument:
    return submit(patient.response, signed_as=signed_as, statement="Mine.", now=now or timezone.now())


def refuse_flags() -> None:
    """From here to the end of the test the database itself takes no flag."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER no_flags BEFORE INSERT ON screening_flag BEGIN SELECT RAISE(ABORT, 'no flags'); END"
            if connection.vendor == "sqlite"
            else "ALTER TABLE screening_flag ADD CONSTRAINT no_flags CHECK (priority = '') NOT VALID"
        )


# Saving


def test_saving_replaces_the_section(patient):
    patient.saves(callback_phone="555-0143", support_contact="Lee, 555-0177")
    patient.saves(callback_phone="555-0199")

    assert answers(patient) == {"callback_phone": "555-0199"}


def test_saving_one_section_leaves_the_others_alone(patient):
    patient.saves(callback_phone="555-0143")
    patient.saves(ride_home="person")

    assert answers(patient) == {"callback_phone": "555-0143", "ride_home": "person"}


def test_a_safety_answer_that_is_no_longer_posted_stays(patient):
    patient.saves(phq9_1="1", phq9_9="2")
    patient.saves(phq9_1="0")

    assert answers(patient) == {"phq9_1": "0", "phq9_9": "2"}


def test_a_changed_safety_answer_keeps_both_values_with_their_times(patient):
    patient.saves(phq9_9="2", now=NOW)
    patient.saves(phq9_9="0", now=NOW + timedelta(minutes=3))

    assert given(patient) == [("phq9_9", "2"), ("phq9_9", "0")]
    times = list(SafetyAnswer.objects.values_list("given_at", flat=True))
    assert times == [NOW, NOW + timedelta(minutes=3)]


def test_a_safety_answer_that_did_not_change_is_remembered_once(patient):
    for _ in range(3):
        patient.saves(asq_1="no")

    assert given(patient) == [("asq_1", "no")]


def test_a_safety_answer_is_remembered_in_the_words_as_shown(patient):
    patient.saves(phq9_9="3")

    entry = SafetyAnswer.objects.get().entry
    assert (entry["question"], entry["answer"]) == (str(QUESTIONS["phq9_9"].label), "Nearly every day")


def test_keys_of_other_sections_are_ignored(patient):
    save_page(patient.response, Mood, {"phq9_1": "1", "asq_5": "no", "nonsense": "x"}, on_purpose=True, now=NOW)

    assert answers(patient) == {"phq9_1": "1"}


@pytest.mark.parametrize("blank", [None, "", [], False])
def test_a_blank_never_takes_the_place_of_a_safety_answer(patient, blank):
    patient.saves(asq_1="yes")
    save_page(patient.response, Safety, {"asq_1": blank}, on_purpose=True, now=NOW)

    assert answers(patient) == {"asq_1": "yes"}


def test_an_autosave_does_not_say_that_a_page_was_left(patient):
    patient.saves(on_purpose=False, ride_home="person")

    assert Page.objects.get().left_at is None


def test_an_autosave_after_leaving_keeps_the_time_of_leaving(patient):
    patient.saves(ride_home="person", now=NOW)
    patient.saves(on_purpose=False, ride_home="no_plan", now=NOW + timedelta(minutes=1))

    page = Page.objects.get()
    assert (page.left_at, page.saved_at) == (NOW, NOW + timedelta(minutes=1))


def test_after_sending_nothing_is_saved(patient):
    patient.sends()
    before = answers(patient)

    with pytest.raises(ResponseSent):
        patient.saves(ride_home="no_plan")

    assert answers(patient) == before


def test_a_save_whose_flags_cannot_be_written_is_taken_back(patient):
    refuse_flags()

    with pytest.raises(IntegrityError):
        patient.saves(phq9_9="2")

    assert not Page.objects.exists()
    assert not SafetyAnswer.objects.exists()


# Sending


def test_sending_makes_one_document_and_completes_the_response(patient):
    response = patient.sends(now=NOW)

    assert response.is_sent
    assert (response.submitted_at, response.documents.count()) == (NOW, 1)


def test_sending_again_gives_the_same_document_and_no_more_flags(patient):
    first = patient.sends(phq9_9="1", asq_5="no").documents.get()
    raised = Flag.objects.count()

    again = send(patient, signed_as="Somebody Else")

    assert (again, Flag.objects.count()) == (first, raised)
    assert again.content["sent"]["signed_as"] == "Jordan Rivera"


def test_an_incomplete_response_is_refused_with_its_keys_in_the_order_asked(patient):
    patient.saves(**complete_answers(ride_home=None, phq9_3=None))

    with pytest.raises(ResponseIncomplete) as refusal:
        send(patient)

    assert refusal.value.keys == ["phq9_3", "ride_home"]
    assert not FrozenDocument.objects.exists()


def test_an_empty_response_lists_every_question_that_is_due(patient):
    with pytest.raises(ResponseIncomplete) as refusal:
        send(patient)

    asked_of_all = {key for key, question in QUESTIONS.items() if question.show_if is None and not question.optional}
    assert asked_of_all - {"adult"} <= set(refusal.value.keys)
    assert refusal.value.keys == [key for key in QUESTIONS if key in refusal.value.keys]


def test_a_response_and_its_flags_are_kept_together_or_not_at_all(patient):
    patient.saves(**complete_answers(ride_home="self_drive"))
    refuse_flags()

    with pytest.raises(IntegrityError):
        send(patient)

    patient.response.refresh_from_db()
    assert not patient.response.is_sent
    assert not FrozenDocument.objects.exists()


def test_the_document_holds_question_and_answer_as_shown(patient):
    document = patient.sends(ride_home="no_plan", main_goal="Walk my dog").documents.get().document

    item = document.items["ride_home"]
    question = QUESTIONS["ride_home"]
    assert (item["question"], item["answer"]) == (str(question.label), question.as_shown("no_plan"))
    assert document.answer("main_goal") == "Walk my dog"


def test_the_document_names_version_language_reference_and_sender(patient):
    content = patient.sends(now=NOW).documents.get().content

    assert (content["questionnaire"], content["language"]) == (VERSION, "en")
    assert content["response"] == patient.response.reference
    assert content["sent"] == {
        "at": NOW.isoformat(),
        "signed_as": "Jordan Rivera",
        "statement": "These are my answers.",
    }


def test_the_digest_verifies_and_notices_any_change(patient):
    frozen = patient.sends().documents.get()

    assert frozen.digest == frozen.document.digest
    assert Document({**frozen.content, "language": "es"}).digest != frozen.digest


def test_equal_answers_have_different_digests(patient, other_patient):
    assert patient.sends(now=NOW).documents.get().digest != other_patient.sends(now=NOW).documents.get().digest


def test_every_question_ever_asked_is_in_the_document_answered_or_not(patient):
    document = patient.sends().documents.get().document

    assert list(document.items) == list(QUESTIONS)
    assert [section["slug"] for section in document.sections] == [section.slug for section in SECTIONS]


def test_the_answer_of_a_hidden_question_is_left_out(patient):
    patient.saves(**complete_answers(reasons=["crps"], peg_1="9"))
    patient.saves(reasons=["other"], told_by_professional=["none"])

    document = send(patient).document

    assert (document.value("peg_1"), document.items["peg_1"]["status"]) == (None, "not_asked")


def test_a_safety_answer_is_sent_even_where_its_question_was_not_due(patient):
    patient.saves(**complete_answers(attempt_when="over_1_year", asq_5="no"))

    document = send(patient).document

    assert (document.value("attempt_when"), document.value("asq_5")) == ("over_1_year", "no")


@pytest.mark.parametrize(
    ("hour", "adult"),
    [
        (4, "no"),  # 11 in the evening in New York: still the day before the 18th birthday
        (5, "yes"),
    ],
)
def test_who_is_an_adult_is_worked_out_on_the_clinics_clock(clinic, front_desk, hour, adult):
    young = a_patient(clinic, front_desk, born="2008-12-01")

    document = young.sends(now=datetime(2026, 12, 1, hour, 0, tzinfo=UTC)).documents.get().document

    assert document.value("adult") == adult


@pytest.mark.parametrize(("on", "age"), [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18)])
def test_who_was_born_on_a_leap_day_is_a_year_older_on_the_first_of_march(clinic, front_desk, on, age):
    assert a_patient(clinic, front_desk, born="2008-02-29").response.patient.age(on) == age


def test_what_a_patient_says_about_their_age_does_not_count(patient):
    save_page(patient.response, SECTIONS[0], {"adult": "no"}, on_purpose=True, now=NOW)

    assert patient.sends().documents.get().document.value("adult") == "yes"


def test_a_completed_response_without_a_time_is_refused_by_the_database(patient):
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.update(status="completed")


def test_a_second_page_of_one_section_is_refused_by_the_database(patient):
    patient.saves(ride_home="person")

    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.create(response=patient.response, section=GettingHome.slug, answers={}, saved_at=NOW)


def test_a_second_document_with_the_same_number_is_refused_by_the_database(patient):
    response = patient.sends()

    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenDocument.objects.create(response=response, content={}, digest="x", frozen_at=NOW)
