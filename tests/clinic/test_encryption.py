"""What the database holds about people: unreadable, tied to its row and column, readable again under every key held."""

import base64
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clinic.encryption import CannotDecrypt, Sealed, decrypt, encrypt
from clinic.models import Clinic
from intake.models import Page, Patient, Response, SafetyAnswer
from intake.questionnaire import QUESTIONS
from tests.people import Patient as Person

NEW_KEY = base64.b64encode(b"the next key, of 32 bytes, yes :").decode()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def raw(table: str, column: str, pk: Any) -> bytes:
    """The stored bytes, as anyone with the database file would see them."""
    key = pk.hex if connection.vendor == "sqlite" else pk
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])  # noqa: S608 - our own names
        return bytes(cursor.fetchone()[0])


def put(table: str, column: str, pk: Any, value: bytes) -> None:
    key = pk.hex if connection.vendor == "sqlite" else pk
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, key])  # noqa: S608 - our own names


@pytest.fixture
def page(patient: Person) -> Page:
    patient.saves(phq9_1="2", phq9_9="1")
    return patient.response.pages.get()


@given(value=JSON, place=st.text())
def test_any_json_comes_back_as_it_was(value, place):
    assert decrypt(encrypt(value, place=place), place=place) == value


@given(value=JSON)
def test_the_same_value_never_looks_the_same_twice(value):
    assert encrypt(value, place="here") != encrypt(value, place="here")


@given(place=st.text(), elsewhere=st.text())
def test_a_value_is_read_only_where_it_was_written(place, elsewhere):
    if place != elsewhere:
        with pytest.raises(CannotDecrypt):
            decrypt(encrypt("x", place=place), place=elsewhere)


@given(place=st.integers(0, 60), flip=st.integers(1, 255))
def test_one_altered_byte_anywhere_is_noticed(place, flip):
    stored = bytearray(encrypt({"phq9_9": "1", "more": "of it, and more"}, place="here"))
    stored[place % len(stored)] ^= flip

    with pytest.raises(CannotDecrypt):
        decrypt(bytes(stored), place="here")


@given(length=st.integers(0, 40))
def test_a_value_that_was_cut_short_is_named_as_such(length):
    with pytest.raises(CannotDecrypt):
        decrypt(encrypt("a longer text than that", place="here")[:length], place="here")


def test_a_new_first_key_writes_and_the_old_one_still_reads(settings):
    old = encrypt("old", place="here")
    old_keys = list(settings.PHI_KEYS)

    settings.PHI_KEYS = [NEW_KEY, *old_keys]
    new = encrypt("new", place="here")

    assert decrypt(old, place="here") == "old"
    settings.PHI_KEYS = [NEW_KEY]
    assert decrypt(new, place="here") == "new"
    with pytest.raises(CannotDecrypt):
        decrypt(old, place="here")


def test_saving_again_moves_a_row_to_the_new_key(page, settings):
    settings.PHI_KEYS = [NEW_KEY, *settings.PHI_KEYS]
    fresh = Page.objects.get(pk=page.pk)
    fresh.answers = dict(fresh.answers)
    fresh.save()
    settings.PHI_KEYS = [NEW_KEY]

    assert Page.objects.get(pk=page.pk).answers == {"phq9_1": "2", "phq9_9": "1"}


def test_the_stored_row_shows_no_question_and_no_answer(page):
    stored = raw("intake_page", "answers", page.pk)

    assert not [key for key in QUESTIONS if key.encode() in stored]
    assert b'"1"' not in stored


def test_a_value_moved_to_another_row_cannot_be_read(page, other_patient):
    other_patient.saves(phq9_9="0")
    theirs = other_patient.response.pages.get()

    put("intake_page", "answers", theirs.pk, raw("intake_page", "answers", page.pk))

    with pytest.raises(CannotDecrypt):
        _ = Page.objects.get(pk=theirs.pk).answers


def test_a_value_moved_to_another_column_of_a_row_with_the_same_key_cannot_be_read(page, clinic):
    patient = Patient.objects.create(pk=page.pk, clinic=clinic, identity={"name": "A"}, created_at=timezone.now())

    put("intake_patient", "identity", patient.pk, raw("intake_page", "answers", page.pk))

    with pytest.raises(CannotDecrypt):
        _ = Patient.objects.get(pk=patient.pk).name


