"""The requirement files agree with one another, name no place to fetch from, and pin every package with hashes."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NAMES = ["requirements", "requirements-production", "requirements-postgres", "requirements-dev"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z, ]+\])?==([^\s;]+)", re.MULTILINE)


def pins(file: str) -> dict[str, str]:
    """Package name, in the spelling of the index, to version."""
    found = PIN.findall((ROOT / file).read_text())
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize("name", NAMES)
def test_every_pin_by_hand_is_in_the_compiled_file(name):
    assert pins(f"{name}.in").items() <= pins(f"{name}.txt").items()


@pytest.mark.parametrize("name", NAMES)
def test_every_package_has_hashes(name):
    text = (ROOT / f"{name}.txt").read_text()
    packages = re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]

    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wanted_with_an_extra_is_pinned_with_it(name):
    """Else the pip of Python 3.11 looks past the pin once a newer version is out, and stops for want of a hash."""
    text = (ROOT / f"{name}.txt").read_text()
    wanted = [
        wish for package in pins(f"{name}.txt") for wish in wishes(package) if "[" in wish and "extra ==" not in wish
    ]
    with_extra = {wish.split("]")[0] + "]" for wish in wanted if wish.split("[")[0] in pins(f"{name}.txt")}

    assert [package for package in with_extra if f"\n{package}==" not in text] == []


def wishes(package: str) -> list[str]:
    try:
        return requires(package) or []
    except PackageNotFoundError:  # of another file or another platform
        return []


@pytest.mark.parametrize("name", NAMES)
def test_no_file_says_where_to_fetch_from(name):
    for suffix in (".in", ".txt"):
        assert re.findall(r"://|--index|--extra-index|--find-links", (ROOT / f"{name}{suffix}").read_text()) == []


def test_files_that_are_installed_together_agree():
    everywhere = [pins(f"{name}.txt") for name in NAMES]
    agreed = {name: version for file in everywhere for name, version in file.items()}

    assert all(file.items() <= agreed.items() for file in everywhere)


def test_one_file_is_enough_to_run_and_to_test():
    assert pins("requirements-production.txt").items() <= pins("requirements.txt").items()
