"""Conditions in other languages than ours: FHIR R4 ``enableWhen`` and the small JSON that the browser script reads.

Only positive forms can be written so; anything else raises NotExportable.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from intake.conditions import Answers, Condition, NotExportable


def enable_when(condition: Condition, *, system_of: Callable[[str], str]) -> dict[str, Any]:
    """The FHIR R4 ``enableWhen`` and ``enableBehavior`` of a condition's positive form.

    ``system_of(key)`` is the code system of a question's answers. Raises NotExportable for negations, scores and mixed
    nesting: FHIR's ``!=`` is true where there is no answer.
    """
    terms = condition.terms()
    if condition.behavior == "all" and len(terms) > 1 and any(len(codes) > 1 for _key, codes in terms):
        raise NotExportable("any-of codes inside an all-of has no enableWhen")
    clauses = [_clause(key, code, system_of) for key, codes in terms for code in codes]
    behavior = "any" if len(terms) == 1 else condition.behavior
    return {"enableWhen": clauses} | ({"enableBehavior": behavior} if len(clauses) > 1 else {})


def _clause(key: str, code: str, system_of: Callable[[str], str]) -> dict[str, Any]:
    if not code:
        return {"question": key, "operator": "exists", "answerBoolean": False}
    return {"question": key, "operator": "=", "answerCoding": {"system": system_of(key), "code": code}}


def for_browser(condition: Condition, *, answers: Answers, on_page: Collection[str]) -> bool | Mapping[str, Any]:
    """What the page's script needs to show or hide a question: True, False, or ``{"any"|"all": [[key, codes…], …]}``.

    Questions on other pages are settled here with the answers at hand; only those on this page are left to the script.
    One true term elsewhere therefore makes an any-of True for good, whatever is chosen on this page.
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
