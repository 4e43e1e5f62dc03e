"""What is refused as unsafe, and the keys that a development machine makes for itself."""

import base64
import stat

import pytest

from config.environment import (
    SettingRefused,
    checked_hosts,
    checked_phi_keys,
    checked_secret_key,
    checked_site_url,
    keep_development_keys,
    require,
)

A_KEY = base64.b64encode(bytes(range(32))).decode()
A_SHORT_KEY = base64.b64encode(bytes(range(16))).decode()


def test_everything_that_is_missing_is_named_at_once():
    with pytest.raises(SettingRefused, match=r"Not set: COLOUR \(paints\); SIZE \(fits\)\."):
        require({"SHAPE": "round", "SIZE": ""}, {"COLOUR": "paints", "SIZE": "fits", "SHAPE": "rolls"})


@pytest.mark.parametrize("key", ["", "short", "a" * 60, "django-insecure-" + "abcdefghij" * 5])
def test_a_guessable_secret_key_is_refused(key):
    with pytest.raises(SettingRefused, match="SECRET_KEY"):
        checked_secret_key(key)


@pytest.mark.parametrize("keys", [[], [A_SHORT_KEY], [A_KEY, "not base64!"], ["é"], [A_KEY, ""]])
def test_a_malformed_key_for_health_data_is_refused(keys):
    with pytest.raises(SettingRefused, match="PHI_KEYS"):
        checked_phi_keys(keys)


def test_the_refusal_of_a_key_does_not_show_the_key():
    with pytest.raises(SettingRefused) as refusal:
        checked_phi_keys([A_KEY, A_SHORT_KEY])

    assert "key 2" in str(refusal.value)
    assert A_SHORT_KEY not in str(refusal.value)


def test_several_keys_for_health_data_keep_their_order():
    another_key = base64.b64encode(bytes(32)).decode()

    assert checked_phi_keys([A_KEY, another_key]) == [A_KEY, another_key]


@pytest.mark.parametrize("url", ["", "http://intake.example.org", "intake.example.org"])
def test_an_address_without_https_is_refused(url):
    with pytest.raises(SettingRefused, match="SITE_URL"):
        checked_site_url(url)


@pytest.mark.parametrize("hosts", [[], [""], ["*"], ["intake.example.org", "*"]])
def test_hosts_that_admit_any_name_are_refused(hosts):
    with pytest.raises(SettingRefused, match="ALLOWED_HOSTS"):
        checked_hosts(hosts)


def test_development_keys_are_made_once_and_for_their_owner_only(tmp_path):
    path = tmp_path / "var" / "development-keys"

    keep_development_keys(path)
    first = path.read_text()
    keep_development_keys(path)

    assert path.read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_development_keys_are_what_a_server_would_accept(tmp_path):
    path = tmp_path / "development-keys"

    keep_development_keys(path)

    lines = dict(line.split("=", 1) for line in path.read_text().splitlines() if not line.startswith("#"))
    assert checked_secret_key(lines["SECRET_KEY"])
    assert checked_phi_keys([lines["PHI_KEYS"]])
