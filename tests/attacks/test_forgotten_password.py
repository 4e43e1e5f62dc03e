"""The link for a forgotten password: works once, for one account, and never goes round the second step."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from clinic.models import Staff
from tests.outbox import mails
from tests.people import PASSWORD, with_app

NEW = "a different horse, a new staple"


def link_for(email: str) -> str:
    """The address in the mail that somebody gets who has forgotten the password."""
    mails()
    Client().post("/staff/forgot/", {"email": email})
    found = re.search(r"https?://[^/\s]+(/staff/\S+)", str(mails()[-1].body))
    assert found
    return found[1]


def sets(client: Client, link: str) -> Any:
    """Opens the link and sets the new password where it is asked for."""
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(where, {"password1": NEW, "password2": NEW}, follow=True)


@pytest.fixture
def person(clinician: Staff) -> Staff:
    return with_app(clinician)


def test_it_sets_a_password_and_works_once(person: Staff) -> None:
    link = link_for(person.email)
    sets(Client(), link)
    person.refresh_from_db()
    assert person.check_password(NEW)

    person.set_password(PASSWORD)
    person.save()
    sets(Client(), link)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_whoever_has_set_it_is_not_in_without_the_second_step(person: Staff) -> None:
    client = Client()
    sets(client, link_for(person.email))

    assert client.get("/reviews/").status_code == 302


@pytest.mark.parametrize("change", [lambda link: link[:-3] + "xx/", lambda link: link.replace("-", "-a", 1)])
def test_an_altered_link_sets_nothing(person: Staff, change: Any) -> None:
    sets(Client(), change(link_for(person.email)))

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_link_of_one_account_does_not_open_another(person: Staff, lead: Staff) -> None:
    mine, theirs = link_for(person.email), link_for(lead.email)
    (user, _), (_, key) = (re.search(r"/([^/-]+)-([^/]+)/$", link).groups() for link in (theirs, mine))  # type: ignore[union-attr]
    sets(Client(), re.sub(r"/[^/]+/$", f"/{user}-{key}/", mine))

    lead.refresh_from_db()
    assert lead.check_password(PASSWORD)


def test_an_unknown_address_gets_the_same_page_and_no_mail(person: Staff) -> None:
    known = Client().post("/staff/forgot/", {"email": person.email}, follow=True)
    assert [one.to for one in mails()] == [[person.email]]
    unknown = Client().post("/staff/forgot/", {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert mails() == []


def test_the_mail_does_not_believe_the_host_of_the_request(person: Staff, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"host": "evil.example.net"}).post("/staff/forgot/", {"email": person.email})

    (sent,) = mails()
    assert "evil.example.net" not in str(sent.body)
