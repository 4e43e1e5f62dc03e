"""Imports run one way: config, operations, screening, intake, clinic. What stands lower knows nothing above it."""

import ast
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOWNWARD = ("config", "operations", "screening", "intake", "clinic")
FILES = sorted(file for app in DOWNWARD for file in (ROOT / app).rglob("*.py"))

# The language of conditions and the scores: plain Python that anyone can read and run without Django.
PURE = ("conditions", "logic", "comparisons", "clauses", "evidence", "measures", "answers")


def imported(source: str, package: str) -> Iterator[str]:
    """Every module that the source names in an import, wherever the import stands, by full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            yield ".".join([*parents, *filter(None, [node.module])])


def imports_of(file: Path) -> set[str]:
    return set(imported(file.read_text(encoding="utf-8"), ".".join(file.relative_to(ROOT).parts[:-1])))


def reaching(forbidden: Callable[[str], Collection[str]]) -> list[str]:
    """Every import of the application that reaches where it must not; ``forbidden`` names the tops for an app."""
    return [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in FILES
        for name in sorted(imports_of(file))
        if name.split(".")[0] in forbidden(file.relative_to(ROOT).parts[0])
    ]


def test_nothing_imports_from_above() -> None:
    assert len(FILES) > 200
    assert reaching(lambda app: DOWNWARD[: DOWNWARD.index(app)]) == []


def test_the_application_does_not_import_its_tests() -> None:
    assert reaching(lambda _app: ["tests"]) == []


@pytest.mark.parametrize("module", PURE)
def test_conditions_and_measures_are_plain_python(module: str) -> None:
    used = {name.split(".")[0] for name in imports_of(ROOT / "intake" / f"{module}.py")}
    siblings = {name for name in imports_of(ROOT / "intake" / f"{module}.py") if name.startswith("intake")}

    assert not used & {"django", "crispy_forms", "clinic"}
    assert siblings <= {f"intake.{name}" for name in PURE}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import screening.rules", "screening.rules"),
        ("from screening import rules", "screening"),
        ("def f():\n    from screening.rules import RULES", "screening.rules"),
        ("if True:\n    import os, screening", "screening"),
        ("from ..screening import rules", "screening"),
    ],
)
def test_an_import_is_found_wherever_it_stands(source: str, found: str) -> None:
    assert found in set(imported(source, "intake"))
