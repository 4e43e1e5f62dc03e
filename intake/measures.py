"""Scores and counts worked out from answers, as published for each instrument. Pure Python; no thresholds live here.

A score is None as soon as one needed item is missing or declined: nothing is estimated from the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Read = Callable[[str], Any]
Counted = tuple[tuple[str, tuple[str, ...]], ...]

PHQ9 = tuple(f"phq9_{n}" for n in range(1, 10))
GAD7 = tuple(f"gad7_{n}" for n in range(1, 8))
PCPTSD5 = tuple(f"pcptsd5_{n}" for n in range(1, 6))
PEG = tuple(f"peg_{n}" for n in range(1, 4))
AUDITC = tuple(f"auditc_{n}" for n in range(1, 4))
NOT_A_KIND = ("none", "not_sure")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number worked out from answers.

    ``compute(read)`` gives the number or None; ``counted(read)`` gives the (key, parts) that went into it;
    ``maximum`` is the top of a score's range and None for a count.
    """

    name: str
    label: str
    keys: tuple[str, ...]
    compute: Callable[[Read], float | None]
    counted: Callable[[Read], Counted]
    maximum: int | None = None

    @property
    def is_count(self) -> bool:
        return self.maximum is None


def _numbers(read: Read, keys: tuple[str, ...]) -> list[int] | None:
    given = [read(key) for key in keys]
    return [int(code) for code in given] if all(str(code or "").isdecimal() for code in given) else None


def _total(keys: tuple[str, ...]) -> Callable[[Read], float | None]:
    def total(read: Read) -> float | None:
        numbers = _numbers(read, keys)
        return None if numbers is None else sum(numbers)

    return total


def _items(keys: tuple[str, ...]) -> Callable[[Read], Counted]:
    return lambda read: tuple((key, (str(read(key)),)) for key in keys if read(key))


def peg_mean(read: Read) -> float | None:
    """Mean of the three items, 0 to 10, one decimal (Krebs et al. 2009)."""
    numbers = _numbers(read, PEG)
    return None if numbers is None else round(sum(numbers) / len(PEG), 1)


def pcptsd5_score(read: Read) -> float | None:
    """Number of Yes among the five items; a gate of No gives 0 (Prins et al. 2016)."""
    if read("pcptsd5_gate") == "no":
        return 0
    given = [read(key) for key in PCPTSD5]
    answered = read("pcptsd5_gate") == "yes" and all(code in ("yes", "no") for code in given)
    return given.count("yes") if answered else None


def auditc_total(read: Read) -> float | None:
    """Sum of three items, 0 to 12; Never on the first gives 0 (Bush et al. 1998)."""
    return 0 if read("auditc_1") == "0" else _total(AUDITC)(read)


def trial_rows(read: Read) -> tuple[str, ...]:
    """Row numbers of medicines taken over 6 weeks, at the planned dose, with little or no help."""
    return tuple(
        str(n)
        for n, row in enumerate(read("mood_meds") or [])
        if row.get("weeks") == "over6" and row.get("full_dose") == "yes" and row.get("helped") in ("none", "little")
    )


def pain_kinds(read: Read) -> tuple[str, ...]:
    """Codes of the kinds of pain treatment chosen."""
    return tuple(code for code in read("pain_treatments") or [] if code not in NOT_A_KIND)


def _pcptsd5_items(read: Read) -> Counted:
    return _items(("pcptsd5_gate",) + (() if read("pcptsd5_gate") == "no" else PCPTSD5))(read)


def _auditc_items(read: Read) -> Counted:
    return _items(AUDITC[:1] if read("auditc_1") == "0" else AUDITC)(read)


def _parts(key: str, parts: Callable[[Read], tuple[str, ...]]) -> Callable[[Read], Counted]:
    return lambda read: ((key, parts(read)),) if parts(read) else ()


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            name="phq9.total",
            label="PHQ-9 score",
            keys=PHQ9,
            compute=_total(PHQ9),
            counted=_items(PHQ9),
            maximum=27,
        ),
        Measure(
            name="gad7.total",
            label="GAD-7 score",
            keys=GAD7,
            compute=_total(GAD7),
            counted=_items(GAD7),
            maximum=21,
        ),
        Measure(
            name="pcptsd5.score",
            label="PC-PTSD-5 score",
            keys=("pcptsd5_gate", *PCPTSD5),
            compute=pcptsd5_score,
            counted=_pcptsd5_items,
            maximum=5,
        ),
        Measure(name="peg.mean", label="PEG score", keys=PEG, compute=peg_mean, counted=_items(PEG), maximum=10),
        Measure(
            name="auditc.total",
            label="AUDIT-C score",
            keys=AUDITC,
            compute=auditc_total,
            counted=_auditc_items,
            maximum=12,
        ),
        Measure(
            name="trials",
            label="the number of medicines taken more than 6 weeks, at the planned dose, with little or no help",
            keys=("mood_meds",),
            compute=lambda read: len(trial_rows(read)),
            counted=_parts("mood_meds", trial_rows),
        ),
        Measure(
            name="kinds",
            label="the number of kinds of pain treatment",
            keys=("pain_treatments",),
            compute=lambda read: len(pain_kinds(read)),
            counted=_parts("pain_treatments", pain_kinds),
        ),
    )
}

SCORES = tuple(name for name, measure in MEASURES.items() if not measure.is_count)
