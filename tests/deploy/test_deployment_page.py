"""docs/deployment.md speaks of what there is: commands, variables, files, addresses, services."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "deployment.md").read_text()
READ_BY = "".join((ROOT / file).read_text() for file in ("config/settings.py", "deploy/gunicorn.conf.py"))
COMPOSE = (ROOT / "compose.yaml").read_text()
COMMANDS = sorted(set(re.findall(r"manage\.py ([a-z_]+)", PAGE)))
VARIABLES = sorted(set(re.findall(r"`([A-Z][A-Z_]{3,})(?:=[^`]*)?`", PAGE)))
OURS = {"backup", "create_clinic", "grant", "patient_record", "purge", "restore", "rotate_keys", "verify"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_it_names_exists(command):
    assert command in get_commands()


def test_every_command_for_those_who_run_a_server_is_named():
    assert {name for name, app in get_commands().items() if app == "operations"} == OURS
    assert set(COMMANDS) >= OURS


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_variable_it_names_is_read(variable):
    assert f'"{variable}"' in READ_BY or f"${{{variable}" in COMPOSE


def test_every_variable_that_a_server_reads_is_named():
    read = set(re.findall(r'(?:env\.\w+\(|environ\.get\(|\(env, )\s*"([A-Z_]+)"', READ_BY))

    assert read - set(VARIABLES) == {"ENV_FILE", "COMPUTE_ONLY"}


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?:deploy|docs)/[\w./-]+\w", PAGE))))
def test_every_file_it_names_exists(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_every_address_it_names_answers(address):
    assert f"`{address}`" in PAGE
    assert resolve(address)


def test_the_services_it_names_are_those_of_the_compose_file():
    named = set(re.findall(r"docker compose exec (?:--\S+ )*(\w+)", PAGE))

    assert named <= yaml.safe_load(COMPOSE)["services"].keys()


def test_it_says_how_soon_a_known_weakness_is_put_right():
    soon = PAGE.partition("**How soon.**")[2].partition("\n\n")[0]

    assert [int(days) for days in re.findall(r"within (\d+) days", soon)] == [3, 14, 90]