@pytest.mark.parametrize(
    "lookup", ["answers", "answers__contains", "answers__in", "answers__gt", "answers__startswith"]
)
def test_searching_is_refused(page, lookup):
    with pytest.raises(FieldError):
        Page.objects.filter(**{lookup: [b"x"]}).first()


def test_updating_in_bulk_is_refused(page):
    with pytest.raises(FieldError):
        Page.objects.update(answers={"phq9_9": "0"})


def test_writing_many_changed_rows_at_once_is_refused(page):
    page.answers = {"phq9_9": "0"}

    with pytest.raises(FieldError):
        Page.objects.bulk_update([page], ["answers"])


def test_writing_to_a_fixture_is_refused(page):
    with pytest.raises(FieldError):
        serializers.serialize("json", [page])


def test_a_deferred_value_is_fetched_when_it_is_read(page):
    assert Page.objects.defer("answers").get(pk=page.pk).answers["phq9_9"] == "1"


def test_saving_a_row_whose_value_was_never_read_keeps_the_value(page):
    unread = Page.objects.defer("answers").get(pk=page.pk)
    unread.save(update_fields=["answers", "saved_at"])

    assert Page.objects.get(pk=page.pk).answers["phq9_9"] == "1"


def test_saving_a_row_without_reading_its_value_leaves_the_bytes_alone(page):
    before = raw("intake_page", "answers", page.pk)

    Page.objects.get(pk=page.pk).save()

    assert raw("intake_page", "answers", page.pk) == before


def test_a_refreshed_row_holds_what_another_wrote(page, patient):
    patient.saves(phq9_9="3")

    page.refresh_from_db()

    assert page.answers["phq9_9"] == "3"


def test_rows_written_together_are_each_encrypted_for_themselves(patient):
    now = timezone.now()
    entries = [{"key": "asq_1", "value": "yes"}, {"key": "asq_2", "value": "no"}]
    made = SafetyAnswer.objects.bulk_create(
        SafetyAnswer(response=patient.response, entry=entry, given_at=now) for entry in entries
    )

    assert [SafetyAnswer.objects.get(pk=one.pk).entry for one in made] == entries


def test_values_read_without_a_row_stay_sealed(page):
    assert all(isinstance(value, Sealed) for value in Page.objects.values_list("answers", flat=True))


def everything_stored() -> bytes:
    """Every cell of every table, one after another, in the bytes of the database."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            cells = [cell for row in cursor.fetchall() for cell in row]
            found += [bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells]
    return b"\n".join(found)


def test_nothing_that_a_patient_said_can_be_read_in_any_table_after_sending(patient: Person):
    """A flag's rule and topic can: the worklist selects by them. Who it is about, and what was said, cannot."""
    patient.enters()
    patient.sends(phq9_9="1", asq_5="no", main_goal="Walk my dog Biscuit", med_list="Sertraline", reasons=["other"])

    stored = everything_stored().lower()
    items = Response.objects.get().documents.get().document.items.values()
    answers = [item["answer"] for item in items if len(item.get("answer", "")) > len("Not at all")]
    person = ["Jordan", "Rivera", "1974-03-09", "004417", "j@example.org", "Biscuit", "Sertraline", "555-0143"]
    asked = [key for key in QUESTIONS if key not in ("reasons", "adult")] + [str(q.label) for q in QUESTIONS.values()]
    assert answers
    assert [word for word in [*person, *answers, *asked] if word.lower().encode() in stored] == []


def test_what_is_not_about_patients_is_in_the_same_dump(clinic: Clinic):
    assert b"Cedar Clinic" in everything_stored()


def test_the_names_that_values_are_tied_to_never_change():
    """Changing one makes every value that is stored under it unreadable."""
    fields = [field for model in apps.get_models() for field in model._meta.fields if hasattr(field, "context")]

    assert {field.context for field in fields} >= {
        "patient.identity",
        "page.answers",
        "safety_answer.entry",
        "frozen_document.content",
        "flag.words",
        "disposition.words",
    }
    assert len({field.context for field in fields}) == len(fields)
