"""The list of medicines without script: add, remove the middle one, keep the rest, at most six."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.models import Response
from intake.views.rows import without_row
from tests.people import Patient

NAMES = ["Sertraline", "Bupropion", "Lithium", "Trazodone", "Mirtazapine", "Duloxetine"]


@pytest.fixture
def inside(patient: Patient) -> Patient:
    """A patient who has come in and may list medicines."""
    patient.saves(reasons=["depression"], told_by_professional=["none"])
    patient.enters()
    return patient


def rows(*names: str, **more: str) -> dict[str, str]:
    """The posted cells of so many medicines, each with an answer of its own."""
    posted = {"mood_meds_any": "yes", **more}
    for number, name in enumerate(names):
        posted |= {f"mood_meds-{number}-name": name, f"mood_meds-{number}-helped": "lot" if number % 2 else "none"}
    return posted


def post(patient: Patient, **posted: str) -> Any:
    return patient.client.post("/form/s/treatments/", posted)


def kept(patient: Patient) -> list[str]:
    meds = Response.objects.get(pk=patient.response.pk).answers().get("mood_meds") or []
    return [row["name"] for row in meds]


def shown(page: Any) -> list[str]:
    """What stands in the name of each row on the page, "" for an empty row."""
    inputs = re.findall(r'<input[^>]*name="mood_meds-\d+-name"[^>]*>', page.content.decode())
    return [found[1] if (found := re.search(r'value="([^"]*)"', one)) else "" for one in inputs]


def test_the_page_begins_with_one_empty_row(inside):
    assert shown(inside.client.get("/form/s/treatments/")) == [""]


def test_adding_keeps_what_was_typed_and_offers_one_more(inside):
    page = post(inside, **rows("Sertraline"), add_row="mood_meds")

    assert page.status_code == 200
    assert shown(page) == ["Sertraline", ""]
    assert kept(inside) == ["Sertraline"]


def test_adding_judges_nothing_else_on_the_page(inside):
    page = post(inside, **rows("Sertraline"), add_row="mood_meds")

    assert "There is a problem" not in page.content.decode()
    assert not Response.objects.get().pages.get(section="treatments").left_at


def test_removing_the_middle_row_keeps_the_others_with_their_answers(inside):
    page = post(inside, **rows("Sertraline", "Bupropion", "Lithium"), remove_row="mood_meds-1")

    assert shown(page) == ["Sertraline", "Lithium", ""]
    meds = Response.objects.get().answers()["mood_meds"]
    assert meds == [{"name": "Sertraline", "helped": "none"}, {"name": "Lithium", "helped": "none"}]


@pytest.mark.parametrize(("gone", "left"), [(0, ["Bupropion", "Lithium"]), (2, ["Sertraline", "Bupropion"])])
def test_removing_the_first_or_last_row_keeps_the_others(inside, gone, left):
    post(inside, **rows(*NAMES[:3]), remove_row=f"mood_meds-{gone}")

    assert kept(inside) == left


def test_removing_the_only_row_leaves_an_empty_one(inside):
    page = post(inside, **rows("Sertraline"), remove_row="mood_meds-0")

    assert shown(page) == [""]
    assert kept(inside) == []


def test_removing_keeps_the_rest_of_the_page(inside):
    post(inside, **rows("Sertraline", ketamine_before="never"), remove_row="mood_meds-0")

    assert Response.objects.get().answers()["ketamine_before"] == ["never"]


@pytest.mark.parametrize(
    "named", ["mood_meds-9", "mood_meds-", "other-0", "mood_meds", "../0", "mood_meds-99999", "\x00"]
)
def test_removing_what_is_not_there_changes_nothing(inside, named):
    page = post(inside, **rows("Sertraline", "Bupropion"), remove_row=named)

    assert page.status_code == 200
    assert kept(inside) == ["Sertraline", "Bupropion"]


def test_six_rows_are_kept_and_no_seventh_is_offered(inside):
    page = post(inside, **rows(*NAMES), add_row="mood_meds")

    assert shown(page) == NAMES
    assert kept(inside) == NAMES


def test_a_seventh_row_that_no_page_offers_is_not_kept(inside):
    post(inside, **rows(*NAMES, "Seventh"), add_row="mood_meds")

    assert kept(inside) == NAMES


def test_an_empty_row_between_others_vanishes_when_the_page_is_saved(inside):
    post(inside, **rows("Sertraline", "", "Lithium") | {"mood_meds-1-helped": ""})

    assert kept(inside) == ["Sertraline", "Lithium"]


def test_a_row_without_a_name_comes_back_with_its_answers_and_the_others_are_kept(inside):
    page = post(inside, **rows("Sertraline", ""))

    said = page.content.decode()
    assert page.status_code == 422
    assert "Medicine 2: Write what the medicine is called, or clear the other answers about it." in said
    assert re.search(r'name="mood_meds-1-helped" value="lot"[^>]* checked', said)
    assert kept(inside) == ["Sertraline"]


def test_a_row_that_is_not_finished_stays_on_the_page_while_another_is_added(inside):
    page = post(inside, **rows("", "Bupropion"), add_row="mood_meds")

    assert shown(page) == ["", "Bupropion", ""]
    assert re.search(r'name="mood_meds-0-helped" value="none"[^>]* checked', page.content.decode())


def test_the_rows_come_back_when_the_page_is_opened_again(inside):
    post(inside, **rows("Sertraline", "Bupropion"), add_row="mood_meds")

    assert shown(inside.client.get("/form/s/treatments/")) == ["Sertraline", "Bupropion", ""]


def test_later_rows_move_up_and_nothing_else_is_touched():
    posted = QueryDict("a=1&a=2&g-0-name=x&g-1-name=y&g-2-name=z&h-2-name=q&remove_row=g-1")

    assert without_row(posted).urlencode() == "a=1&a=2&g-0-name=x&g-1-name=z&h-2-name=q&remove_row=g-1"


names = st.sampled_from(["name", "weeks", "full_dose", "helped", "stopped", "nonsense"])
cells = st.builds("mood_meds-{}-{}".format, st.integers(-1, 101) | st.text(max_size=3), names)
buttons = st.sampled_from(["add_row", "remove_row"])
named = st.builds("{}-{}".format, st.sampled_from(["mood_meds", "med_list", ""]), st.integers(-1, 101)) | st.text()


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    posted=st.dictionaries(cells, st.sampled_from(["", "lot", "over6", "yes"]) | st.text(max_size=300), max_size=12),
    pressed=st.dictionaries(buttons, named, max_size=2),
)
def test_whatever_is_posted_as_rows_is_answered_and_at_most_six_are_kept(inside, posted, pressed):
    page = post(inside, mood_meds_any="yes", **posted, **pressed)

    assert page.status_code in (200, 422)
    assert len(kept(inside)) <= 6
