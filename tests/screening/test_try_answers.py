"""The page that runs the rules on made-up answers: the same engine as the command, clear faults, and nothing kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clinic.models import AuditEvent, Clinic, Staff
from intake.models import FrozenDocument, Page, SafetyAnswer
from intake.questionnaire import QUESTIONS
from screening.models import Flag
from tests.clinic.test_settings import main_of, on_page
from tests.journeys.answers import everything
from tests.markup import Element
from tests.people import signed_in

PAGE = "/rules/try/"


def as_fields(answers: dict[str, Any]) -> dict[str, Any]:
    """These answers as a browser sends the page."""
    fields: dict[str, Any] = {}
    for key, value in answers.items():
        if QUESTIONS[key].kind == "rows":
            fields |= {f"{key}-{n}-{cell}": code for n, row in enumerate(value) for cell, code in row.items()}
        else:
            fields[key] = "on" if value is True else value
    return fields


def tries(person: Staff, answers: dict[str, Any], *, plain: bool = False, **fields: str) -> Any:
    sent = as_fields(answers) | {"use": "page"} | ({"rest_is_plain": "on"} if plain else {}) | fields
    return signed_in(person).post(PAGE, sent)


def tries_json(person: Staff, text: str) -> Any:
    return signed_in(person).post(PAGE, {"use": "json", "json": text})


def cards(page: Element) -> list[tuple[str, str, list[str]]]:
    """Each card: priority, topic, and the rules on it."""
    found = []
    for card in page.all("article"):
        rules = [link.text for link in card.all("a") if link.get("href").startswith("/rules/?q=")]
        found.append((card.with_class("chip")[0].text, card.all("h3")[0].text, rules))
    return found


def test_the_cards_are_those_of_the_command(clinician, tmp_path, capsys):
    answers = everything(phq9_9="2", asq_1="yes")
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers))
    call_command("screen", str(file))
    printed = json.loads(capsys.readouterr().out)

    page = main_of(tries(clinician, answers))

    assert [(topic, rules) for _, topic, rules in cards(page)] == [
        (card["topic"], [flag["rule"] for flag in card["flags"]]) for card in printed["cards"]
    ]
    for card in printed["cards"]:
        for flag in card["flags"]:
            assert " ".join(flag["reason"].split()) in page.text
            assert all(item["question"] in page.text for item in flag["evidence"])


def test_json_gives_the_same_cards_as_the_page(clinician):
    answers = everything(asq_1="yes")

    assert cards(main_of(tries_json(clinician, json.dumps(answers)))) == cards(main_of(tries(clinician, answers)))


def test_what_was_answered_is_still_in_the_form(clinician):
    client = signed_in(clinician)
    page = main_of(client.post(PAGE, as_fields(everything()) | {"use": "page"}))

    chosen = {(box.get("name"), box.get("value")) for box in page.all("input") if "checked" in box.attributes}
    assert {("ride_home", "self_drive"), ("reasons", "depression")} <= chosen
    assert json.loads(page.with_id("json").raw_text)["ride_home"] == "self_drive"


def test_one_answer_alone_gives_only_its_own_card_when_the_rest_is_plain(clinician):
    page = main_of(tries(clinician, {"motion_sick": "often"}, plain=True))

    assert cards(page) == [("Discuss", "Nausea", ["NAU-01"])]
    assert "Do you get sick in cars, boats or planes?" in page.all("article")[0].text


def test_blanks_are_blanks_when_the_rest_is_not_plain(clinician):
    assert ("Discuss first", "Safety", ["SAFE-08"]) in cards(main_of(tries(clinician, {"motion_sick": "often"})))


def test_a_page_that_was_sent_empty_holds_no_answer(clinician):
    client = signed_in(clinician)

    page = main_of(client.post(PAGE, on_page(client, PAGE) | {"use": "page"}))

    assert page.with_id("json").raw_text.strip() == ""


def test_without_a_matching_rule_nothing_reassures(clinician):
    page = main_of(tries(clinician, {}, plain=True))

    assert cards(page) == []
    assert page.with_id("cards-title").text == "No rule matched"


def test_an_answer_whose_question_is_not_asked_is_named(clinician):
    page = main_of(tries(clinician, {"motion_sick": "never", "pain_duration": "under_3m"}, plain=True))

    assert "These answers did not count" in page.text
    assert "How long have you had this pain?" in page.with_class("notice")[0].text
    assert cards(page) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The input is empty."),
        ("[]", "The input is not a JSON object."),
        ("{", "The input is not JSON"),
        ('{"zebra": 1}', "“zebra” is not a known key."),
        ('{"ride_home": "rocket"}', "“ride_home” has no code “rocket”"),
        ('{"ride_home": 1}', "“ride_home” must be one code as text, not a number."),
        ('{"ride_home": "person", "ride_home": "person"}', "“ride_home” is given more than once"),
        ('{"mood_meds": ["x"]}', "“mood_meds, row 1” must be an object, not text."),
        ('{"reasons": ["none", "depression"]}', "“reasons”"),
        ('{"a": ' * 3000, "nested too deeply"),
    ],
)
def test_a_fault_gets_the_sentence_of_the_command_and_what_was_written_stays(clinician, text, sentence):
    answer = tries_json(clinician, text)

    assert answer.status_code == 422
    page = main_of(answer)
    assert sentence in page.with_id("summary").text
    assert page.with_id("json").raw_text.strip() == text.strip()
    assert page.all("article") == []


def test_a_contradiction_on_the_page_leads_to_its_question_and_keeps_the_ticks(clinician):
    answer = tries(clinician, {"told_by_professional": ["none", "bipolar"]}, plain=True)

    assert answer.status_code == 422
    page = main_of(answer)
    assert [link.get("href") for link in page.with_id("summary").all("a")] == ["#told_by_professional_0"]
    ticked = {box.get("value") for box in page.all("input") if "checked" in box.attributes}
    assert {"none", "bipolar"} <= ticked


def test_nothing_is_stored_and_nothing_but_the_opening_is_written_down(clinician, caplog):
    client = signed_in(clinician)
    client.get(PAGE)
    before = AuditEvent.objects.order_by("place").last()
    caplog.clear()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post(PAGE, as_fields(everything(main_goal="To sing again", asq_1="yes")) | {"use": "page"})

    written = [one["sql"] for one in queries if one["sql"].split()[0] in ("INSERT", "DELETE")]
    assert [statement for statement in written if "clinic_auditevent" not in statement] == []
    after = AuditEvent.objects.filter(place__gt=before.place)
    assert [(event.action, event.details) for event in after] == [("read", {"page": "try-answers"})]
    assert not any(kind.objects.exists() for kind in (Flag, FrozenDocument, SafetyAnswer, Page))
    assert "sing again" not in caplog.text


def test_a_faulty_try_is_not_logged_with_its_answers(clinician, caplog):
    tries_json(clinician, '{"main_goal": "To sing again", "zebra": "stripes"}')

    assert "sing again" not in caplog.text
    assert "stripes" not in caplog.text


def test_the_clinics_own_numbers_count_and_the_page_says_so(clinician):
    answers = {"reasons": ["other_pain"], "peg_1": "5", "peg_2": "5", "peg_3": "5"}
    assert "PAIN-02" in str(cards(main_of(tries(clinician, answers, plain=True))))

    Clinic.objects.update(rule_numbers={"peg_discuss_from": 5})

    page = main_of(tries(clinician, answers, plain=True))
    assert "PAIN-01" in str(cards(page))
    assert "under this clinic’s own numbers" in page.text


def test_every_question_can_be_answered_on_the_page(clinician):
    controls = main_of(signed_in(clinician).get(PAGE)).all("input", "textarea")
    names = {one.get("name").partition("-")[0] for one in controls}

    assert QUESTIONS.keys() <= names


def test_what_somebody_types_is_never_markup(clinician):
    shown = tries(clinician, {"med_list": "<script>alert(1)</script>"}, plain=True).content.decode()

    assert "<script>alert(1)" not in shown


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(text='{"mood_meds": true}')
@given(
    text=st.text(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["mood_meds", "reasons", "ride_home", "adult", "main_goal", "x"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    ).map(json.dumps)
)
def test_any_text_is_tried_or_refused(clinician, text):
    assert tries_json(clinician, text).status_code in (200, 422)
