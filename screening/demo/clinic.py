"""The demo clinic, its staff, and how they sign in. None of them exists. Its patients: people.py."""

from __future__ import annotations

from typing import Any

from clinic.models import Role

CLINIC: dict[str, Any] = {
    "name": "Cedar Clinic",
    "phone": "(555) 010-0123",
    "phone_hours": "We answer the phone Monday to Friday, 9 am to 5 pm.",
    "time_zone": "America/New_York",
    "response_text": "Staff check notices Monday to Friday, 9 to 5.",
    "fasting_text": "Stop eating 6 hours before your visit. You may drink water until 2 hours before.",
    "driving_text": "We ask you to wait 24 hours before you drive.",
    "companion_text": "Bring an adult who can take you home and stay with you that day.",
    "offers_spanish": True,
    "spanish": {
        "phone_hours": "Contestamos el teléfono de lunes a viernes, de 9 a.m. a 5 p.m.",
        "response_text": "El personal lee los avisos de lunes a viernes, de 9 a 5.",
        "fasting_text": "Deje de comer 6 horas antes de su visita. Puede beber agua hasta 2 horas antes.",
        "driving_text": "Le pedimos que espere 24 horas antes de manejar.",
        "companion_text": "Traiga a una persona adulta que pueda llevarle a casa y quedarse con usted ese día.",
    },
}
CLINIC["spanish_beside"] = {name: CLINIC[name] for name in CLINIC["spanish"]}
CRISIS_LINE = {
    "name": "Cedar County crisis line",
    "phone": "(555) 010-0190",
    "when": "Free, day and night.",
    "spanish_name": "Línea de crisis del condado de Cedar",
    "spanish_when": "Gratis, de día y de noche.",
}

STAFF: tuple[tuple[str, str, Role], ...] = (
    ("clinician@example.org", "Dr. Ada Okafor", Role.CLINICIAN),
    ("lead@example.org", "Dr. Mei Lin", Role.LEAD),
    ("desk@example.org", "Robin Hale", Role.FRONT_DESK),
    ("admin@example.org", "Noor Aziz", Role.ADMINISTRATOR),
)
PASSWORD = "cedar-demo-only"  # noqa: S105 - opens nothing but made-up data
APP_SECRET = "CEDARDEMOCEDARDEMOCEDARDEMOCEDAR"  # noqa: S105 - of everybody's authenticator app, as published as this
