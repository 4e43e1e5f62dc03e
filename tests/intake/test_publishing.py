"""Publishing a version: what may be written over, and what later versions may not do to keys and codes."""

from pathlib import Path
from typing import Any

import pytest

from intake.publishing import AlreadyPublished, as_text, broken_promises, publish, versions


def version(name: str = "1.0", *, status: str = "active", kind: str = "choice", **options: str) -> dict[str, Any]:
    """A questionnaire of one question, ``ride``, with these options."""
    codings = [{"valueCoding": {"code": code, "display": label}} for code, label in options.items()]
    item = {"linkId": "ride", "type": kind, "answerOption": codings}
    return {"version": name, "status": status, "item": [{"linkId": "home", "type": "group", "item": [item]}]}


def without_the_question(name: str) -> dict[str, Any]:
    return {"version": name, "status": "active", "item": [{"linkId": "home", "type": "group", "item": []}]}


def test_a_new_version_is_written_and_can_be_read_again(tmp_path: Path) -> None:
    assert publish(version(), folder=tmp_path)

    assert versions(tmp_path) == [version()]


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    publish(version(), folder=tmp_path)

    assert not publish(version(), folder=tmp_path)


@pytest.mark.parametrize("force", [False, True])
def test_an_active_version_is_never_written_over(tmp_path: Path, force: bool) -> None:
    publish(version(car="Car"), folder=tmp_path)

    with pytest.raises(AlreadyPublished) as caught:
        publish(version(car="Automobile"), force=force, folder=tmp_path)

    assert not caught.value.may_force
    assert versions(tmp_path) == [version(car="Car")]


def test_an_active_version_does_not_become_a_draft_again(tmp_path: Path) -> None:
    publish(version(), folder=tmp_path)

    with pytest.raises(AlreadyPublished):
        publish(version(status="draft"), force=True, folder=tmp_path)


def test_a_draft_is_written_over_only_on_purpose(tmp_path: Path) -> None:
    publish(version(status="draft", car="Car"), folder=tmp_path)
    changed = version(status="draft", car="Automobile")

    with pytest.raises(AlreadyPublished) as caught:
        publish(changed, folder=tmp_path)

    assert caught.value.may_force
    assert publish(changed, force=True, folder=tmp_path)
    assert versions(tmp_path) == [changed]


def test_a_draft_becomes_active_without_force_if_no_word_changes(tmp_path: Path) -> None:
    publish(version(status="draft", car="Car"), folder=tmp_path)

    assert publish(version(car="Car"), folder=tmp_path)


def test_versions_are_in_order_of_number_not_of_spelling(tmp_path: Path) -> None:
    for name in ("2026.10", "2026.9", "2027.1"):
        publish(version(name), folder=tmp_path)

    assert [one["version"] for one in versions(tmp_path)] == ["2026.9", "2026.10", "2027.1"]


def test_a_file_ends_with_a_line_end_and_keeps_letters_readable() -> None:
    assert as_text(version(car="Auto “x”")).endswith("}\n")
    assert "“x”" in as_text(version(car="Auto “x”"))


OLD = version("1", car="Car", bus="Bus")


@pytest.mark.parametrize(
    ("later", "broken"),
    [
        ([version("2", car="Car", bus="Bus")], []),
        ([version("2", car="My own car", bus="Bus")], []),  # better wording of the same option
        ([version("2", bus="Bus", car="Car", taxi="Taxi")], []),
        ([version("2", car="Car")], []),
        ([without_the_question("2")], []),
        ([version("2", auto="Car", bus="Bus")], ["2: ride: car was renamed to auto"]),
        ([version("2", kind="string")], ["2: ride: was choice and is now string"]),
        (
            [version("2", car="Car"), version("3", car="Car", bus="Bus or train")],
            ["3: ride: bus was dropped before and must not be used again"],
        ),
        (
            [without_the_question("2"), version("3", taxi="Taxi")],
            ["3: ride: the key was dropped before and must not be used again"],
        ),
    ],
)
def test_keys_and_codes_are_neither_renamed_nor_used_again(later: list[dict[str, Any]], broken: list[str]) -> None:
    assert broken_promises([OLD, *later]) == broken


def test_a_draft_promises_nothing() -> None:
    draft = version("1", status="draft", car="Car")

    assert broken_promises([draft, version("2", auto="Car")]) == []


def test_the_first_version_breaks_no_promise() -> None:
    assert broken_promises([OLD]) == []
