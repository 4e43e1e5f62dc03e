"""The page with what was told last time: who sees it, what its buttons do, and that a draft is no answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from intake.models import Page, Response
from intake.progress import Status
from intake.responses import submit
from intake.views.answering import progress_of
from tests.answers import complete_answers
from tests.contracts.test_page_structure import faults
from tests.markup import Element, read
from tests.paper import Paper, squeezed
from tests.people import Patient, a_patient

PATH = "/form/s/medicines/last-time/"
SECTION = "/form/s/medicines/"
LISTED = "lisinopril 10 mg\nvitamin D"
REST = {"med_kinds": ["none"], "allergy_ketamine": "no", "allergy_other": "latex"}


@pytest.fixture
def again(clinic, front_desk) -> Patient:
    """Somebody who told their medicines four months ago, with a new form open."""
    then = timezone.now() - timedelta(days=120)
    told = {"med_list": LISTED, "med_kinds": ["opioid"], "allergy_other": "latex", "organs": ["liver"]}
    a_patient(clinic, front_desk, now=then).sends(now=then, **told)
    patient = a_patient(clinic, front_desk)
    patient.enters()
    return patient


def page_at(patient: Patient, path: str = PATH) -> Element:
    return read(patient.client.get(path).content.decode())


def text_at(patient: Patient, path: str = PATH) -> str:
    return page_at(patient, path).all("main")[0].text


def says(patient: Patient, still: str, path: str = PATH) -> Any:
    shown = next(field.get("value") for field in page_at(patient).all("input") if field.get("name") == "shown")
    return patient.client.post(path, {"still": still, "shown": shown})


def saved(patient: Patient) -> dict[str, Any]:
    return dict(Response.objects.get(pk=patient.response.pk).answers())


def status(patient: Patient, slug: str = "medicines") -> Status:
    tasks = progress_of(Response.objects.get(pk=patient.response.pk)).tasks
    return next(task.status for task in tasks if task.section.slug == slug)


def test_a_section_that_was_told_last_time_begins_with_that(again) -> None:
    assert again.client.get(f"{SECTION}?from=check").headers["Location"] == f"{PATH}?from=check"
    page, words = page_at(again), text_at(again)

    assert list(faults(page)) == []
    assert "lisinopril 10 mg vitamin D" in words
    assert "opioid" not in words.lower()
    assert "You did not choose: Kidney disease; Overactive thyroid" in text_at(again, "/form/s/body-health/last-time/")
    assert saved(again) == {}
    assert status(again) is Status.TODO


def test_the_list_of_sections_says_that_there_were_answers_before(again, other_patient) -> None:
    assert "You also sent us answers on" in text_at(again, "/form/")
    other_patient.enters(born="1997-11-30")
    assert "You also sent us answers on" not in text_at(other_patient, "/form/")


def test_somebody_else_is_shown_nothing_of_it(again, other_patient) -> None:
    other_patient.enters(born="1997-11-30")

    assert other_patient.client.get(PATH).headers["Location"] == SECTION
    assert "lisinopril" not in other_patient.client.get(SECTION).content.decode()
    assert again.client.get("/form/s/worry/last-time/").headers["Location"] == "/form/s/worry/"


def test_the_link_alone_shows_nothing_of_it(again) -> None:
    again.client.cookies.clear()

    assert again.client.get(PATH).headers["Location"] == "/form/ended/"
    assert "lisinopril" not in again.client.get(f"/q/{again.token}/").content.decode()


def test_yes_saves_what_was_shown_and_asks_the_rest(again) -> None:
    assert says(again, "yes").headers["Location"] == SECTION
    page = text_at(again, SECTION)

    assert saved(again) == {"med_list": LISTED, "allergy_other": "latex"}
    assert status(again) is Status.DOING
    assert "2 questions to answer anew" in page
    assert "Do you take any of these kinds of medicine?" in page


def test_what_a_page_did_not_show_is_not_saved(again) -> None:
    answer = again.client.post(PATH, {"still": "yes", "shown": "0123456789abcdef"})

    assert answer.status_code == 409
    assert "Something on this page is different now." in answer.content.decode()
    assert saved(again) == {}


def test_a_post_that_says_nothing_saves_nothing(again) -> None:
    answer = again.client.post(PATH, {"shown": "x"})

    assert answer.status_code == 409
    assert "Choose one of the buttons below." in answer.content.decode()
    assert saved(again) == {}


@pytest.mark.parametrize(
    ("path", "go"), [(SECTION + "keep/", "next"), (SECTION, "back"), (SECTION, "later"), (SECTION, "learn")]
)
def test_a_draft_stays_one_until_it_is_saved_to_go_on_with_what_is_typed_into_it(again, path, go) -> None:
    says(again, "changed")
    assert "vitamin D" in again.client.get(SECTION).content.decode()
    again.client.post(path, {**REST, "med_list": "lisinopril 20 mg", "go": go})

    assert "med_list" not in saved(again)
    again.enters()  # finishing later has ended the sitting
    assert "lisinopril 20 mg" in again.client.get(SECTION).content.decode()
    assert "We filled in what you told us" in text_at(again, SECTION)
    assert status(again) is Status.DOING
    assert {"med_list", "allergy_other"} <= set(progress_of(Response.objects.get(pk=again.response.pk)).missing)


def test_save_and_continue_makes_a_draft_the_answers(again) -> None:
    says(again, "changed")
    again.client.post(SECTION, {**REST, "med_list": "lisinopril 20 mg", "go": "next"})

    assert saved(again) == {**REST, "med_list": "lisinopril 20 mg"}
    assert status(again) is Status.DONE
    assert Page.objects.get(section="medicines", response=again.response).still_true is None


def test_a_blank_page_is_blank(again) -> None:
    assert says(again, "blank").headers["Location"] == SECTION

    assert "lisinopril" not in again.client.get(SECTION).content.decode()
    assert saved(again) == {}


def test_in_spanish_the_page_is_spanish_and_what_was_typed_says_its_language(again, clinic) -> None:
    type(clinic).objects.update(offers_spanish=True)
    again.client.post(PATH, {"change_language": "es"})
    page = page_at(again)

    assert "¿Sigue siendo cierto?" in page.all("main")[0].text
    assert [part.get("lang") for part in page.with_class("told")[0].all("dd")] == ["en", "en"]


def test_the_patients_own_copy_says_what_was_confirmed_on_page_and_in_the_pdf(again) -> None:
    says(again, "yes")
    again.saves(**complete_answers(med_list=LISTED, allergy_other="latex"))
    submit(again.response, signed_as="Jordan Rivera", statement="Mine.", now=timezone.now())
    told = squeezed("Still true: you told us this on")

    assert squeezed(text_at(again, "/form/copy/")).count(told) == 2
    foot = f"{again.response.clinic.name} · Reference {again.response.reference}"
    assert Paper(again.client.get("/form/copy/pdf/").content).text(foot=foot).count(told) == 2
