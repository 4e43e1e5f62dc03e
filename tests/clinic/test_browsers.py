"""How the list of one's own sessions names browsers."""

import pytest
from django.test import Client

from clinic.browsers import called
from tests.people import signs_in

WINDOWS, MAC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (f"{WINDOWS} {KIT} Chrome/131.0.0.0 Safari/537.36", "Chrome on Windows"),
        (f"{WINDOWS} {KIT} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge on Windows"),
        (f"{MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari on a Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on Linux"),
        (f"Mozilla/5.0 (Linux; Android 14) {KIT} Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1", "Safari on an iPhone"),
        ("curl/8.5.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(sent, read):
    assert called(sent) == read


@pytest.mark.django_db
def test_the_own_account_names_the_browser_of_each_session_and_the_clinics_minutes(clinician):
    clinician.clinic.staff_minutes = 7
    clinician.clinic.save()
    client = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/133.0"})
    signs_in(client, clinician.email)
    page = client.get("/staff/account/").text

    assert "Firefox on Linux" in page
    assert "after 7 minutes without a page" in page
