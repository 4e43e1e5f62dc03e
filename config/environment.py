"""What a machine must say about itself, and what is refused as unsafe. The settings are in settings.py."""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_LENGTH = 50  # characters; what `check --deploy` asks for
PHI_KEY_LENGTH = 32  # bytes; AES-256
HSTS_LEAST = 24 * 60 * 60  # seconds
MAIL_THAT_LEAVES = ("django.core.mail.backends.smtp.EmailBackend",)


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


def switch(env: environ.Env, name: str) -> bool:
    """Whether a variable is on: 1 or 0, or another word for them. Off unless set."""
    try:
        return {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "": False,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }[env.str(name, default="").strip().lower()]
    except KeyError as error:
        raise SettingRefused(f"{name} must be 1 or 0. It is {env.str(name)!r}.") from error


def whole_number(env: environ.Env, name: str, *, default: int) -> int:
    """The number in a variable, not below 0."""
    given = env.str(name, default="").strip() or str(default)
    if not (given.isascii() and given.isdigit()):
        raise SettingRefused(f"{name} must be a whole number, 0 or more. It is {given!r}.")
    return int(given)


def checked_secret_key(key: str, *, name: str = "SECRET_KEY") -> str:
    """Return `key` when it is long and varied enough to sign sessions with. ``name`` is the variable it stands in."""
    if len(key) < SECRET_KEY_LENGTH or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise SettingRefused(f"{name} is too easy to guess: use at least {SECRET_KEY_LENGTH} random characters.")
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
    if len(set(keys)) < len(keys):
        raise SettingRefused("PHI_KEYS holds the same key twice. Each key stands there once, the newest first.")
    return keys


def checked_for_a_server(keys: list[str], development_keys: Path) -> list[str]:
    """Return `keys`, of any kind, when none is simple or was made for a development machine and kept in that file."""
    known = development_keys.read_text() if development_keys.exists() else ""
    for key in keys:
        if len(set(key)) < 12:
            raise SettingRefused("PHI_KEYS: a key is too regular to be random. Make one as .env.example says.")
        if key in known:
            raise SettingRefused(
                f"SECRET_KEY or PHI_KEYS: a key is the one in {development_keys}, made for development. "
                "Make this server its own, as .env.example says."
            )
    return keys


def checked_site_url(url: str) -> str:
    """Return `url` when patients' links can safely start with it: https, a name, perhaps a port, and nothing else."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise SettingRefused(f"SITE_URL must start with https:// so that answers travel encrypted. It is {url!r}.")
    if not parts.hostname or parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        raise SettingRefused(f"SITE_URL must be https:// and the name of this site, nothing more. It is {url!r}.")
    return url


def checked_hosts(hosts: list[str], site_url: str = "") -> list[str]:
    """Return `hosts` when they name this site and its address, rather than admit any name that a visitor sends."""
    if not hosts or not all(hosts) or any("*" in host or host.startswith(".") for host in hosts):
        raise SettingRefused(
            "ALLOWED_HOSTS must list the names of this site, each in full. It may not be empty or contain '*'."
        )
    if site_url and urlsplit(site_url).hostname not in hosts:
        raise SettingRefused(f"ALLOWED_HOSTS must contain the name in SITE_URL, which is {site_url!r}.")
    return hosts


def checked_development(site_url: str) -> None:
    """Refuse DEBUG where the site is served by https: error pages would show everything to whoever meets one."""
    if site_url.startswith("https://"):
        raise SettingRefused(f"DEBUG is on, and SITE_URL is {site_url!r}. Take DEBUG away on a server.")


def checked_database(name: str) -> str:
    """Return the database's name when what is written to it lasts."""
    if ":memory:" in name or "mode=memory" in name:
        raise SettingRefused("DATABASE_URL names a database in memory: everything would be lost at the next start.")
    return name


def checked_mail(backend: str) -> str:
    """Return the mail backend when it sends mail, rather than show or keep it on this machine."""
    if backend not in MAIL_THAT_LEAVES:
        raise SettingRefused(
            "EMAIL_URL must start with smtp://, smtp+tls:// or smtp+ssl://: any other mail would be shown or kept "
            "on this machine, with patients' links in it."
        )
    return backend


def checked_mail_password(mail: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the mail settings unless they send a password in the clear to another machine."""
    is_encrypted = mail.get("EMAIL_USE_TLS") or mail.get("EMAIL_USE_SSL")
    is_here = mail.get("EMAIL_HOST") in ("localhost", "127.0.0.1", "::1")
    if mail.get("EMAIL_HOST_PASSWORD") and not (is_encrypted or is_here):
        raise SettingRefused(
            "EMAIL_URL would send its password in the clear: let it start with smtp+tls:// or smtp+ssl://."
        )
    return mail


def checked_file(name: str, path: str) -> str:
    """Return `path`, the value of `name`, when it is empty or a file that can be read."""
    if path and not os.access(path, os.R_OK):
        raise SettingRefused(f"{name} must name a file that the site can read. It is {path!r}.")
    return path


def checked_hsts(seconds: int) -> int:
    """Return how long browsers remember to come by https, when that is at least a day."""
    if seconds < HSTS_LEAST:
        raise SettingRefused(f"HSTS_SECONDS must be at least {HSTS_LEAST}, which is a day. It is {seconds}.")
    return seconds


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
