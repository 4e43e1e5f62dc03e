"""``manage.py screen``: what it prints, what it refuses, and what it does without. The rules have their own tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

MANAGE = Path(settings.BASE_DIR, "manage.py")


@pytest.fixture
def screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Screens answers, or the bytes of a file as they stand, and gives the parsed output."""

    def run(answers: Any) -> Any:
        file = Path(tmp_path, "answers.json")
        file.write_bytes(answers if isinstance(answers, bytes) else json.dumps(answers).encode())
        call_command("screen", str(file))
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def refusal(screen: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    """Screens what must be refused with exit status 2 and nothing printed, and gives the lines on standard error."""

    def run(answers: Any) -> list[str]:
        with pytest.raises(SystemExit) as ended:
            screen(answers)
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, "")
        return said.err.splitlines()

    return run


def in_a_shell(*arguments: str, **kwargs: Any) -> subprocess.CompletedProcess[bytes]:
    """The command as typed on a machine that has no settings, no database and no UTF-8 terminal."""
    bare = {"PATH": os.environ["PATH"], "ENV_FILE": "", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    bare["DATABASE_URL"] = "postgres://nobody:nothing@127.0.0.1:1/nowhere"
    return subprocess.run([sys.executable, MANAGE, *arguments], env=bare, capture_output=True, check=False, **kwargs)


def test_no_answers_give_the_cards_of_what_is_missing(screen: Any) -> None:
    printed = screen({})

    assert list(printed) == ["questionnaire", "rules", "scores", "cards"]
    assert printed["cards"][0]["topic"] == "Safety"
    assert "SAFE-08" in [flag["rule"] for flag in printed["cards"][0]["flags"]]


def test_a_flag_is_printed_with_everything_that_a_clinician_sees(screen: Any) -> None:
    printed = screen({"thinking_memory": "not_sure"})

    assert [card for card in printed["cards"] if card["topic"] == "Thinking and memory"] == [
        {
            "topic": "Thinking and memory",
            "priority": "discuss",
            "flags": [
                {
                    "rule": "COG-01",
                    "version": 1,
                    "priority": "discuss",
                    "reason": "The patient is not sure whether they have trouble with memory or thinking.",
                    "prompt": "Check understanding and consent. Ask if someone should join the visit.",
                    "evidence": [
                        {
                            "key": "thinking_memory",
                            "question": (
                                "Do you have trouble with memory or thinking that makes it hard to follow directions?"
                            ),
                            "answer": "Not sure",
                        }
                    ],
                    "sources": [
                        "S-Spravato: Spravato (esketamine) prescribing information, Janssen; version 18, 2026-03-13",
                        "S-VA: VA ketamine criteria (secondary page)",
                    ],
                }
            ],
        }
    ]


def test_scores_are_numbers_where_every_item_was_answered_and_null_elsewhere(screen: Any) -> None:
    gad7 = {f"gad7_{number}": "2" for number in range(1, 8)}
    peg = {"reasons": ["crps"], "peg_1": "7", "peg_2": "8", "peg_3": "8"}

    printed = screen({**gad7, **peg, "auditc_1": "0", "phq9_1": "3"})

    assert printed["scores"] == {
        "phq9.total": None,
        "gad7.total": 14,
        "pcptsd5.score": None,
        "peg.mean": 7.7,
        "auditc.total": 0,
    }


def test_cards_stand_by_priority_and_then_in_the_order_of_topics(screen: Any) -> None:
    answers = {"asq_3": "yes", "mania_ever": "now", "heart_vessel": ["avm"], "eyes": ["glaucoma"], "organs": ["kidney"]}

    cards = [(card["priority"], card["topic"]) for card in screen(answers)["cards"]]

    order = ["urgent", "discuss_first", "discuss", "note"]
    assert [priority for priority, _topic in cards] == sorted((p for p, _topic in cards), key=order.index)
    first = [topic for priority, topic in cards if priority == "discuss_first"]
    assert (cards[0], first) == (("urgent", "Safety"), ["Mania history", "Heart and blood vessels"])
    assert ("note", "Liver, kidney and thyroid") in cards


def test_flags_of_one_card_stand_by_priority_and_then_by_id(screen: Any) -> None:
    answers = {"heart_vessel": ["high_bp", "device", "chest_pain", "avm"], "bp_status": "below"}

    heart = [card for card in screen(answers)["cards"] if card["topic"] == "Heart and blood vessels"]

    assert [flag["rule"] for flag in heart[0]["flags"]] == ["CV-01", "CV-03", "CV-04", "CV-05"]


def test_an_answer_to_a_question_that_is_not_asked_is_left_out_without_a_fault(screen: Any) -> None:
    printed = screen({"heart_vessel": ["none"], "bp_status": "above"})

    assert "Heart and blood vessels" not in [card["topic"] for card in printed["cards"]]


def test_a_safety_answer_counts_even_where_its_question_was_not_due(screen: Any) -> None:
    printed = screen({"asq_4": "no", "attempt_when": "past_3_months"})

    assert "SAFE-04" in [flag["rule"] for flag in printed["cards"][0]["flags"]]


def test_the_words_are_english_whatever_language_is_in_force(screen: Any) -> None:
    answers = {"thinking_memory": "yes", "eyes": ["not_sure"]}
    expected = screen(answers)

    with override("es"):
        assert screen(answers) == expected


def test_every_fault_has_a_line_of_its_own(refusal: Any) -> None:
    lines = refusal({"ride_hom": "self_drive", "eyes": ["blue"], "asq_1": True, "bladder": "often"})

    assert len(lines) == 3
    assert ["ride_hom" in lines[0], "blue" in lines[1], "asq_1" in lines[2]] == [True, True, True]


def test_two_answers_that_contradict_each_other_are_a_fault(refusal: Any) -> None:
    assert len(refusal({"eyes": ["none", "glaucoma"]})) == 1


def test_a_key_that_is_given_twice_is_a_fault_beside_the_others(refusal: Any) -> None:
    lines = refusal(b'{"bladder": "often", "bladder": "no", "bladdr": "no"}')

    assert lines == ["“bladder” is given more than once in one object.", "“bladdr” is not a known key."]


def test_a_line_break_in_a_key_does_not_break_the_line(refusal: Any) -> None:
    assert len(refusal(b'{"a\\nb": 1, "a\\nb": 1}')) == 2


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (b"", "The input is empty. Give one JSON object, such as {}."),
        (b" \n", "The input is empty. Give one JSON object, such as {}."),
        (b"[]", "The input is not a JSON object. Give the answers by key, such as {}."),
        (b'"no"', "The input is not a JSON object. Give the answers by key, such as {}."),
        (b'{"eyes":\n  oops}', "The input is not JSON (line 2, column 3): Expecting value."),
        (b'{"peg_1": NaN}', "The input is not JSON: NaN is not a JSON number."),
        (b'{"anything_else": "\xff"}', "The input is not text in UTF-8."),
        (b'{"anything_else": "\\ud800"}', "The input is not text in UTF-8."),
        (b'{"peg_1": ' + b"1" * 5000 + b"}", "The input is not answers: a number in it is too long."),
        (b"[" * 100_000, "The input is not answers: it is nested too deeply."),
        (b" " * 1_100_000, "The input is larger than 1024 kB. A whole questionnaire is far smaller."),
    ],
    ids=["empty", "blank", "list", "text", "not JSON", "NaN", "bytes", "half a pair", "long number", "deep", "huge"],
)
def test_what_is_not_a_json_object_is_refused_with_the_reason(refusal: Any, given: bytes, line: str) -> None:
    assert refusal(given) == [line]


