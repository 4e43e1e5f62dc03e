"""What each request begins with. Its id and its line of log: test_logs.py."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.utils.translation import get_language

from tests.markup import read

SPANISH = {"Accept-Language": "es"}


def test_a_request_leaves_its_language_to_nobody(client: Client, db: None) -> None:
    assert read(client.get("/", headers=SPANISH).content.decode()).all("html")[0].get("lang") == "es"

    assert get_language() == "en"


def test_what_is_refused_at_the_door_is_not_in_the_language_of_the_one_before(client: Client, db: None) -> None:
    client.get("/", headers=SPANISH)

    refused = client.post("/", CONTENT_LENGTH=str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))

    assert refused.status_code == 400
    assert read(refused.content.decode()).all("html")[0].get("lang") == "en"
