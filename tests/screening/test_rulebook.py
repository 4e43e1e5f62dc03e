"""The rulebook's text and the command that writes it. Whether the committed file is fresh is tested in contracts/."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from intake.conditions import answer, score
from intake.questionnaire import QUESTIONS
from intake.sources import COHEN_2018, GENERAL_PRACTICE
from screening.reasons import Text, each, part
from screening.rule import Priority, Rule, Topic
from screening.rulebook import written
from screening.rules import RULES

BLADDER = answer("bladder")
EYES = answer("eyes")


def a_rule(**changed: object) -> Rule:
    plain = {
        "id": "BLA-99",
        "topic": Topic.BLADDER,
        "priority": Priority.NOTE,
        "when": BLADDER.is_("often"),
        "reason": "The patient reports bladder symptoms.",
        "prompt": "Ask when they began.",
        "sources": (GENERAL_PRACTICE,),
    }
    return Rule(**{**plain, **changed})  # type: ignore[arg-type]


def entry(rule: Rule) -> str:
    """What the book says of one rule."""
    return written([rule]).split(f"### {rule.id}\n\n")[1].split("\n\n## ")[0]


def reason_of(text: Text) -> list[str]:
    """The lines under “The clinician reads”."""
    return entry(a_rule(reason=text)).split("**The clinician reads**\n\n")[1].split("\n\n")[0].splitlines()


def test_every_rule_has_one_entry_in_the_order_of_topics() -> None:
    headings = re.findall(r"^### (.+)$", written(), flags=re.MULTILINE)

    assert headings == [rule.id for rule in sorted(RULES, key=lambda rule: rule.topic.place)]


def test_every_topic_in_use_has_a_chapter_that_the_contents_lead_to() -> None:
    book = written()
    chapters = re.findall(r"^## (.+)$", book, flags=re.MULTILINE)
    links = dict(re.findall(r"^\d+\. \[(.+)\]\(#(.+)\):", book, flags=re.MULTILINE))

    assert [chapter for chapter in chapters if chapter in links] == [str(topic) for topic in Topic]
    assert links["Liver, kidney and thyroid"] == "liver-kidney-and-thyroid"


def test_a_rule_is_told_whole() -> None:
    assert entry(a_rule(version=3, sources=(COHEN_2018, GENERAL_PRACTICE))) == (
        "**Note** · version 3\n\n"
        "**Raised when** “Do you have burning or pain when you pee, blood in your pee, "
        "or a need to go much more often?” is “Often”.\n\n"
        "**The clinician reads**\n\n> The patient reports bladder symptoms.\n\n"
        "**Suggested prompt**\n\n> Ask when they began.\n\n"
        "**Sources:** S-Cohen18: Cohen et al. 2018, Reg Anesth Pain Med 43:521, "
        "doi [10.1097/AAP.0000000000000808](https://doi.org/10.1097/AAP.0000000000000808); "
        "general practice: General clinical practice; no single publication"
    )


def test_several_conditions_stand_on_lines_of_their_own() -> None:
    either, both = BLADDER.is_("often") | EYES.is_blank(), BLADDER.is_("often") & EYES.is_blank()

    assert "**Raised when** any of these is so:\n\n- “Do you have burning" in entry(a_rule(when=either))
    assert "**Raised when** all of these are so:\n\n- “Do you have burning" in entry(a_rule(when=both))
    assert "\n- “Do you have any of these eye problems?” has no answer\n" in entry(a_rule(when=both))


def test_conditions_within_a_line_lose_their_outer_brackets() -> None:
    inner = BLADDER.is_("often") | EYES.is_blank()

    told = entry(a_rule(when=answer("thinking_memory").is_("yes") & inner))

    assert "\n- “Do you have burning or pain when you pee" in told
    assert "is “Often”, or “Do you have any of these eye problems?” has no answer\n" in told


def test_a_follow_up_question_is_told_with_the_answer_that_it_follows() -> None:
    told = entry(a_rule(when=answer("bp_status").is_("above")))

    assert (
        "“Last time it was checked, what was your blood pressure like?” is asked when "
        "“Have you ever had any of these?” includes “High blood pressure”."
    ) in told


def test_a_rule_says_what_a_clinic_may_set() -> None:
    assert "A clinic may set another number" in entry(a_rule(when=score("peg.mean").at_least(7, setting="peg")))
    assert "A clinic may set another number" not in entry(a_rule(when=score("peg.mean").at_least(7)))
    assert "A clinic may raise this rule to urgent." in entry(a_rule(may_be_raised_to_urgent=True))
    assert "A clinic may raise this rule to urgent." not in entry(a_rule())


def test_a_rule_about_silence_says_that_it_waits() -> None:
    assert "it waits: see *When the Safety rules run*" in entry(a_rule(about_silence=True))


def test_the_second_pass_says_what_it_takes() -> None:
    assert "**Raised when** any answer to any question is “Not sure” or “Prefer not to answer”" in entry(
        a_rule(when=None)
    )


def test_each_fragment_stands_with_the_condition_on_which_it_appears() -> None:
    often, unsure = BLADDER.is_("often"), EYES.includes("not_sure")

    assert reason_of(("The patient ", each(part(often, "goes often"), part(unsure, "is not sure")), ".")) == [
        "- always: **The patient**",
        "- those that hold, with “and” before the last:",
        "  - **goes often** – when “Do you have burning or pain when you pee, blood in your pee, "
        "or a need to go much more often?” is “Often”",
        "  - **is not sure** – when “Do you have any of these eye problems?” includes “Not sure”",
    ]


def test_a_fragment_with_words_for_one_question_shows_both() -> None:
    (line,) = reason_of([part(EYES.is_blank(), "{count} items.", one="{count} item.")])

    assert line.startswith("- **‹how many questions› items.** (of a single question: **‹how many questions› item.**) –")


@pytest.mark.parametrize(
    ("placeholder", "said"),
    [
        ("{phq9.total}", "‹PHQ-9 score›"),
        ("{labels}", "‹the answers that count›"),
        ("{labels.eyes}", "‹the answers that count, of: Do you have any of these eye problems?›"),
        ("{questions}", "‹the questions that count›"),
        ("{names}", "‹the names of the medicines that count›"),
        ("{ride_home}", "‹answer to: How would you get home after each visit?›"),
    ],
)
def test_what_is_filled_in_is_told_in_pointed_brackets(placeholder: str, said: str) -> None:
    assert reason_of(f"It is {placeholder}.") == [f"> It is {said}."]


def test_the_book_names_no_key_code_or_placeholder() -> None:
    book = written()
    keys = [key for key in QUESTIONS if "_" in key]

    assert [key for key in keys if key in book] == []
    assert "{" not in book
    assert "not_sure" not in book


def test_the_book_counts_the_rules_of_each_priority() -> None:
    assert "| **Urgent – contact now** | 0 |" in written([a_rule()])
    assert "| **Note** | 1 |" in written([a_rule()])


def test_the_book_is_in_english_whatever_language_is_in_force() -> None:
    expected = written([a_rule()])

    with override("es"):
        assert written([a_rule()]) == expected


def test_the_command_writes_the_file_and_then_finds_it_fresh(tmp_path: Path) -> None:
    file = Path(tmp_path, "rulebook.md")

    call_command("rulebook", file=file, verbosity=0)
    call_command("rulebook", check=True, file=file)

    assert file.read_text(encoding="utf-8") == written()


def test_checking_fails_for_a_stale_or_missing_file_and_writes_nothing(tmp_path: Path) -> None:
    missing, stale = Path(tmp_path, "missing.md"), Path(tmp_path, "stale.md")
    stale.write_text(written() + "By hand.\n", encoding="utf-8")

    for file in (missing, stale):
        with pytest.raises(CommandError, match="is stale") as failed:
            call_command("rulebook", check=True, file=file)
        assert failed.value.returncode == 1

    assert not missing.exists()
    assert stale.read_text(encoding="utf-8").endswith("By hand.\n")
