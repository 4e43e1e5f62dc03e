"""The files for a server hold together: what they name exists, and nothing runs with more rights than it needs.

No image is built here; that needs a Docker engine.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "site", "worker")
LET_IN = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}


def instructions(name: str) -> list[str]:
    """What follows each instruction of this name in the Dockerfile, continued lines joined."""
    text = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{name} +(.*)$", text, re.MULTILINE)


def test_what_the_image_copies_exists_and_is_let_in():
    copied = [part for line in instructions("COPY") if "--from" not in line for part in shlex.split(line)[:-1]]

    assert "requirements-production.txt" in copied
    for path in copied:
        assert (ROOT / path).exists()
        assert path == "." or path in LET_IN


def test_every_package_of_ours_is_let_into_the_image():
    packages = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}

    assert packages | {"static", "templates", "deploy", "manage.py"} <= LET_IN


@pytest.mark.parametrize("kept_out", [".env", "var", ".git", "tests", "db.sqlite3"])
def test_neither_keys_nor_records_get_into_the_image(kept_out):
    assert (ROOT / ".dockerignore").read_text().splitlines()[1] == "*"
    assert kept_out not in LET_IN


def test_the_image_does_not_run_as_root():
    assert instructions("USER") == ["10001:10001"]
    assert DOCKERFILE.index("USER") < DOCKERFILE.index('CMD ["gunicorn"')


def test_what_the_image_installs_is_checked_by_hash():
    [install] = [line for line in instructions("RUN") if "pip install" in line]

    assert "--require-hashes" in install
    assert "requirements-production.txt" in install


def test_what_the_image_starts_exists():
    [command] = [json.loads(line) for line in instructions("CMD")]
    [health] = [json.loads(line.split(" CMD ")[1]) for line in instructions("HEALTHCHECK")]

    assert (ROOT / command[2]).exists()
    assert command[3] == settings.WSGI_APPLICATION.rpartition(".")[0]
    assert (ROOT / health[1]).exists()


def test_the_services_are_the_ones_that_the_documentation_names():
    assert set(SERVICES) == {"database", "migrate", "site", "worker", "proxy"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_read_only_and_gains_no_rights(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_one_image_and_are_given_time_to_stop(name):
    assert SERVICES[name]["image"] == "intake:local"
    assert int(SERVICES[name]["stop_grace_period"].rstrip("s")) > 30


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["inside"]


def test_the_site_does_not_know_the_password_of_the_tables_owner():
    for name in ("site", "worker", "proxy"):
        assert "OWNER_PASSWORD" not in json.dumps(SERVICES[name])
    assert "OWNER_PASSWORD" in SERVICES["migrate"]["environment"]["DATABASE_URL"]


def test_no_secret_has_a_value_in_the_file():
    text = (ROOT / "compose.yaml").read_text()

    for name in ("SECRET_KEY", "PHI_KEYS", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "SITE_PASSWORD"):
        assert re.search(rf"\$\{{{name}:\?", text)


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_mounted_from_here_exists(name):
    sources = [volume.split(":")[0] for volume in SERVICES[name].get("volumes", [])]

    for source in sources:
        assert source in COMPOSE["volumes"] or (ROOT / source).exists()


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_waits_for_exists_and_can_tell(name):
    for other, condition in SERVICES[name].get("depends_on", {}).items():
        assert other in SERVICES
        if condition["condition"] == "service_healthy":
            assert other == "site" or SERVICES[other]["healthcheck"]["test"]


def test_every_setting_of_the_services_is_read_by_something():
    read = "".join(
        (ROOT / file).read_text() for file in ("config/settings.py", "deploy/gunicorn.conf.py", "config/environment.py")
    )
    for name in OURS:
        unread = [key for key in SERVICES[name]["environment"] if f'"{key}"' not in read]
        assert unread == []


def test_the_proxy_sets_what_the_site_relies_on():
    proxy = (ROOT / "deploy" / "Caddyfile").read_text()

    assert "header_up X-Forwarded-Proto {scheme}" in proxy
    assert "reverse_proxy site:8000" in proxy
    assert SERVICES["site"]["environment"]["PROXY_SETS_X_FORWARDED_PROTO"] == "1"
    assert re.search(r"max_size \d+MB", proxy)


def test_the_proxy_ends_an_idle_connection_before_the_site_does():
    """The other way round, a page that is sent at that moment would be lost on its way, and a patient see an error."""
    kept_by_proxy = re.search(r"\bkeepalive (\d+)s", (ROOT / "deploy" / "Caddyfile").read_text())
    kept_by_site = re.search(r"^keepalive = (\d+)", (ROOT / "deploy" / "gunicorn.conf.py").read_text(), re.MULTILINE)

    assert int(kept_by_proxy[1]) < int(kept_by_site[1])
