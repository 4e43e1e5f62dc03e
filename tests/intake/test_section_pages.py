"""Posting a section, without script: what is kept, what comes back, where each button leads, and the whole ASQ."""

import re
from typing import Any

import pytest

from intake.models import Page, Response
from intake.sections.treatments import TreatmentsTried
from intake.views.answering import progress_of
from screening.models import Flag
from tests.answers import complete_answers
from tests.markup import read
from tests.people import Patient

NO_TO_ALL = {"asq_1": "no", "asq_2": "no", "asq_3": "no", "asq_4": "no"}


@pytest.fixture
def inside(patient: Patient) -> Patient:
    """A patient who has come in."""
    patient.enters()
    return patient


def post(patient: Patient, slug: str, *, go: str = "next", query: str = "", **answers: Any) -> Any:
    return patient.client.post(f"/form/s/{slug}/{query}", {**answers, "go": go})


def words(page: Any) -> str:
    return page.content.decode()


def answers(patient: Patient) -> dict[str, Any]:
    return dict(Response.objects.get(pk=patient.response.pk).answers())


def rules(patient: Patient) -> list[str]:
    return sorted(flag.rule for flag in Flag.objects.filter(response=patient.response))


# What is kept and what comes back


def test_a_complete_page_is_saved_and_leads_on(inside):
    page = post(inside, "upset-stomach", motion_sick="often", nausea_after="no", nausea_meds="never")

    assert (page.status_code, page.url) == (302, "/form/s/feeling-cut-off/")
    assert answers(inside) == {"motion_sick": "often", "nausea_after": "no", "nausea_meds": "never"}


def test_an_incomplete_page_comes_back_with_what_was_chosen_and_that_part_is_saved(inside):
    page = post(inside, "upset-stomach", motion_sick="often")

    assert page.status_code == 422
    assert "<title>Error:" in words(page)
    assert re.findall(r'name="motion_sick" value="(\w+)"[^>]* checked', words(page)) == ["often"]
    assert answers(inside) == {"motion_sick": "often"}


def test_what_was_typed_and_cannot_be_kept_is_still_on_the_page(inside):
    typed = "x" * 4001 + "end"
    page = post(inside, "why-you-are-here", reasons=["crps"], told_by_professional=["none"], main_goal=typed)

    assert page.status_code == 422
    assert typed in words(page)
    assert answers(inside) == {"reasons": ["crps"], "told_by_professional": ["none"]}


def test_a_contradiction_comes_back_with_both_answers_checked(inside):
    page = post(inside, "why-you-are-here", reasons=["crps"], told_by_professional=["crps", "none"])

    said = words(page)
    assert page.status_code == 422
    assert "You chose “None of these” and another answer. Keep the one that is right." in said
    assert re.findall(r'name="told_by_professional" value="(\w+)"[^>]* checked', said) == ["crps", "none"]


def test_an_option_that_is_not_offered_is_refused(inside):
    page = post(inside, "upset-stomach", motion_sick="always", nausea_after="no", nausea_meds="never")

    assert page.status_code == 422
    assert "motion_sick" not in answers(inside)


def test_what_someone_types_is_never_part_of_the_page(inside):
    post(
        inside,
        "why-you-are-here",
        go="back",
        reasons=["other"],
        main_goal="</textarea><script>x()</script>{{ 7|add:7 }}",
    )

    said = words(inside.client.get("/form/s/why-you-are-here/")) + words(inside.client.get("/form/check/"))
    assert "<script>x()" not in said
    assert "{{ 7|add:7 }}" in said


@pytest.mark.parametrize(
    "wrong",
    [
        {"brain_treatments": ["ect", "none"]},
        {"tx_stopped_side_effects": "yes", "tx_stopped_side_effects_details": "x" * 501},
        {"mood_meds_any": "yes", "mood_meds-0-helped": "lot"},
    ],
)
def test_a_page_with_something_to_put_right_is_not_done_even_where_it_may_be_left_blank(inside, wrong):
    inside.saves(**complete_answers(reasons=["depression"]))
    right = {"mood_meds_any": "no", "talk_therapy": ["none"], "ketamine_before": ["never"]}

    page = post(inside, "treatments", **(right | wrong))

    assert page.status_code == 422
    assert progress_of(Response.objects.get()).next_section is TreatmentsTried


def test_an_instrument_item_is_named_once_beside_its_error_and_once_in_the_summary(inside):
    page = read(words(post(inside, "mood", phq9_1="0")))
    item = "Feeling down, depressed, or hopeless"

    assert item in next(link for link in page.all("a") if link.get("href") == "#phq9_2_0").text
    question = next(element for element in page if element.get("id") == "phq9_2")
    assert question.text.count(item) == 1


# Where each button leads


