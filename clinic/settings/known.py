"""Which settings a clinic has, who changes each, and where it is read. The rules' own numbers are in screening."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from clinic.models import Clinic, Role


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One thing that a clinic sets.

    ``name``: the field of Clinic; ``field.key`` for one entry of a field that maps keys to values. ``published`` is
    what holds for a key without an entry. ``unit`` follows the value on screen.
    """

    name: str
    label: str
    read_at: str
    by: Role
    unit: str = ""
    published: Any = None

    def of(self, clinic: Clinic) -> Any:
        """The value now."""
        field, _dot, key = self.name.partition(".")
        return getattr(clinic, field).get(key, self.published) if key else getattr(clinic, field)

    def put(self, clinic: Clinic, value: Any) -> None:
        """Set the value, without saving it."""
        field, _dot, key = self.name.partition(".")
        setattr(clinic, field, {**getattr(clinic, field), key: value} if key else value)

    @property
    def field(self) -> str:
        """The field of Clinic that holds it."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """Its key in a field that maps keys to values, or ""."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Settings that are changed together, on one page: its heading and the name of its address."""

    title: str
    page: str
    settings: tuple[Setting, ...]

    @property
    def by(self) -> Role:
        """Who changes them."""
        return self.settings[0].by


WITH_PHONE = "With the phone number: where a link opens, when a form is left for later, and after sending"

ABOUT = Group(
    title="Name, phone and time zone",
    page="settings-about",
    settings=(
        Setting(
            name="name",
            label="Name",
            read_at="At the top of every page, in mails, and on the printed card",
            by=Role.ADMINISTRATOR,
        ),
        Setting(
            name="phone",
            label="Phone",
            read_at="Where a link opens or has ended, when a form is left for later, and after sending",
            by=Role.ADMINISTRATOR,
        ),
        Setting(name="phone_hours", label="When the phone is answered", read_at=WITH_PHONE, by=Role.ADMINISTRATOR),
        Setting(
            name="time_zone",
            label="Time zone",
            read_at="In every time that patients and staff read",
            by=Role.ADMINISTRATOR,
        ),
    ),
)
LIFETIMES = Group(
    title="How long things last",
    page="settings-lifetimes",
    settings=(
        Setting(
            name="staff_minutes",
            label="Staff who do nothing are signed out after",
            read_at="By staff who sign in from now on",
            by=Role.ADMINISTRATOR,
            unit="minutes",
        ),
        Setting(
            name="link_days",
            label="A link without a consult time works for",
            read_at="By links that are made from now on. A link with a consult time works until then",
            by=Role.ADMINISTRATOR,
            unit="days",
        ),
        Setting(
            name="draft_days",
            label="A form that nobody went on with is kept for",
            read_at="By the command that deletes such forms. A form with a safety answer is always kept",
            by=Role.ADMINISTRATOR,
            unit="days",
        ),
    ),
)
TEXTS = Group(
    title="What patients read",
    page="settings-texts",
    settings=(
        Setting(
            name="response_text",
            label="When staff read safety notices, and call back",
            read_at="After sending; and under the crisis card, when a notice has gone out",
            by=Role.LEAD,
        ),
        Setting(name="fasting_text", label="Eating and drinking before a visit", read_at="After sending", by=Role.LEAD),
        Setting(name="driving_text", label="Driving after a visit", read_at="After sending", by=Role.LEAD),
        Setting(name="companion_text", label="Who comes along", read_at="After sending", by=Role.LEAD),
    ),
)
SPANISH = Group(
    title="Spanish for patients",
    page="settings-spanish",
    settings=(
        Setting(
            name="offers_spanish",
            label="Patients may read and answer in Spanish",
            read_at="At the top of every patient page, as “Español”, and when a patient is invited",
            by=Role.LEAD,
        ),
        *(
            Setting(
                name=f"spanish.{setting.name}",
                label=f"{setting.label}, in Spanish",
                read_at="In place of the English, by patients who read Spanish",
                by=Role.LEAD,
                published="",
            )
            for setting in (*TEXTS.settings, *ABOUT.settings)
            if setting.name.endswith(("_text", "_hours"))
        ),
    ),
)
GROUPS: tuple[Group, ...] = (ABOUT, LIFETIMES, TEXTS, SPANISH)


def fields_of(settings: Iterable[Setting]) -> list[str]:
    """The fields of Clinic that hold these settings."""
    return list(dict.fromkeys(setting.field for setting in settings))
