"""The Spanish catalogue: taken from the code and the templates, kept in order, compiled. No wording stands here.

For whoever changes words. What patients read comes from the compiled file, which needs none of this. A published
instrument is not in the catalogue: its official wording stands in instruments.py.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOG.with_suffix(".mo")
APPS = ("clinic", "config", "intake", "operations", "screening")
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
METADATA = {
    "Language": "es",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
LINE = 116  # characters, with the quotes around them


class GettextMissing(RuntimeError):
    """The program that finds marked words is not on this machine."""

    def __init__(self) -> None:
        super().__init__("xgettext is not on this machine. On Debian or Ubuntu: sudo apt install gettext")


def can_extract() -> bool:
    """Whether the program that finds marked words is on this machine."""
    return shutil.which("xgettext") is not None


def extract(root: Path = ROOT) -> polib.POFile:
    """Every marked word of the code and the templates, without its Spanish. Raises GettextMissing."""
    if not can_extract():
        raise GettextMissing
    with tempfile.TemporaryDirectory() as folder:
        sources = list(_as_python(root, Path(folder)))
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--no-location", "--output=-"]
        command += [f"--keyword={word}" for word in KEYWORDS]
        found = subprocess.run([*command, *sources], capture_output=True, check=True, encoding="utf-8")  # noqa: S603
    return polib.pofile(found.stdout)


def _as_python(root: Path, folder: Path) -> Iterable[str]:
    """The files to look through; xgettext reads no templates, so each is turned into something like Python."""
    for app in APPS:
        yield from (str(file) for file in sorted((root / app).rglob("*.py")))
    for number, file in enumerate(sorted((root / "templates").rglob("*.*"))):
        copy = folder / f"{number}.py"
        copy.write_text(templatize(file.read_text(encoding="utf-8"), origin=file.name), encoding="utf-8")
        yield str(copy)


def read(path: Path = CATALOG) -> polib.POFile:
    """The catalogue as it stands; an empty one where there is none yet."""
    return polib.pofile(str(path), wrapwidth=LINE) if path.exists() else polib.POFile(wrapwidth=LINE)


def renewed(catalog: polib.POFile, found: Iterable[polib.POEntry]) -> polib.POFile:
    """The catalogue with exactly the words that were found, in order, each with the Spanish that it had.

    There are no places and no dates in it, so that two people who add words seldom meet in one line.
    """
    known = {name_of(entry): entry for entry in catalog}
    new = polib.POFile(wrapwidth=LINE)
    new.metadata = dict(METADATA)
    new.extend(_entry(entry, known.get(name_of(entry))) for entry in sorted(found, key=_place))
    return new


def name_of(entry: polib.POEntry) -> tuple[str, str, str]:
    """What tells two entries apart: wording, plural, context."""
    return entry.msgid, entry.msgid_plural or "", entry.msgctxt or ""


def _place(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgid.casefold(), entry.msgid, entry.msgctxt or ""


def _entry(found: polib.POEntry, known: polib.POEntry | None) -> polib.POEntry:
    return polib.POEntry(
        msgid=found.msgid,
        msgid_plural=found.msgid_plural,
        msgctxt=found.msgctxt,
        msgstr=known.msgstr if known else "",
        msgstr_plural=dict(known.msgstr_plural) if known and known.msgstr_plural else _no_plural(found),
        tcomment=known.tcomment if known else "",
        flags=[flag for flag in found.flags if flag != "fuzzy"] + (["fuzzy"] if known and known.fuzzy else []),
    )


def _no_plural(found: polib.POEntry) -> dict[int, str]:
    return {0: "", 1: ""} if found.msgid_plural else {}


def write(catalog: polib.POFile, path: Path = CATALOG) -> None:
    """Write the catalogue and, beside it, the compiled file that pages are read from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.save(str(path))
    catalog.save_as_mofile(str(path.with_suffix(".mo")))