def test_an_incomplete_page_can_be_left_backwards(inside):
    page = post(inside, "getting-home", go="back", ride_home="person")

    assert (page.status_code, page.url) == (302, "/form/s/feeling-cut-off/")
    assert answers(inside) == {"ride_home": "person"}


def test_an_incomplete_page_can_be_left_for_later(inside):
    page = post(inside, "getting-home", go="later", ride_home="person")

    assert "Your answers are saved" in words(page)
    assert answers(inside) == {"ride_home": "person"}


def test_back_on_the_first_page_leads_to_the_list(inside):
    assert post(inside, "before-you-start", go="back").url == "/form/"


def test_the_last_page_leads_to_check_and_send(inside):
    inside.saves(**complete_answers())

    page = post(
        inside, "getting-home", ride_home="person", no_drive_next_day="yes", home_support="yes", care_for_others="no"
    )

    assert page.url == "/form/check/"


def test_a_change_from_the_check_page_leads_back_to_it(inside):
    inside.saves(**complete_answers())

    page = post(
        inside, "upset-stomach", query="?from=check", motion_sick="often", nausea_after="no", nausea_meds="never"
    )

    assert page.url == "/form/check/"


def test_a_page_that_another_answer_took_away_is_skipped_on_the_way(inside):
    inside.saves(reasons=["other"], told_by_professional=["none"])

    assert post(inside, "hard-events", pcptsd5_gate="no").url == "/form/s/treatments/"


def test_a_page_sent_after_the_form_was_sent_leads_to_what_was_sent(inside):
    inside.sends()

    assert post(inside, "getting-home", ride_home="no_plan").url == "/form/sent/"
    assert answers(inside)["ride_home"] != "no_plan"


# The ASQ without script


def test_every_item_of_the_asq_is_on_the_page_whatever_was_answered_before(inside):
    inside.saves(phq9_9="0")
    said = words(inside.client.get("/form/s/safety/"))

    for key in ("asq_1", "asq_2", "asq_3", "asq_4", "attempt_when", "asq_5"):
        assert f'name="{key}"' in said
    assert "Answer this only if it fits your answer above." in said


def test_yes_to_right_now_counts_where_every_other_answer_is_no(inside):
    inside.saves(phq9_9="0")

    post(inside, "safety", **NO_TO_ALL, asq_5="yes")

    assert answers(inside)["asq_5"] == "yes"
    assert rules(inside) == ["SAFE-02"]


def test_a_time_of_the_last_try_counts_where_a_try_was_denied(inside):
    post(inside, "safety", **NO_TO_ALL, attempt_when="past_3_months")

    assert rules(inside) == ["SAFE-04", "SAFE-08"]


@pytest.mark.parametrize("go", ["next", "back", "later"])
def test_whichever_button_leaves_the_asq_page_what_is_missing_is_raised(inside, go):
    post(inside, "safety", go=go, asq_1="yes")

    assert rules(inside) == ["SAFE-05", "SAFE-06", "SAFE-08"]


def test_a_page_that_comes_back_with_errors_was_saved_on_purpose_too(inside):
    page = post(inside, "safety", asq_4="yes", asq_1="maybe")

    assert page.status_code == 422
    assert rules(inside) == ["SAFE-05", "SAFE-07", "SAFE-08"]


def test_looking_at_the_asq_page_raises_nothing(inside):
    inside.saves(on_purpose=False, phq9_9="prefer_not")
    inside.client.get("/form/s/safety/")

    assert rules(inside) == []


def test_item_9_raised_after_the_asq_page_was_left_asks_for_item_5(inside):
    inside.saves(**complete_answers())

    items = {f"phq9_{n}": "0" for n in range(1, 9)}
    post(inside, "mood", query="?from=check", **items, phq9_9="1", phq9_difficulty="somewhat")

    assert 'href="/form/s/safety/?from=check&amp;waiting=safety#asq_5"' in words(inside.client.get("/form/check/"))
    assert "In progress" in words(inside.client.get("/form/"))


def test_a_safety_answer_that_is_posted_no_more_stays(inside):
    post(inside, "safety", asq_1="yes")
    post(inside, "safety", go="back")

    assert answers(inside) == {"asq_1": "yes"}


def test_no_page_ever_shows_a_flag_a_priority_or_a_score(inside):
    inside.sends(**{f"phq9_{n}": "3" for n in range(1, 10)}, asq_5="yes", phq9_difficulty="very")
    inside.enters()

    said = words(inside.client.get("/form/sent/")) + words(inside.client.get("/form/copy/"))
    assert [
        word for word in ("SAFE-", "DEP-01", "score", "rgent", "iscuss first") if word in said.split("<main")[-1]
    ] == []


def test_leaving_a_page_is_noted_and_coming_back_to_it_is_not(inside):
    post(inside, "getting-home", ride_home="person")
    left = Page.objects.get().left_at
    inside.client.get("/form/s/getting-home/")

    assert left is not None
    assert Page.objects.get().left_at == left
