"""``screen FILE``: the cards that one set of answers gives, by the code that a submission uses. Stores nothing."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from intake.check import check
from screening.answers_file import LARGEST, NotAnswers, read_answers
from screening.results import results

FAULTY = 2  # exit status


class Command(BaseCommand):
    help = (
        "Reads one JSON object of answers by key and prints the scores and the cards as JSON. Answers of questions "
        "that would not be asked are left out first, as on submission. Needs no database. Faults go to standard "
        "error, a line each, with exit status 2."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")

    def run_from_argv(self, argv: list[str]) -> None:
        # JSON is UTF-8 whatever the terminal's own encoding is.
        _in_utf8(sys.stdout, errors="strict")
        _in_utf8(sys.stderr, errors="backslashreplace")
        super().run_from_argv(argv)

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            given, repeated = read_answers(_bytes(file))
        except NotAnswers as error:
            self._refuse([str(error)])
        answers, faults = check(given)
        if repeated or faults:
            self._refuse(repeated + faults)
        self.stdout.write(json.dumps(results(answers), ensure_ascii=False, indent=2))

    def _refuse(self, faults: list[str]) -> NoReturn:
        for fault in faults:
            self.stderr.write(_on_one_line(fault))
        raise SystemExit(FAULTY)


def _bytes(file: str) -> bytes:
    """What was given, up to a little more than is allowed. Raises NotAnswers where there is nothing to read."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(file).open("rb") as source:
            return source.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise NotAnswers(f"There is no file “{file}”.") from error
    except OSError as error:
        raise NotAnswers(f"“{file}” cannot be read: {error.strerror}.") from error


def _on_one_line(fault: str) -> str:
    return "".join(character if character.isprintable() else " " for character in fault)


def _in_utf8(stream: Any, *, errors: str) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=errors)
