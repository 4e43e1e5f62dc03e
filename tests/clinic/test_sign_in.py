"""Signing in and out: where it leads, that every refusal sounds the same, and what a session leaves behind.

The second step is in test_second_step.py.
"""

import pytest

from clinic.models import Role
from tests.contracts.test_page_structure import faults
from tests.markup import read
from tests.people import PASSWORD, a_member, signed_in, signs_in

PAGE = "/staff/sign-in/"


def page_of(answer, status=200):
    assert answer.status_code == status
    page = read(answer.content.decode())
    assert list(faults(page)) == []
    return page


@pytest.mark.parametrize(
    ("role", "page"),
    [(Role.CLINICIAN, "/reviews/"), (Role.LEAD, "/reviews/"), (Role.FRONT_DESK, "/desk/")],
)
def test_each_role_begins_at_its_own_page(role, page, client, clinic):
    signs_in(client, a_member(clinic, role, "Ann Example").email)

    assert client.get("/staff/")["Location"] == page


def test_an_administrator_begins_with_the_clinic_and_sees_no_patient(patient, administrator):
    page = page_of(signed_in(administrator).get("/staff/", follow=True))

    assert "Cedar Clinic" in page.all("h1")[0].text
    assert "Jordan Rivera" not in page.text


def test_the_mail_address_may_be_written_in_any_case(client, clinician):
    assert signs_in(client, clinician.email.upper())["Location"] == "/staff/"


def test_whoever_was_headed_somewhere_gets_there(client, clinician):
    headed = client.get("/reviews/?tab=signed")["Location"]
    assert headed == "/staff/sign-in/?next=/reviews/%3Ftab%3Dsigned"

    hidden = [field for field in page_of(client.get(headed)).all("input") if field.get("name") == "next"]
    assert signs_in(client, clinician.email, next=hidden[0].get("value"))["Location"] == "/reviews/?tab=signed"


def test_a_wrong_password_does_not_lose_the_way(client, clinician):
    page = page_of(signs_in(client, clinician.email, "wrong", next="/reviews/"), 422)

    ways = [
        [field.get("value") for field in form.all("input") if field.get("name") == "next"] for form in page.all("form")
    ]
    assert ways == [["/reviews/"], ["/reviews/"]]  # by password and by passkey
    assert page.with_id("id_login").get("value") == clinician.email


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(target, client, clinician):
    assert signs_in(client, clinician.email, next=target)["Location"] == "/staff/"
    assert client.get(PAGE, {"next": target})["Location"] == "/staff/"


def test_every_refusal_is_the_same_page(client, clinic, clinician):
    ended = a_member(clinic, Role.CLINICIAN, "Long Gone")
    ended.is_active = False
    ended.save()

    said = {
        page_of(signs_in(client, email, password), 422).with_class("summary")[0].text
        for email, password in (
            ("nobody@example.org", PASSWORD),
            (clinician.email, "wrong"),
            (ended.email, PASSWORD),
        )
    }
    assert said == {"There is a problem The mail address or the password is not right. Check both and try again."}


def test_empty_fields_are_errors_at_the_fields(client, db):
    page = page_of(signs_in(client, "", ""), 422)

    links = [link.get("href")[1:] for link in page.with_class("summary")[0].all("a")]
    assert [page.with_id(target).get("name") for target in links] == ["login", "password"]
    assert page.all("title")[0].text.startswith("Error:")


def test_the_password_is_never_sent_back(client, clinician):
    assert "wrong-password" not in signs_in(client, clinician.email, "wrong-password").content.decode()


def test_whoever_is_signed_in_goes_straight_on(clinician):
    assert signed_in(clinician).get(PAGE)["Location"] == "/staff/"


def test_signing_in_ends_a_patients_sitting_in_the_same_browser(patient, clinician):
    patient.enters()
    signs_in(patient.client, clinician.email)

    assert patient.client.get("/form/")["Location"] == "/form/ended/"


def test_signing_out_leaves_nothing_behind(clinician):
    client = signed_in(clinician)

    assert client.post("/staff/sign-out/")["Location"] == PAGE
    assert client.get("/reviews/").status_code == 302
    assert dict(client.session) == {}


def test_an_account_that_has_ended_is_signed_out_at_once(clinician):
    client = signed_in(clinician)
    clinician.is_active = False
    clinician.save()

    assert client.get("/reviews/")["Location"].startswith(PAGE)


def test_staff_pages_are_in_english_whatever_the_browser_asks_for(clinician):
    page = page_of(signed_in(clinician).get("/reviews/", headers={"Accept-Language": "es"}))

    assert page.all("html")[0].get("lang") == "en"


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.CLINICIAN, ["/staff/", "/reviews/", "/rules/", "/desk/", "/desk/invite/", "/staff/account/"]),
        (
            Role.LEAD,
            ["/staff/", "/reviews/", "/rules/", "/desk/", "/desk/invite/", "/staff/clinic/", "/staff/account/"],
        ),
        (Role.FRONT_DESK, ["/staff/", "/desk/", "/desk/invite/", "/staff/account/"]),
        (Role.ADMINISTRATOR, ["/staff/", "/staff/members/", "/staff/audit/", "/staff/clinic/", "/staff/account/"]),
    ],
)
def test_the_header_offers_what_the_role_may_open_and_says_who_is_signed_in(role, links, clinic):
    person = a_member(clinic, role, "Ann Example")
    header = page_of(signed_in(person).get("/staff/", follow=True)).all("header")[0]

    assert [link.get("href") for link in header.all("a")] == links
    assert "Ann Example" in header.text
    assert header.all("button")[0].text == "Sign out"


def test_staff_pages_are_never_kept_by_the_browser(clinician):
    assert "no-store" in signed_in(clinician).get("/reviews/")["Cache-Control"]
