"""The clinician's first page: the Safety band, the tabs, their rows, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from screening.face_sheet import FOOTER
from screening.handing_over import hand_over
from screening.reviews import take
from screening.rule import Topic
from tests.contracts.test_page_structure import faults
from tests.markup import read
from tests.people import a_patient, signed_in
from tests.reviewing import records, records_all, signs_off

CONSULT = datetime(2031, 12, 8, 15, 30, tzinfo=UTC)
TABS = ("to-review", "in-review", "waiting", "signed")


def page_for(person, tab="to-review"):
    answer = signed_in(person).get("/reviews/", {"tab": tab})
    assert answer.status_code == 200
    return read(answer.content.decode())


def band(page):
    return page.with_class("band")


@pytest.fixture
def everybody(clinic, front_desk, clinician):
    """A response in every state."""
    a_patient(clinic, front_desk, name="Not Opened")
    a_patient(clinic, front_desk, name="Half Way").saves(asq_3="yes", on_purpose=False)
    a_patient(clinic, front_desk, name="Just Sent").sends(ride_home="self_drive", bladder="sometimes")
    begun = a_patient(clinic, front_desk, name="In Hand").sends(ride_home="self_drive")
    take(begun, by=clinician, now=timezone.now() + timedelta(minutes=1))
    signed = a_patient(clinic, front_desk, name="All Done").sends()
    signs_off(signed, by=clinician, now=timezone.now())


@pytest.mark.slow
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_sound_and_carries_the_footer(tab, everybody, clinician):
    page = page_for(clinician, tab)

    assert list(faults(page)) == []
    assert page.all("footer")[0].text == FOOTER


@pytest.mark.parametrize("tab", TABS)
def test_an_empty_tab_says_so_in_words(tab, clinician):
    page = page_for(clinician, tab)

    assert list(faults(page)) == []
    assert len(page.with_class("empty")[0].text) > 20


def test_tabs_carry_their_counts(everybody, clinician):
    tabs = [link.text for link in page_for(clinician).with_class("tabs")[0].all("a")]

    assert tabs == ["To review 1", "In review 1", "Waiting for patient 2", "Signed 1"]


@pytest.mark.parametrize(
    ("tab", "name"),
    [("to-review", "Just Sent"), ("in-review", "In Hand"), ("signed", "All Done")],
)
def test_a_tab_lists_its_own(tab, name, everybody, clinician):
    page = page_for(clinician, tab)

    assert [row.all("a")[0].text for row in page.all("tbody")[0].all("tr")] == [name]
    assert page.with_class("tabs")[0].all("a")[TABS.index(tab)].get("aria-current") == "page"


# Rows


def test_cards_stand_as_chips_behind_the_name_of_their_priority(everybody, clinician):
    groups = page_for(clinician).with_class("by-priority")

    assert [group.text for group in groups] == ["Discuss first Getting home 1 note"]
    assert [chip.get("class") for chip in page_for(clinician).with_class("chip")[1:]] == ["chip first", "chip note"]


def test_notes_alone_have_a_line_of_their_own_and_say_when_they_were_seen(patient, clinician):
    response = patient.sends(bladder="sometimes")
    assert [group.text for group in page_for(clinician).with_class("by-priority")] == ["Note 1 note"]

    records_all(response, by=clinician)
    (chip,) = page_for(clinician, "in-review").with_class("chip")
    assert (chip.text, chip.get("class")) == ("1 note (recorded)", "chip closed")


def test_no_rule_matched_is_plain_words_without_a_chip(patient, clinician):
    patient.sends()
    page = page_for(clinician)

    assert "No rule matched" in page.all("tbody")[0].text
    assert page.with_class("chip") == []


def test_times_stand_on_the_clinics_clock(clinic, front_desk, clinician):
    a_patient(clinic, front_desk, consult_at=CONSULT).sends()

    cell = page_for(clinician).all("tbody")[0].all("td")[0]
    assert cell.text == "Mon Dec 8, 2031 10:30 am"


def test_an_unsent_form_shows_how_far_it_is_and_no_topic(patient, clinician):
    patient.saves(reasons=["depression"], told_by_professional=["bipolar"], main_goal="To walk")
    row = page_for(clinician, "waiting").all("tbody")[0]

    assert "sections done" in row.text or "Not opened yet" in row.text
    assert "Mania" not in row.text
    assert row.with_class("chip") == []


def test_a_review_that_has_begun_shows_what_is_recorded_and_what_is_open(patient, clinician):
    response = patient.sends(ride_home="self_drive", motion_sick="often")
    records(response, Topic.GETTING_HOME, "talked_about", by=clinician)
    row = page_for(clinician, "in-review").all("tbody")[0]

    assert "1 of 2 cards still open" in row.text
    assert [chip.text for chip in row.with_class("closed")] == ["Getting home (recorded)"]
    assert "You have it" in row.text


def test_a_signed_review_shows_by_whom(patient, clinician, lead):
    response = patient.sends(ride_home="self_drive")
    records_all(response, by=lead)
    signs_off(response, by=lead, now=timezone.now())

    assert lead.name in page_for(clinician, "signed").all("tbody")[0].text


def test_names_are_shown_as_written(clinic, front_desk, clinician):
    a_patient(clinic, front_desk, name="<b>Bobby</b> & Co").sends()

    assert page_for(clinician).all("tbody")[0].all("a")[0].text == "<b>Bobby</b> & Co"


# Safety


def test_without_open_safety_items_there_is_no_band(patient, clinician):
    patient.sends()
    page = page_for(clinician)

    assert band(page) == []
    assert page.with_class("band-empty")[0].text == "Safety · none open"


def test_the_band_says_priority_waiting_and_that_nobody_has_it(patient, clinician):
    patient.saves(asq_3="yes", now=timezone.now() - timedelta(minutes=6, seconds=10))
    (line,) = band(page_for(clinician))[0].all("li")

    assert "Urgent – contact now" in line.text
    assert "Waiting 6 min · nobody has it yet · not sent yet" in line.text
    assert line.all("button")[0].text == "Take and open Jordan Rivera"


def test_taking_from_the_band_records_it_and_opens_the_response(patient, clinician, lead):
    patient.saves(asq_3="yes")
    (form,) = band(page_for(clinician))[0].all("form")

    answer = signed_in(clinician).post(form.get("action"))
    assert answer["Location"] == f"/reviews/{patient.response.pk}/"
    assert patient.response.takings.get().by == clinician
    assert f"{clinician.name} has it" in band(page_for(lead))[0].text
    assert "you have it" in band(page_for(clinician))[0].text


def test_a_same_day_item_says_so_and_a_sent_form_is_not_called_unsent(patient, clinician):
    patient.sends(asq_1="yes", asq_5="no")
    line = band(page_for(clinician))[0].all("li")[0]

    assert "Discuss first · same day" in line.text
    assert "not sent" not in line.text


def test_a_try_that_did_not_reach_the_patient_shows_in_the_band(patient, clinician, lead):
    patient.saves(asq_3="yes")
    records(patient.response, Topic.SAFETY, "not_reached", by=lead)

    assert "Not reached" in band(page_for(clinician))[0].text


@pytest.mark.parametrize("tab", TABS)
def test_the_band_stands_above_every_tab(tab, patient, clinician):
    patient.saves(asq_3="yes")

    assert band(page_for(clinician, tab))


def test_a_long_band_says_how_many_are_open_in_all_and_leads_to_every_one(clinic, front_desk, clinician, monkeypatch):
    monkeypatch.setattr("screening.views.worklist.IN_BAND", 1)
    monkeypatch.setattr("screening.views.worklist.ROWS_PER_PAGE", 2)
    for name in ("First", "Second", "Third"):
        a_patient(clinic, front_desk, name=name).saves(asq_3="yes")
    shown = band(page_for(clinician))[0]

    assert shown.all("h2")[0].text == "Safety · 3 open"
    assert [line.all("b")[0].text for line in shown.all("li")] == ["First"]
    assert shown.with_class("rest")[0].text == ("Not in this band: 2 Urgent – contact now. See all 3 open Safety items")
    every = shown.with_class("rest")[0].all("a")[0].get("href")
    pages = [read(signed_in(clinician).get(every, {"page": page}).content.decode()) for page in (1, 2)]
    assert [line.all("b")[0].text for page in pages for line in page.all("li")] == ["First", "Second", "Third"]
    assert "3 open" in pages[0].text


def test_so_does_the_band_of_what_is_handed_over(clinic, front_desk, clinician, lead, monkeypatch):
    monkeypatch.setattr("screening.views.worklist.IN_BAND", 1)
    for name in ("First", "Second"):
        hand_over(a_patient(clinic, front_desk, name=name).response, lead, by=clinician, note="", now=timezone.now())
    (shown,) = band(page_for(lead))

    assert shown.all("h2")[0].text == "Handed over to you · 2"
    assert [line.all("b")[0].text for line in shown.all("li")] == ["First"]
    assert "They come up as you take these." in shown.with_class("rest")[0].text


def test_a_band_that_holds_everything_says_nothing_of_a_rest(patient, clinician):
    patient.saves(asq_3="yes")

    assert page_for(clinician).with_class("rest") == []


def test_another_clinics_safety_items_are_on_no_page(patient, clinician_elsewhere):
    patient.saves(asq_3="yes")
    page = read(signed_in(clinician_elsewhere).get("/reviews/safety/").content.decode())

    assert "Jordan Rivera" not in page.text
    assert "No Safety item is open." in page.text


# Pages and cost


def test_a_long_list_comes_in_pages_that_keep_the_tab(clinic, front_desk, clinician):
    for number in range(26):
        a_patient(clinic, front_desk, name=f"Patient {number}")
    page = page_for(clinician, "waiting")

    assert len(page.all("tbody")[0].all("tr")) == 25
    assert page.with_class("pages")[0].all("a")[0].get("href") == "?tab=waiting&page=2"


@pytest.mark.slow
@pytest.mark.parametrize("tab", ["to-review", "waiting"])
def test_the_number_of_queries_does_not_grow_with_the_rows(tab, clinic, front_desk, clinician):
    def arrive(count: int) -> None:
        for _ in range(count):
            a_patient(clinic, front_desk).sends(asq_1="yes", asq_5="no", ride_home="self_drive")
            a_patient(clinic, front_desk).saves(asq_3="yes")

    def queries() -> int:
        client = signed_in(clinician)
        with CaptureQueriesContext(connection) as captured:
            client.get("/reviews/", {"tab": tab})
        return len(captured)

    arrive(3)
    with_three = queries()
    arrive(17)
    assert queries() == with_three
