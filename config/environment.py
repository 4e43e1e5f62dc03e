"""What a machine must say about itself, and what is refused as unsafe. The settings are in settings.py."""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_LENGTH = 50  # characters; what `check --deploy` asks for
PHI_KEY_LENGTH = 32  # bytes; AES-256


class SettingRefused(ImproperlyConfigured):
    """A setting is missing or not safe to run with. The text tells the person who runs the server what to do."""


def require(environment: Mapping[str, str], purposes: Mapping[str, str]) -> None:
    """Refuse to go on unless `environment` has every name in `purposes`, which says what each is for."""
    missing = [f"{name} ({purpose})" for name, purpose in purposes.items() if not environment.get(name)]
    if missing:
        raise SettingRefused(
            f"Not set: {'; '.join(missing)}. A server needs them in its environment or its .env file: "
            "see .env.example. On a development machine run `python3 dev.py run`, or set DEBUG=1."
        )


def checked_secret_key(key: str) -> str:
    """Return `key` when it is long and varied enough to sign sessions with."""
    if len(key) < SECRET_KEY_LENGTH or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise SettingRefused(f"SECRET_KEY is too easy to guess: use at least {SECRET_KEY_LENGTH} random characters.")
    return key


def checked_phi_keys(keys: list[str]) -> list[str]:
    """Return `keys` when there is at least one and each is 32 bytes in base64."""
    if not keys:
        raise SettingRefused("PHI_KEYS is empty: it needs at least one key.")
    for position, key in enumerate(keys, start=1):
        try:
            length = len(base64.b64decode(key, validate=True))
        except (binascii.Error, ValueError):
            length = 0
        if length != PHI_KEY_LENGTH:
            # The key itself stays out of the message, because messages end up in logs.
            raise SettingRefused(f"PHI_KEYS: key {position} is not {PHI_KEY_LENGTH} bytes in base64.")
    return keys


def checked_site_url(url: str) -> str:
    """Return `url` when patients' links can safely start with it."""
    if not url.startswith("https://"):
        raise SettingRefused(f"SITE_URL must start with https:// so that answers travel encrypted. It is {url!r}.")
    return url


def checked_hosts(hosts: list[str]) -> list[str]:
    """Return `hosts` when they name this site, rather than admit any name that a visitor sends."""
    if not hosts or not all(hosts) or "*" in hosts:
        raise SettingRefused("ALLOWED_HOSTS must list the names of this site. It may not be empty or contain '*'.")
    return hosts


def keep_development_keys(path: Path) -> None:
    """Make this development machine its own keys in `path`, unless it has them already."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    phi_key = base64.b64encode(secrets.token_bytes(PHI_KEY_LENGTH)).decode()
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(
            "# Made for this development machine alone. Without them its database can no longer be read.\n"
            f"SECRET_KEY={secrets.token_urlsafe(SECRET_KEY_LENGTH)}\n"
            f"PHI_KEYS={phi_key}\n"
        )
