"""The quiet autosave: keeps what is acceptable, judges nothing, says when it saved; nothing posted ever breaks it."""

import json
import re
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.models import Page, Response
from intake.questionnaire import BY_SLUG, QUESTIONS
from screening.models import Flag
from tests.people import Patient

ODD = [
    "",
    "\x00",
    "x" * 5000,
    "none",
    "yes",
    "9",
    "-1",
    "on",
    "é\u202e",
    "[]",
    "{{ 1 }}",
    "\ud800".encode(errors="replace").decode(),
]


@pytest.fixture
def inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


def keep(patient: Patient, slug: str, **answers: Any) -> Any:
    return patient.client.post(f"/form/s/{slug}/keep/", answers, headers={"X-Requested-With": "fetch"})


def answers(patient: Patient) -> dict[str, Any]:
    return dict(Response.objects.get(pk=patient.response.pk).answers())


def test_it_says_when_it_saved_on_the_clinics_clock(inside):
    page = keep(inside, "mood", phq9_1="1")

    saved = Page.objects.get().saved_at
    hour = inside.response.clinic.local(saved).hour % 12 or 12
    assert page.status_code == 200
    assert re.fullmatch(rf"{hour}:\d\d\s[ap]m", page.json()["saved"])


def test_it_keeps_a_page_that_is_not_complete(inside):
    assert keep(inside, "mood", phq9_1="1").status_code == 200

    assert answers(inside) == {"phq9_1": "1"}


def test_it_keeps_what_is_acceptable_beside_what_is_not(inside):
    keep(inside, "why-you-are-here", reasons=["crps"], told_by_professional=["crps", "none"])

    assert answers(inside) == {"reasons": ["crps"]}


def test_it_ignores_the_keys_of_other_pages(inside):
    keep(inside, "mood", phq9_1="1", ride_home="person", adult="no", nonsense="x")

    assert answers(inside) == {"phq9_1": "1"}


def test_it_does_not_say_that_the_page_was_left(inside):
    keep(inside, "safety", asq_1="no")

    assert Page.objects.get().left_at is None


def test_it_raises_what_a_safety_answer_says_and_not_what_is_missing(inside):
    keep(inside, "mood", phq9_9="1")
    keep(inside, "safety", asq_3="yes")

    assert sorted(flag.rule for flag in Flag.objects.all()) == ["SAFE-01", "SAFE-03"]


def test_it_answers_nothing_about_flags(inside):
    assert list(keep(inside, "mood", phq9_9="3").json()) == ["saved", "seen"]


def test_after_sending_it_keeps_nothing_and_says_where_to_go(inside):
    inside.sends()
    page = keep(inside, "mood", phq9_9="3")

    assert (page.status_code, page.json()) == (409, {"sent": True, "url": "/form/sent/"})
    assert answers(inside)["phq9_9"] == "0"


def test_it_drops_the_answer_of_a_question_that_is_not_asked(inside):
    keep(inside, "upset-stomach", motion_sick="never")
    keep(inside, "treatments", tx_stopped_side_effects="no", tx_stopped_side_effects_details="It made me ill")

    assert "tx_stopped_side_effects_details" not in answers(inside)


def test_a_line_end_counts_once_as_the_browser_counts_it(inside):
    keep(inside, "getting-home", anything_else="a\r\nb")

    assert answers(inside) == {"anything_else": "a\nb"}


keys = st.sampled_from(
    [*QUESTIONS, "go", "add_row", "remove_row", "csrfmiddlewaretoken", "mood_meds-0-name", "mood_meds"]
)
some_keys = keys | st.text(max_size=20)
values = st.lists(st.sampled_from(ODD) | st.text(max_size=50), max_size=4)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["keep/", "?from=check"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slug=st.sampled_from(sorted(BY_SLUG)), posted=st.dictionaries(some_keys, values, max_size=8))
def test_whatever_is_posted_is_answered_and_what_is_kept_can_be_stored(inside, page, slug, posted):
    answer = inside.client.post(f"/form/s/{slug}/{page}", posted)

    assert answer.status_code in (200, 302, 422)
    kept = answers(inside)
    assert json.loads(json.dumps(kept)) == kept
    for key, value in kept.items():
        codes = {code for code, _label in QUESTIONS[key].options}
        assert not codes or set(value if isinstance(value, list) else [value]) <= codes
    inside.client.get("/form/s/mood/").content.decode()
    if b"Your answers are saved" in answer.content:
        inside.enters()


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [b"", b"%", b"phq9_9=%ff%fe", b"phq9_9=1;phq9_9=2", b"&&&&", b"=1", b"\x00" * 50, b"phq9_9" * 1000],
)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json", "text/plain"])
def test_a_body_that_is_no_form_is_answered(inside, body, kind):
    assert inside.client.post("/form/s/mood/", body, content_type=kind).status_code in (302, 422)


def test_a_form_in_parts_that_was_cut_off_is_refused(inside):
    kind = "multipart/form-data; boundary="

    assert inside.client.post("/form/s/mood/", b"--x", content_type=kind).status_code == 400


@pytest.mark.parametrize("fields", [{"main_goal": "x" * 300_000}, {f"k{n}": "1" for n in range(600)}])
def test_a_post_far_larger_than_any_honest_one_is_refused(inside, fields):
    body = QueryDict(mutable=True)
    body.update(fields)
    kind = "application/x-www-form-urlencoded"

    assert inside.client.post("/form/s/why-you-are-here/", body.urlencode(), content_type=kind).status_code in (
        400,
        413,
    )
