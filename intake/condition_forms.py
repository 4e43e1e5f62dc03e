"""Conditions in other languages than ours: FHIR R4 ``enableWhen`` and the small JSON that the browser script reads.

Only positive forms can be written so; anything else raises NotExportable.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from intake.conditions import Answers, Condition, NotExportable


def enable_when(condition: Condition, *, system: str) -> dict[str, Any]:
    """The FHIR R4 ``enableWhen`` and ``enableBehavior`` of a condition's positive form.

    Raises NotExportable for negations, scores and mixed nesting: FHIR's ``!=`` is true where there is no answer.
    """
    clauses: list[dict[str, Any]] = []
    for key, codes in condition.terms():
        if len(codes) > 1 and condition.behavior == "all" and len(condition.terms()) > 1:
            raise NotExportable("any-of codes inside an all-of has no enableWhen")
        for code in codes:
            test = {"operator": "=", "answerCoding": {"system": system, "code": code}}
            clauses.append({"question": key, **(test if code else {"operator": "exists", "answerBoolean": False})})
    behavior = "any" if len(condition.terms()) == 1 else condition.behavior
    return {"enableWhen": clauses} | ({"enableBehavior": behavior} if len(clauses) > 1 else {})


def for_browser(condition: Condition, *, answers: Answers, on_page: Collection[str]) -> bool | Mapping[str, Any]:
    """What the page's script needs to show or hide a question: True, False, or ``{"any"|"all": [[key, codes…], …]}``.

    Questions on other pages are settled here with the answers at hand; only those on this page are left to the script.
    """
    any_of = condition.behavior == "any"
    open_terms = []
    for key, codes in condition.terms():
        if key in on_page:
            open_terms.append([key, *codes])
            continue
        given = answers.value(key)
        settled = any(code in codes for code in (given if isinstance(given, list) else [given or ""]))
        if settled == any_of:
            return settled
    return {condition.behavior: open_terms} if open_terms else not any_of
