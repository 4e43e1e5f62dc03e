"""The questionnaire as FHIR: its shape and the invariants of R4. The committed file is compared in contracts/."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from intake.fhir import answers_system, questionnaire
from intake.questionnaire import QUESTIONS, SECTIONS

Json = Mapping[str, Any]
WHOLE = questionnaire()


def items(within: Json = WHOLE) -> Iterator[Json]:
    for item in within.get("item", ()):
        yield item
        yield from items(item)


BY_LINK = {item["linkId"]: item for item in items()}


def extensions(element: Json) -> set[str]:
    return {extension["url"].rsplit("/", 1)[1] for extension in element.get("extension", ())}


def test_every_link_id_is_used_once() -> None:
    assert len(BY_LINK) == len(list(items()))


def test_sections_are_the_groups_at_the_top_in_order() -> None:
    assert [item["linkId"] for item in WHOLE["item"]] == [section.slug for section in SECTIONS]
    assert {item["type"] for item in WHOLE["item"]} == {"group"}
    assert [item["prefix"] for item in WHOLE["item"]] == list("ABCCDEFGHIJKLMN")


def test_every_question_is_an_item_under_its_key_in_the_order_asked() -> None:
    assert [link for link in BY_LINK if link in QUESTIONS] == list(QUESTIONS)


def test_an_instrument_is_a_group_with_its_panel_code_and_stem() -> None:
    group = BY_LINK["gad7"]

    assert group["code"] == [{"system": "http://loinc.org", "code": "69737-5"}]
    assert group["text"] == "Over the last 2 weeks, how often have you been bothered by the following problems?"
    assert [item["linkId"] for item in group["item"]] == [f"gad7_{n}" for n in range(1, 8)]
    assert [item["prefix"] for item in group["item"]] == list("1234567")


def test_a_group_that_is_asked_as_a_whole_is_enabled_as_a_whole() -> None:
    assert BY_LINK["pcptsd5"]["enableWhen"] == BY_LINK["pcptsd5_1"]["enableWhen"]
    assert "enableWhen" not in BY_LINK["phq9"]


@pytest.mark.parametrize(
    ("key", "loinc"),
    [
        ("phq9_1", "44250-9"),
        ("phq9_9", "44260-8"),
        ("phq9_difficulty", "69722-7"),
        ("gad7_1", "69725-0"),
        ("gad7_7", "69736-7"),
        ("peg_1", "75893-8"),
        ("peg_3", "91146-1"),
        ("auditc_1", "68518-0"),
        ("auditc_3", "68520-6"),
    ],
)
def test_items_of_instruments_have_their_loinc_codes(key: str, loinc: str) -> None:
    assert BY_LINK[key]["code"] == [{"system": "http://loinc.org", "code": loinc}]


def test_loinc_is_used_for_instruments_only() -> None:
    coded = {link for link, item in BY_LINK.items() if "code" in item}

    assert coded.isdisjoint(key for key, question in QUESTIONS.items() if not question.instrument)
    assert not {link for link in coded if link.startswith(("asq", "pcptsd5"))}


def test_the_copyright_names_every_instrument_once_and_loinc() -> None:
    lines = WHOLE["copyright"].splitlines()

    assert len(lines) == len(set(lines)) == 6
    assert lines[-1].startswith("This material contains content from LOINC (http://loinc.org).")


def test_options_have_a_code_system_for_each_question() -> None:
    options = [option["valueCoding"] for option in BY_LINK["ride_home"]["answerOption"]]

    assert options[0] == {
        "system": "urn:clinic-intake:answers:ride_home",
        "code": "person",
        "display": "An adult I know will take me",
    }
    assert answers_system("eyes") != answers_system("ride_home")


def test_options_that_stand_alone_say_so() -> None:
    alone = {
        option["valueCoding"]["code"]
        for option in BY_LINK["pregnancy"]["answerOption"]
        if "questionnaire-optionExclusive" in extensions(option)
    }

    assert alone == {"does_not_apply", "no"}


def test_the_pain_scale_is_whole_numbers() -> None:
    assert BY_LINK["peg_1"]["type"] == "integer"
    assert BY_LINK["peg_1"]["answerOption"] == [{"valueInteger": n} for n in range(11)]


def test_what_the_application_works_out_is_hidden_and_read_only() -> None:
    adult = BY_LINK["adult"]

    assert adult["readOnly"] is True
    assert extensions(adult) == {"questionnaire-hidden"}
    assert not adult["required"]


def test_rows_are_a_repeating_group_of_cells() -> None:
    rows = BY_LINK["mood_meds"]

    assert (rows["type"], rows["repeats"]) == ("group", True)
    assert [cell["linkId"].split(".")[1] for cell in rows["item"]] == [
        "name",
        "weeks",
        "full_dose",
        "helped",
        "stopped",
    ]
    assert [cell["required"] for cell in rows["item"]] == [True, False, False, False, False]


def test_words_beside_a_question_are_display_items() -> None:
    assert BY_LINK["body-health.notice"]["type"] == "display"
    assert BY_LINK["family_psychosis.explain"]["type"] == "display"


def test_a_follow_up_is_enabled_by_the_answers_that_show_it() -> None:
    item = BY_LINK["bp_status"]

    assert item["enableWhen"] == [
        {
            "question": "heart_vessel",
            "operator": "=",
            "answerCoding": {"system": "urn:clinic-intake:answers:heart_vessel", "code": "high_bp"},
        }
    ]


@pytest.mark.parametrize("link", [link for link, item in BY_LINK.items() if "enableWhen" in item])
def test_what_enables_an_item_is_an_option_of_an_earlier_item(link: str) -> None:
    item = BY_LINK[link]
    places = list(BY_LINK)

    for clause in item["enableWhen"]:
        question = BY_LINK[clause["question"]]
        assert places.index(question["linkId"]) < places.index(link)
        if clause["operator"] == "=":
            offered = [option["valueCoding"] for option in question["answerOption"]]
            assert clause["answerCoding"] in [{"system": one["system"], "code": one["code"]} for one in offered]
        else:
            assert (clause["operator"], clause["answerBoolean"]) == ("exists", False)
    assert ("enableBehavior" in item) is (len(item["enableWhen"]) > 1)  # que-12


@pytest.mark.parametrize("link", BY_LINK)
def test_an_item_keeps_the_invariants_of_r4(link: str) -> None:
    item = BY_LINK[link]
    kind = item["type"]

    assert item["text"]
    assert kind != "group" or item["item"]  # que-1
    if kind == "display":
        assert not item.keys() & {"item", "code", "required", "repeats", "readOnly"}  # que-1, 3, 6, 9
    assert "maxLength" not in item or kind in {"boolean", "decimal", "integer", "string", "text", "url"}  # que-10
    assert ("answerOption" in item) is (kind in {"choice", "integer"})  # que-5


def test_the_questionnaire_is_plain_json_without_empty_values() -> None:
    text = json.dumps(WHOLE)

    assert json.loads(text) == WHOLE
    assert not any(empty in text for empty in ('""', "[]", "{}", "null"))
