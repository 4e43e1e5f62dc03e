"""Tours of the pages with which staff sign in, keep their accounts and look after one another's. Others: pages.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from clinic.emergency import open_access
from clinic.members import invite_member
from clinic.models import Role
from tests.journeys.staff import AtDesk
from tests.outbox import mails
from tests.people import PASSWORD, a_clinic, a_member, with_app

if TYPE_CHECKING:
    from tests.journeys.pages import Opens, Tour


def signing_in(opens: Opens) -> Tour:
    """Each way in, and each way in which it may fail."""
    person = with_app(a_member(a_clinic("Cedar Clinic"), Role.CLINICIAN, "Dr. A. Okafor"))
    desk = AtDesk(opens(), person)
    page = desk.page
    page.goto("/staff/sign-in/")
    yield "sign-in", page
    desk.presses("Sign in")
    yield "sign-in with errors", page
    page.get_by_label("Mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    desk.presses("Sign in")
    yield "code", page
    desk.presses("Go on")
    yield "code with errors", page
    page.goto(f"/staff/emergency/{open_access(person, reason='A lost phone.', now=timezone.now())}/")
    yield "emergency link", page
    page.goto("/staff/emergency/no-such-link/")
    yield "emergency link ended", page


def forgotten_password(opens: Opens) -> Tour:
    """From a forgotten password to a new one."""
    person = with_app(a_member(a_clinic("Cedar Clinic"), Role.CLINICIAN, "Dr. M. Lin"))
    desk = AtDesk(opens(), person)
    page = desk.page
    page.goto("/staff/forgot/")
    yield "forgotten password", page
    _presses_main_button(desk)
    yield "forgotten password with errors", page
    page.get_by_label("Mail address").fill(person.email)
    _presses_main_button(desk)
    yield "a mail is on its way", page
    link = next(word for word in mails()[-1].body.split() if "/staff/forgot/" in word)
    page.goto(link[link.index("/staff/") :])
    yield "new password", page
    _presses_main_button(desk)
    yield "new password with errors", page
    page.goto("/staff/forgot/done/")
    yield "password is new", page


def first_day(opens: Opens) -> Tour:
    """An invited member chooses a password and sets up the second step."""
    clinic = a_clinic("Cedar Clinic")
    inviting = a_member(clinic, Role.ADMINISTRATOR, "Ines Roy")
    member = {"email": "new@example.org", "name": "Kim Ono", "role": Role.CLINICIAN}
    person, token = invite_member(clinic, **member, by=inviting, now=timezone.now())
    desk = AtDesk(opens(), person)
    page = desk.page
    page.goto(f"/staff/welcome/{token}/")
    yield "welcome", page
    desk.presses("Go on")
    yield "welcome with errors", page
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    desk.presses("Go on")
    yield "second step", page
    page.goto("/staff/account/app/")
    yield "app", page
    desk.presses("Set it up")
    yield "app with errors", page
    page.goto("/staff/account/passkeys/add/")
    yield "passkey", page


def own_account(opens: Opens) -> Tour:
    """Password, second steps, recovery codes and sessions of one's own."""
    desk = AtDesk(opens(), a_member(a_clinic("Cedar Clinic"), Role.CLINICIAN, "Dr. S. Berg"))
    page = desk.page
    desk.signs_in()
    page.goto("/staff/account/")
    yield "own account", page
    page.goto("/staff/account/password/")
    yield "password", page
    _presses_main_button(desk)
    yield "password with errors", page
    page.goto("/staff/account/recovery-codes/new/")
    yield "new recovery codes", page
    _presses_main_button(desk)
    page.goto("/staff/account/recovery-codes/")
    yield "recovery codes", page
    page.goto("/staff/confirm/")
    yield "is it still you, by password", page
    page.goto("/staff/confirm/code/")
    yield "is it still you, by code", page


def administrator(opens: Opens) -> Tour:
    """The staff, and the audit trail."""
    at_desk = AtDesk(opens(), a_member(a_clinic("Cedar Clinic"), Role.ADMINISTRATOR, "Noor Aziz"))
    other = a_member(at_desk.person.clinic, Role.CLINICIAN, "Dr. T. Wu")
    page = at_desk.page
    at_desk.signs_in()
    page.goto("/staff/members/")
    yield "members", page
    page.goto(f"/staff/members/{other.pk}/")
    yield "a member", page
    page.goto(f"/staff/members/{at_desk.person.pk}/")
    yield "own membership", page
    page.goto("/staff/members/invite/")
    yield "invite a member", page
    at_desk.presses("Invite")
    yield "invite a member with errors", page
    page.get_by_label("Name").fill("Kim Ono")
    page.get_by_label("Mail address").fill("kim@example.org")
    page.get_by_label(Role.CLINICIAN.label).check()
    at_desk.presses("Invite")
    yield "a member's link", page
    page.goto("/staff/audit/")
    yield "audit trail", page


ACCOUNT_TOURS = (signing_in, forgotten_password, first_day, own_account, administrator)


def _presses_main_button(desk: AtDesk) -> None:
    with desk.page.expect_navigation(wait_until="domcontentloaded"):
        desk.page.locator("main form .button").first.click()
