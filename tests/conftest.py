"""What every test gets: no network, a database file of its own, a browser where asked. People: each app's conftest."""

from pathlib import Path

import pytest
from django.db import connections
from hypothesis import settings as hypothesis_settings

from tests.append_only import sweep_append_only_tables
from tests.browser import browser, open_browser, page
from tests.no_network import no_network
from tests.people import (
    administrator,
    clinic,
    clinician,
    clinician_elsewhere,
    front_desk,
    lead,
    other_patient,
    patient,
)

__all__ = [
    "administrator",
    "browser",
    "clinic",
    "clinician",
    "clinician_elsewhere",
    "front_desk",
    "lead",
    "no_network",
    "open_browser",
    "other_patient",
    "page",
    "patient",
    "sweep_append_only_tables",
]

# A slow machine is no reason for a test to fail.
hypothesis_settings.register_profile("ours", deadline=None, print_blob=True)
hypothesis_settings.load_profile("ours")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the database: which one it is makes no difference to the others."""
    for item in items:
        if {"db", "transactional_db", "live_server", "django_db_setup"} & set(
            item.fixturenames
        ) or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Put SQLite's test database in a file: like the real one, it has a journal and a connection for each thread."""
    database = connections["default"]
    if database.vendor == "sqlite":
        file = Path(tmp_path_factory.mktemp("database"), "test.sqlite3")
        database.settings_dict["TEST"]["NAME"] = str(file)