def test_a_byte_order_mark_is_not_a_fault(screen: Any) -> None:
    assert screen(b"\xef\xbb\xbf{}")["cards"]


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = Path(tmp_path, "nothing.json")
    for path in (missing, tmp_path):
        with pytest.raises(SystemExit, match="2"):
            call_command("screen", str(path))

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [f"There is no file “{missing}”.", f"“{tmp_path}” cannot be read: Is a directory."]


def test_it_needs_no_database_no_secrets_and_no_utf8_terminal() -> None:
    answers = {"anesthesia_problem": "yes", "anesthesia_problem_details": "despertó – asustó"}

    done = in_a_shell("screen", "-", input=json.dumps(answers).encode())

    assert (done.returncode, done.stderr) == (0, b"")
    printed = json.loads(done.stdout.decode("utf-8"))
    assert "despertó – asustó" in done.stdout.decode("utf-8")
    assert "ALL-02" in [flag["rule"] for card in printed["cards"] for flag in card["flags"]]


def test_faults_end_the_process_with_status_2_and_an_empty_output() -> None:
    done = in_a_shell("screen", "-", input='{"eyes": ["ojos – azules"]}'.encode())

    assert (done.returncode, done.stdout) == (2, b"")
    assert "ojos – azules" in done.stderr.decode("utf-8")


def test_calling_it_without_a_file_ends_with_status_2() -> None:
    assert in_a_shell("screen").returncode == 2
