"""A server told what it needs starts; any other says what is missing. The single checks: test_environment.py."""

from pathlib import Path

import pytest

from tests.config.production import manage, server_environment

pytestmark = pytest.mark.slow  # a process for each


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return server_environment(tmp_path / "db.sqlite3")


@pytest.mark.parametrize("name", ["SECRET_KEY", "PHI_KEYS", "SITE_URL"])
def test_a_server_without_a_needed_setting_refuses_and_names_it(environment, name):
    del environment[name]

    result = manage("migrate", environment=environment)

    assert result.returncode == 1
    assert result.stderr.startswith(f"Not set: {name} ")
    assert "Traceback" not in result.stderr


def test_a_server_with_everything_set_passes_the_deployment_check(environment):
    result = manage("check", "--deploy", "--fail-level", "WARNING", environment=environment)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "too short", "SECRET_KEY is too easy to guess"),
        ("PHI_KEYS", "bm90IGxvbmcgZW5vdWdo", "PHI_KEYS: key 1 is not 32 bytes"),
        ("SITE_URL", "http://intake.example.org", "SITE_URL must start with https://"),
        ("SITE_URL", "https://intake.example.org/form", "SITE_URL must be https:// and the name"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must list"),
        ("ALLOWED_HOSTS", "www.example.org", "ALLOWED_HOSTS must contain the name in SITE_URL"),
        ("SECRET_KEY_FALLBACKS", "short", "SECRET_KEY_FALLBACKS is too easy to guess"),
        ("PHI_KEYS", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "too regular"),
        ("DATABASE_URL", "sqlite://:memory:", "DATABASE_URL names a database in memory"),
        ("EMAIL_URL", "consolemail://", "EMAIL_URL must start with smtp"),
        ("HSTS_SECONDS", "0", "HSTS_SECONDS must be at least"),
        ("DEBUG", "1", "DEBUG is on"),
        ("DATABASE_URL", "mysql://localhost/intake", "DATABASE_URL must start with sqlite:// or postgres://"),
        ("DATABASE_URL", "/srv/intake.sqlite3", "DATABASE_URL must start with sqlite:// or postgres://"),
        ("EMAIL_URL", "smtp://intake:secret@mail.example.org:25", "EMAIL_URL would send its password in the clear"),
        ("PROXIES", "-1", "PROXIES must be a whole number"),
        ("HSTS_SECONDS", "a year", "HSTS_SECONDS must be a whole number"),
        ("DATABASE_STATEMENT_SECONDS", "30s", "DATABASE_STATEMENT_SECONDS must be a whole number"),
        ("DEBUG", "off please", "DEBUG must be 1 or 0"),
        ("PROXY_SETS_X_FORWARDED_PROTO", "2", "PROXY_SETS_X_FORWARDED_PROTO must be 1 or 0"),
    ],
)
def test_a_server_with_an_unsafe_setting_refuses_and_names_it(environment, name, value, complaint):
    environment[name] = value

    result = manage("migrate", environment=environment)

    assert result.returncode == 1
    assert complaint in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, "0"),
        ({"PROXY_SETS_X_FORWARDED_PROTO": "1"}, "1"),
        ({"PROXY_SETS_X_FORWARDED_PROTO": "1", "PROXIES": "2"}, "2"),
    ],
)
def test_behind_a_proxy_visitors_are_told_apart_without_another_setting(environment, given, count):
    settings = "from django.conf import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"

    result = manage("shell", "--no-imports", "--command", settings, environment=environment | given)

    assert result.stdout.split() == [count]


def test_a_mail_server_that_asks_for_a_password_is_reached_encrypted_or_on_this_machine(environment):
    for address in ("smtp+tls://intake:secret@mail.example.org:587", "smtp://intake:secret@localhost:25"):
        result = manage("check", environment=environment | {"EMAIL_URL": address})

        assert result.returncode == 0, result.stderr


def test_debug_is_off_unless_switched_on(environment):
    settings = "from django.conf import settings; print(settings.DEBUG, settings.SESSION_COOKIE_SECURE)"

    result = manage("shell", "--no-imports", "--command", settings, environment=environment)

    assert result.stdout.split() == ["False", "True"]


def test_commands_that_only_compute_need_no_secrets():
    result = manage("collectstatic", "--dry-run", "--no-input", "--verbosity", "0", environment={})

    assert result.returncode == 0, result.stderr


def test_commands_that_only_compute_reach_no_database():
    use_the_database = "from django.db import connection; connection.cursor()"

    result = manage("shell", "--no-imports", "--command", use_the_database, environment={"COMPUTE_ONLY": "1"})

    assert "settings.DATABASES is improperly configured" in result.stderr


def test_commands_that_only_compute_have_nothing_made_up_in_place_of_secrets():
    use_a_secret = "from django.conf import settings; print(settings.PHI_KEYS); settings.SECRET_KEY"

    result = manage("shell", "--no-imports", "--command", use_a_secret, environment={"COMPUTE_ONLY": "1"})

    assert result.stdout.strip() == "[]"
    assert "SECRET_KEY setting must not be empty" in result.stderr
