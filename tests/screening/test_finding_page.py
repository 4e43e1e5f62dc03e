"""Looking for a patient: what is typed stands in no address, no log and no audit trail; what is found has one."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic.models import AuditEvent
from screening.reviews import take
from screening.worklist import Tab, responses_in, rows_of
from tests.contracts.test_page_structure import faults
from tests.markup import read
from tests.people import a_patient, signed_in
from tests.reviewing import read_answer, records, records_all, signs_off, text_of

FIND = "/reviews/find/"


def looks_for(person, words: str):
    return signed_in(person).post(FIND, {"words": words})


def found_by(person, words: str):
    """The page that the address of what was found opens."""
    return read_answer(signed_in(person).get(looks_for(person, words)["Location"]), 200)


def names_on(page) -> list[str]:
    return [row.all("a")[0].text for body in page.all("tbody") for row in body.all("tr")]


def test_forms_in_every_state_are_found_with_where_they_stand(clinic, front_desk, clinician):
    a_patient(clinic, front_desk)
    signed = a_patient(clinic, front_desk).sends()
    signs_off(signed, by=clinician, now=timezone.now())
    a_patient(clinic, front_desk, name="Sam Whitfield").sends()

    page = found_by(clinician, "Rivera")
    assert list(faults(page)) == []
    assert names_on(page) == ["Jordan Rivera", "Jordan Rivera"]
    stands = [cell.text for cell in page.all("td") if cell.get("data-label") == "Where it stands"]
    assert [text.split()[0] for text in stands] == ["Signed", "Waiting"]


def test_the_address_holds_ids_and_no_word_of_what_was_typed(patient, clinician):
    address = looks_for(clinician, "Rivera 3/9/1974")["Location"]

    assert address == f"{FIND}?patient={patient.response.patient_id}"


def test_a_colleague_can_open_the_same_address_and_another_clinic_sees_nothing(
    patient, clinician, lead, clinician_elsewhere
):
    address = looks_for(clinician, "Rivera")["Location"]

    assert names_on(read_answer(signed_in(lead).get(address), 200)) == ["Jordan Rivera"]
    elsewhere = read_answer(signed_in(clinician_elsewhere).get(address), 200)
    assert names_on(elsewhere) == []
    assert "Rivera" not in elsewhere.text


def test_nobody_of_another_clinic_is_found(patient, clinician_elsewhere):
    page = read_answer(looks_for(clinician_elsewhere, "Rivera"), 200)

    assert names_on(page) == []
    assert "No patient of this clinic" in text_of(page)


def test_nobody_found_says_how_to_go_on_and_keeps_what_was_typed_on_the_page(patient, clinician):
    page = read_answer(looks_for(clinician, "Riv"), 200)

    assert list(faults(page)) == []
    assert "found whole" in text_of(page)
    assert [field.get("value") for field in page.all("input") if field.get("name") == "words"] == ["Riv"]


@pytest.mark.parametrize(("words", "to_do"), [("", "Write a name"), ("3/9/74", "four digits"), ("x" * 201, "at most")])
def test_what_cannot_be_looked_for_is_an_error_that_leads_to_the_field(words, to_do, clinician):
    page = read_answer(looks_for(clinician, words), 422)
    (link,) = page.with_class("summary")[0].all("a")

    assert list(faults(page)) == []
    assert to_do in link.text
    assert page.with_id(link.get("href")[1:]).get("name") == "words"


def test_more_than_an_address_holds_says_so(clinic, front_desk, clinician):
    for _ in range(26):
        a_patient(clinic, front_desk)
    page = found_by(clinician, "Rivera")

    assert len(names_on(page)) == 25
    assert "More patients fit" in text_of(page)


@pytest.mark.parametrize("query", ["?patient=nonsense", "?patient=", "?patient=00000000-0000-0000-0000-000000000000"])
def test_an_address_of_nobody_is_a_page_without_names(query, patient, clinician):
    assert names_on(read_answer(signed_in(clinician).get(FIND + query), 200)) == []


def test_the_audit_trail_and_the_log_tell_of_the_search_and_not_of_the_words(patient, clinician, caplog):
    with caplog.at_level(logging.DEBUG):
        found_by(clinician, "Rivera 3/9/1974")
        looks_for(clinician, "Whitfield")

    events = AuditEvent.objects.filter(action="searched").order_by("place")
    assert [event.details for event in events] == [{"found": 1}, {"found": 0}]
    told = caplog.text + str(list(AuditEvent.objects.values_list("details", "subject")))
    assert [word for word in ("Rivera", "1974", "Whitfield") if word in told] == []


def test_every_page_of_reviews_has_the_search(patient, clinician):
    (form,) = read(signed_in(clinician).get("/reviews/").content.decode()).with_class("find")

    assert (form.get("method"), form.get("action")) == ("post", FIND)


def test_a_row_stands_where_its_tab_is(clinic, front_desk, clinician):
    now = timezone.now()
    a_patient(clinic, front_desk).saves(asq_3="yes")
    early = a_patient(clinic, front_desk)
    early.saves(asq_3="yes", now=now - timedelta(hours=1))
    records(early.response, rows_of([early.response])[0].cards[0].topic, "reached", by=clinician, now=now)
    early.sends(asq_3="yes", asq_5="no", now=now + timedelta(minutes=1))
    begun, taken, signed = (a_patient(clinic, front_desk).sends(ride_home="self_drive") for _ in range(3))
    records(begun, rows_of([begun])[0].cards[0].topic, "talked_about", by=clinician)
    take(taken, by=clinician, now=now + timedelta(hours=1))
    records_all(signed, by=clinician)
    signs_off(signed, by=clinician, now=now + timedelta(hours=1))

    for tab in Tab:
        rows = rows_of(responses_in(clinic, tab))
        assert rows
        assert [row.tab for row in rows] == [tab] * len(rows)
