"""New passwords of staff: not the clinic's name with a year behind it, and none of a list that the server was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from clinic.models import Clinic, Staff
from tests.config.production import manage, server_environment

OF_THIS_PLACE = ["CedarClinic2026!", "cedar-clinic-1", "Infusions4Cedar", "ketamine#1234", "KetamineKetamine"]
OF_ONES_OWN = ["correct horse battery staple", "four cedar words of my own", "ketamine? tulip-sandal-41"]


@pytest.fixture
def at_cedar_clinic(clinic: Clinic, clinician: Staff) -> Staff:
    clinician.clinic = clinic
    clinic.name = "Cedar Clinic"
    return clinician


@pytest.mark.parametrize("password", OF_THIS_PLACE)
def test_a_password_made_of_the_words_of_this_place_is_refused(at_cedar_clinic: Staff, password: str) -> None:
    with pytest.raises(ValidationError, match="name of the clinic"):
        validate_password(password, at_cedar_clinic)


@pytest.mark.parametrize("password", OF_ONES_OWN)
def test_a_long_password_may_hold_such_a_word(at_cedar_clinic: Staff, password: str) -> None:
    validate_password(password, at_cedar_clinic)


def test_whose_clinic_is_not_known_yet_is_held_to_the_other_words() -> None:
    with pytest.raises(ValidationError, match="name of the clinic"):
        validate_password("infusion-clinic")
    with pytest.raises(ValidationError, match="name of the clinic"):
        validate_password("infusion-clinic", Staff(email="a@example.org"))


def test_a_password_on_the_servers_own_list_is_refused(tmp_path: Path) -> None:
    words = tmp_path / "known.txt"
    words.write_text("tulip-sandal-41\n")
    environment = server_environment(tmp_path / "db.sqlite3") | {"KNOWN_PASSWORDS": str(words)}
    program = "from django.contrib.auth.password_validation import validate_password as v; v('{}')"

    taken = manage("shell", "--no-imports", "-c", program.format("tulip-sandal-42"), environment=environment)
    refused = manage("shell", "--no-imports", "-c", program.format("Tulip-Sandal-41"), environment=environment)

    assert taken.returncode == 0, taken.stderr
    assert "too common" in refused.stderr
