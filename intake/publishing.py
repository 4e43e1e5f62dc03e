"""Published versions of the questionnaire: one committed file each, and what may never change between them.

How a version is written as FHIR is in fhir.py; the wording is in sections/.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "published"
DRAFT = "draft"


class AlreadyPublished(Exception):
    """Another text stands under this version. ``may_force`` says whether it is a draft, which nobody has used yet."""

    def __init__(self, version: str, *, may_force: bool) -> None:
        super().__init__(version)
        self.version = version
        self.may_force = may_force


@dataclass(frozen=True)
class Asked:
    """What one version fixes for good about a question: its FHIR type, and the label of each code."""

    type: str
    options: Mapping[str, str]


def as_text(questionnaire: Mapping[str, Any]) -> str:
    """The content of a published file."""
    return json.dumps(questionnaire, ensure_ascii=False, indent=1) + "\n"


def versions(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Every published questionnaire, oldest first."""
    files = sorted(folder.glob("*.json"), key=lambda file: [int(number) for number in file.stem.split(".")])
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def publish(questionnaire: Mapping[str, Any], *, force: bool = False, folder: Path = FOLDER) -> bool:
    """Write the version's file; False where the same text already stands there.

    ``force`` replaces a draft. Raises AlreadyPublished for any other change of what is there.
    """
    file = folder / f"{questionnaire['version']}.json"
    text = as_text(questionnaire)
    if file.exists():
        before = file.read_text(encoding="utf-8")
        if before == text:
            return False
        is_draft = json.loads(before)["status"] == DRAFT
        if not (is_draft and (force or _is_only_activation(before, questionnaire))):
            raise AlreadyPublished(questionnaire["version"], may_force=is_draft)
    file.write_text(text, encoding="utf-8")
    return True


def _is_only_activation(before: str, questionnaire: Mapping[str, Any]) -> bool:
    return as_text({**questionnaire, "status": DRAFT}) == before


def broken_promises(in_order: Sequence[Mapping[str, Any]]) -> list[str]:
    """What later versions did to keys and codes of earlier ones that makes old answers unreadable, one line each.

    A key keeps its type. A code keeps its place: it is not given another name, and what was dropped does not come back.
    Drafts fix nothing.
    """
    released = [one for one in in_order[:-1] if one["status"] != DRAFT] + list(in_order[-1:])
    faults: list[str] = []
    known: dict[str, Asked] = {}
    dropped: set[tuple[str, str]] = set()
    for version in released:
        now = dict(asked_in(version["item"]))
        faults += (f"{version['version']}: {fault}" for fault in _faults(known, now, dropped))
        dropped |= {(key, code) for key, was in known.items() for code in _codes(was) - _codes(now.get(key))}
        known |= now
    return faults


def asked_in(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Asked]]:
    """Every question of a published version with what it fixes, by linkId, in order."""
    for item in items:
        if item["type"] != "display":
            codings = [option["valueCoding"] for option in item.get("answerOption", ()) if "valueCoding" in option]
            yield item["linkId"], Asked(item["type"], {coding["code"]: coding["display"] for coding in codings})
        yield from asked_in(item.get("item", ()))


def _faults(known: Mapping[str, Asked], now: Mapping[str, Asked], dropped: set[tuple[str, str]]) -> Iterator[str]:
    for key, asked in now.items():
        for code in sorted(_codes(asked)):
            if (key, code) in dropped:
                yield f"{key}: {code or 'the key'} was dropped before and must not be used again"
        was = known.get(key)
        if was is None:
            continue
        if was.type != asked.type:
            yield f"{key}: was {was.type} and is now {asked.type}"
        renamed = {label: code for code, label in was.options.items() if code not in asked.options}
        for code, label in asked.options.items():
            if code not in was.options and label in renamed:
                yield f"{key}: {renamed[label]} was renamed to {code}"


def _codes(asked: Asked | None) -> set[str]:
    """The codes of a question, and "" for the question itself."""
    return {"", *asked.options} if asked else set()
