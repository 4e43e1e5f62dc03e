"""What is refused as unsafe, and the keys that a development machine makes for itself."""

import base64
import stat

import pytest

from config.environment import (
    SettingRefused,
    checked_database,
    checked_development,
    checked_file,
    checked_for_a_server,
    checked_hosts,
    checked_hsts,
    checked_mail,
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


def test_the_same_key_twice_is_refused():
    with pytest.raises(SettingRefused, match="the same key twice"):
        checked_phi_keys([A_KEY, A_KEY])


def test_a_development_key_on_a_server_is_refused(tmp_path):
    path = tmp_path / "development-keys"
    keep_development_keys(path)
    made = dict(line.split("=", 1) for line in path.read_text().splitlines() if not line.startswith("#"))

    for key in made.values():
        with pytest.raises(SettingRefused, match="made for development"):
            checked_for_a_server([A_KEY, key], path)


def test_a_key_that_nobody_drew_at_random_is_refused(tmp_path):
    with pytest.raises(SettingRefused, match="too regular"):
        checked_for_a_server([base64.b64encode(bytes(32)).decode()], tmp_path / "none")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://intake.example.org",
        "intake.example.org",
        "https://",
        "https://intake.example.org/form",
        "https://intake.example.org?next=",
        "https://someone@intake.example.org",
    ],
)
def test_an_address_without_https_is_refused(url):
    with pytest.raises(SettingRefused, match="SITE_URL"):
        checked_site_url(url)


@pytest.mark.parametrize("hosts", [[], [""], ["*"], ["intake.example.org", "*"], [".example.org"], ["*.example.org"]])
def test_hosts_that_admit_any_name_are_refused(hosts):
    with pytest.raises(SettingRefused, match="ALLOWED_HOSTS"):
        checked_hosts(hosts)


def test_hosts_without_the_site_itself_are_refused():
    with pytest.raises(SettingRefused, match="ALLOWED_HOSTS must contain"):
        checked_hosts(["www.example.org"], "https://intake.example.org")


def test_debug_at_a_public_address_is_refused():
    with pytest.raises(SettingRefused, match="DEBUG is on"):
        checked_development("https://intake.example.org")


@pytest.mark.parametrize("name", [":memory:", "file:shared?mode=memory&cache=shared"])
def test_a_database_that_forgets_is_refused(name):
    with pytest.raises(SettingRefused, match="DATABASE_URL"):
        checked_database(name)


@pytest.mark.parametrize("kind", ["console", "filebased", "locmem", "dummy"])
def test_mail_that_stays_on_the_machine_is_refused(kind):
    with pytest.raises(SettingRefused, match="EMAIL_URL"):
        checked_mail(f"django.core.mail.backends.{kind}.EmailBackend")


@pytest.mark.parametrize("seconds", [-1, 0, 3600])
def test_browsers_that_soon_forget_to_come_by_https_are_refused(seconds):
    with pytest.raises(SettingRefused, match="HSTS_SECONDS"):
        checked_hsts(seconds)


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


def test_a_file_that_cannot_be_read_is_refused_by_the_name_of_its_setting(tmp_path):
    list_of_words = tmp_path / "known.txt"
    list_of_words.write_text("a word that others know\n")

    assert checked_file("KNOWN_PASSWORDS", "") == ""
    assert checked_file("KNOWN_PASSWORDS", str(list_of_words)) == str(list_of_words)
    with pytest.raises(SettingRefused, match="KNOWN_PASSWORDS"):
        checked_file("KNOWN_PASSWORDS", str(tmp_path / "none.txt"))
