"""``patient_record REFERENCE --out FILE``: one patient's complete record as one file, never on the screen."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from operations.patient_record import NoSuchReference, exported


class Command(BaseCommand):
    help = (
        "Write everything that is kept about one patient to a new file that only you can read. It is not encrypted: "
        "hand it over safely, then delete it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="the reference of any of the patient's forms, such as QXNR-WMUL")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a file that does not exist yet")

    def handle(self, *args: Any, reference: str, out: Path, **options: Any) -> None:
        try:
            record = exported(reference, now=timezone.now())
            # Made for its owner's eyes before the first word is in it.
            with open(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                json.dump(record, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
        except NoSuchReference as error:
            raise CommandError("No form has this reference.") from error
        except FileExistsError as error:
            raise CommandError(f"{out} exists. Choose another name.") from error
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Wrote {out}: {len(record['responses'])} form(s). Hand it over safely, then delete it.")
        if others := record["other_references_of_the_same_name_and_birthday"]:
            self.stdout.write(f"{len(others)} more form(s) bear the same name and birthday: {', '.join(others)}")
