"""Passkeys in a real browser, with a made-up authenticator and under the real content security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from clinic.sign_in.second_step import steps_of
from tests.journeys.staff import AtDesk
from tests.people import PASSWORD, with_app

if TYPE_CHECKING:
    from clinic.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class WithPasskey(AtDesk):
    """A member of staff whose computer keeps passkeys and recognizes them at once."""

    def __init__(self, page: Any, person: Staff) -> None:
        super().__init__(page, person)
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def gives_password(self) -> None:
        self.page.goto("/staff/sign-in/")
        self.page.get_by_label("Mail address").fill(self.person.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.presses("Sign in")

    def sets_up_passkey(self) -> None:
        """The first second step, right after the first sign-in."""
        self.gives_password()
        self.page.goto("/staff/")
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("link", name="A passkey").click()
        self.presses("Add the passkey")

    @property
    def is_in(self) -> bool:
        self.page.goto("/reviews/")
        return urlsplit(self.page.url).path == "/reviews/"


@pytest.fixture
def with_passkey(open_browser, clinician) -> WithPasskey:
    return WithPasskey(open_browser(), clinician)


def test_a_passkey_is_a_second_step_of_its_own(with_passkey):
    with_passkey.sets_up_passkey()

    assert with_passkey.page.get_by_role("heading", name="Recovery codes").is_visible()
    assert with_passkey.is_in


def test_a_passkey_signs_in_without_a_password(with_passkey):
    with_passkey.sets_up_passkey()
    with_passkey.presses("Sign out")
    assert not with_passkey.is_in

    with_passkey.presses("Sign in with a passkey")

    assert with_passkey.page.url.endswith("/reviews/")


def test_a_passkey_is_the_step_after_the_password(with_passkey):
    with_passkey.sets_up_passkey()
    with_passkey.presses("Sign out")

    with_passkey.gives_password()
    assert not with_passkey.is_in
    with_passkey.page.goto("/staff/sign-in/code/")
    with_passkey.presses("Use a passkey")

    assert with_passkey.is_in


def test_a_session_that_was_opened_before_proves_itself_with_the_passkey(with_passkey, open_browser):
    """One computer had been signed in by password, the passkey was set up in another tab of it."""
    page = with_passkey.page
    with_passkey.gives_password()
    page.wait_for_load_state("networkidle")  # an answer on its way would bring its cookie along
    cookies = page.context.cookies()
    page.context.clear_cookies()
    with_passkey.sets_up_passkey()
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    page.context.add_cookies(cookies)

    page.goto("/reviews/?tab=signed")
    assert "/staff/confirm/passkey/" in page.url
    with_passkey.presses("Use a passkey")

    assert page.url.endswith("/reviews/?tab=signed")


def test_a_passkey_beside_an_app_is_named_and_removed(with_passkey, clinician):
    with_app(clinician)
    with_passkey.signs_in()
    with_passkey.page.goto("/staff/account/passkeys/add/")
    with_passkey.page.get_by_label("Name of the passkey").fill("Blue key")
    with_passkey.presses("Add the passkey")
    with_passkey.page.goto("/staff/account/")
    assert with_passkey.page.get_by_role("rowheader", name="Passkey “Blue key”").is_visible()

    with_passkey.follows("Remove “Blue key”")
    with_passkey.presses("Remove it")

    assert [step.type for step in steps_of(clinician)] == ["totp"]


def test_what_goes_wrong_with_a_passkey_is_said(open_browser, clinician):
    at_desk = WithPasskey(open_browser(), clinician)
    at_desk.page.goto("/staff/sign-in/")
    at_desk.page.route("**/staff/sign-in/passkey/", lambda route: route.abort())

    at_desk.page.get_by_role("button", name="Sign in with a passkey").click()

    at_desk.page.get_by_text("The passkey was not used").wait_for()
