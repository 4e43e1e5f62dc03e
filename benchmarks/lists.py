"""What a long list costs: the worklist of a clinic with few responses, and of one with many, asked the same way.

python -m benchmarks.lists [--few N] [--many N] [--postgres]
Ends with status 1 if any list asks the database more often with many than with few. What it costs the processor is told
as a ratio.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import time
from datetime import timedelta
from typing import Any

import django

from benchmarks.faults import database, folder
from benchmarks.site import HOST, Site, environment

ASKED = 9  # times each, the median of which counts
PAGES = {
    "to review": "/reviews/",
    "waiting": "/reviews/?tab=waiting",
    "signed": "/reviews/?tab=signed",
    "last page": "/reviews/?tab=signed&page=9999",
    "narrowed": "/reviews/?tab=signed&has=nobody&day=2031-01-01",
    "found": "/reviews/find/?patient={patient}",
    "one face sheet": "/reviews/{response}/",
}


def main() -> int:
    asked = arguments()
    with folder(on_small_disk=False) as home, database(home, postgres=asked.postgres) as cluster:
        os.environ.update(environment(home, cluster), DJANGO_SETTINGS_MODULE="config.settings")
        django.setup()
        logging.disable(logging.INFO)  # a line for each page would hide the table
        Site(home).prepare()
        return run(asked)


def run(asked: argparse.Namespace) -> int:
    people = open_clinic()
    fill(people, asked.few)
    few = measured(people)
    fill(people, asked.many - asked.few)
    many = measured(people)
    print(f"{'':<16} queries with {asked.few}, with {asked.many}    ratio of the work")
    for name in PAGES:
        print(f"{name:<16} {few[name][0]:>5} {many[name][0]:>5} {many[name][1] / few[name][1]:>12.1f}")
    return 1 if any(many[name][0] > few[name][0] for name in PAGES) else 0


def open_clinic() -> Any:
    """A made-up clinic with a clinician and a front desk."""
    from clinic.models import Role
    from tests.people import a_clinic, a_member

    clinic = a_clinic("Cedar Clinic")
    return a_member(clinic, Role.CLINICIAN, "Dr. A. Okafor"), a_member(clinic, Role.FRONT_DESK, "Robin Hale")


def fill(people: Any, many: int) -> None:
    """So many more responses: of ten, two wait for the patient, one is to review, seven are signed."""
    from django.utils import timezone

    from tests.people import a_patient
    from tests.reviewing import records_all, signs_off

    clinician, desk = people
    for number in range(many):
        consult = timezone.now() + timedelta(hours=number % 200)
        patient = a_patient(clinician.clinic, desk, name=f"Made Up{number}", consult_at=consult)
        if number % 10 in (0, 1):
            patient.saves(reasons=["depression"], ride_home="person")
            continue
        response = patient.sends(ride_home="self_drive", nausea_meds="often", bladder="sometimes")
        if number % 10 > 2:
            records_all(response, by=clinician)
            signs_off(response, by=clinician, now=timezone.now())


def measured(people: Any) -> dict[str, tuple[int, float]]:
    """By the name of the page: how often it asks the database, and the median of the processor's seconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from intake.models import Response
    from tests.people import signed_in

    response = Response.objects.completed().order_by("created_at").first()
    assert response is not None
    client, found = signed_in(people[0]), {}
    for name, path in PAGES.items():
        address = path.format(patient=response.patient_id, response=response.pk)
        seconds = []
        for _ in range(ASKED):
            began = time.process_time()
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address, secure=True, headers={"host": HOST})
            seconds.append(time.process_time() - began)
            assert answer.status_code == 200, (address, answer.status_code)
        found[name] = (len(queries), statistics.median(seconds))
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=100, metavar="N", help="responses at first (100)")
    parser.add_argument("--many", type=int, default=1000, metavar="N", help="responses at last (1000)")
    parser.add_argument("--postgres", action="store_true", help="a private PostgreSQL cluster instead of SQLite")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
