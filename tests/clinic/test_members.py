"""Staff and their accounts: invited, given another role, ended, begun anew; and who may not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from clinic.members import LastAdministrator, OwnAccount, change_role, end_account
from clinic.models import AuditEvent, Role, Staff, StaffLink
from clinic.outbox.delivery import deliver_due
from clinic.outbox.models import Message
from clinic.sign_in.second_step import steps_of
from tests.contracts.test_page_structure import faults
from tests.markup import read
from tests.outbox import mails
from tests.people import PASSWORD, a_clinic, a_member, signed_in, signs_in, with_app

GOOD = "four words make sense"
NEW = {"name": "Kim Ito", "email": "kim@example.org", "role": Role.CLINICIAN}


def link_in(answer: Any) -> str:
    page = read(answer.content.decode())
    assert list(faults(page)) == []
    return page.with_id("link").get("value").removeprefix("http://testserver")


def invites(administrator: Staff, **given: str) -> str:
    """The path of the link that an administrator is shown."""
    return link_in(signed_in(administrator).post("/staff/members/invite/", NEW | given))


def accepts(link: str, password: str = GOOD) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(link, {"new_password1": password, "new_password2": password})


def test_whoever_is_invited_chooses_a_password_and_comes_to_the_second_step(administrator):
    client, answer = accepts(invites(administrator))

    assert answer["Location"] == "/staff/"
    assert client.get("/staff/")["Location"] == "/staff/second-step/"
    assert Staff.objects.get(email="kim@example.org").clinic == administrator.clinic


def test_what_is_wrong_with_a_password_stands_where_it_is_to_be_put_right(administrator):
    _client, answer = accepts(invites(administrator), password="short")

    page = read(answer.content.decode())
    assert answer.status_code == 422
    assert "too short" in page.with_id("id_new_password1_error").text
    assert "id_new_password2_error" not in answer.content.decode()


def test_the_link_goes_out_by_mail_and_only_its_hash_is_kept(administrator):
    link = invites(administrator)
    token = link.rstrip("/").rpartition("/")[2]

    (sent,) = mails()
    assert sent.to == ["kim@example.org"]
    assert link in sent.body
    assert token not in str(list(StaffLink.objects.values_list()))


def test_without_a_mail_server_the_link_is_shown_all_the_same_and_the_mail_waits(administrator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    link = invites(administrator)
    deliver_due(now=timezone.now())

    assert Message.objects.waiting().get().trouble == "ConnectionRefusedError"
    assert accepts(link)[1].status_code == 302


def test_a_link_works_once(administrator):
    link = invites(administrator)
    accepts(link)

    assert accepts(link)[1].status_code == 410


def test_a_link_ends_after_three_days(administrator):
    link = invites(administrator)

    with time_machine.travel(timezone.now() + timedelta(days=3, seconds=1)):
        assert accepts(link)[1].status_code == 410
        assert not Staff.objects.get(email="kim@example.org").has_usable_password()


def test_a_new_link_ends_the_one_before(administrator):
    first = invites(administrator)
    person = Staff.objects.get(email="kim@example.org")
    second = link_in(signed_in(administrator).post(f"/staff/members/{person.pk}/again/"))

    assert accepts(first)[1].status_code == 410
    assert accepts(second)[1].status_code == 302


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012", "kim@example.org"])
def test_a_password_that_is_easy_to_guess_is_not_taken(administrator, password):
    link = invites(administrator)
    answer = accepts(link, password)[1]

    assert answer.status_code == 422
    assert accepts(link)[1].status_code == 302


def test_whoever_was_invited_gets_no_password_by_mail(administrator, client):
    invites(administrator)
    mails()

    client.post("/staff/forgot/", {"email": "kim@example.org"})

    assert mails() == []


@pytest.mark.parametrize("address", ["dr.a.okafor@example.org", "DR.A.OKAFOR@example.org"])
def test_an_address_has_one_account(administrator, clinician, address):
    answer = signed_in(administrator).post("/staff/members/invite/", NEW | {"email": address})

    assert answer.status_code == 422
    assert Staff.objects.filter(email__iexact=address).count() == 1


def test_a_line_break_in_a_name_gets_into_no_header_of_the_mail(administrator):
    invites(administrator, name="Kim\r\nBcc: all@example.org")

    assert "Bcc" not in mails()[0].message().as_string().partition("\n\n")[0]


def test_nothing_but_name_address_and_role_is_taken_from_the_form(administrator):
    invites(administrator, is_active="", clinic=str(a_clinic("Elsewhere").pk), password="x")
    person = Staff.objects.get(email="kim@example.org")

    assert (person.clinic, person.is_active) == (administrator.clinic, True)


def test_a_role_is_changed_from_the_next_page_on(administrator, clinician):
    theirs = signed_in(clinician)
    signed_in(administrator).post(f"/staff/members/{clinician.pk}/", {"role": Role.FRONT_DESK})

    assert theirs.get("/reviews/").status_code == 403
    assert theirs.get("/desk/").status_code == 200


def test_an_ended_account_loses_its_sessions_at_once_and_cannot_come_back(administrator, clinician):
    client = Client()
    signs_in(client, clinician.email)
    assert client.get("/reviews/").status_code == 200

    signed_in(administrator).post(f"/staff/members/{clinician.pk}/end/")

    assert client.get("/reviews/")["Location"].startswith("/staff/sign-in/")
    assert dict(client.session) == {}
    assert signs_in(Client(), clinician.email).status_code == 422


def test_beginning_anew_ends_password_second_step_and_sessions(administrator, clinician):
    client = Client()
    signs_in(client, clinician.email)

    link = link_in(signed_in(administrator).post(f"/staff/members/{clinician.pk}/again/"))

    assert steps_of(clinician) == []
    assert client.get("/reviews/")["Location"].startswith("/staff/sign-in/")
    assert client.post("/staff/sign-in/", {"login": clinician.email, "password": PASSWORD}).status_code == 422
    assert accepts(link)[1].status_code == 302


def test_an_account_that_was_ended_can_be_opened_again(administrator, clinician):
    browser = signed_in(administrator)
    browser.post(f"/staff/members/{clinician.pk}/end/")

    link = link_in(browser.post(f"/staff/members/{clinician.pk}/again/"))

    assert accepts(link)[1].status_code == 302


def test_nobody_changes_their_own_account(administrator):
    browser = signed_in(administrator)
    a_member(administrator.clinic, Role.ADMINISTRATOR, "Second One")

    for path, given in (("", {"role": Role.CLINICIAN}), ("end/", {}), ("again/", {})):
        assert browser.post(f"/staff/members/{administrator.pk}/{path}", given).status_code == 409
    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == (Role.ADMINISTRATOR, True)


def test_the_last_administrator_cannot_be_ended_or_given_another_role(administrator, clinician):
    now = timezone.now()

    with pytest.raises(LastAdministrator):
        end_account(administrator, by=clinician, now=now)
    with pytest.raises(LastAdministrator):
        change_role(administrator, Role.LEAD, by=clinician, now=now)
    with pytest.raises(OwnAccount):
        end_account(administrator, by=administrator, now=now)


def test_an_administrator_who_has_not_come_yet_does_not_count_as_another(administrator, clinician):
    invites(administrator, role=Role.ADMINISTRATOR)

    with pytest.raises(LastAdministrator):
        end_account(administrator, by=clinician, now=timezone.now())


@pytest.mark.parametrize("path", ["", "end/", "again/"])
def test_another_clinics_staff_is_out_of_reach(administrator, clinician_elsewhere, path):
    answer = signed_in(administrator).post(f"/staff/members/{clinician_elsewhere.pk}/{path}", {"role": Role.LEAD})

    assert answer.status_code == 404
    clinician_elsewhere.refresh_from_db()
    assert (clinician_elsewhere.role, clinician_elsewhere.is_active) == (Role.CLINICIAN, True)


def test_everything_about_staff_is_in_the_audit_trail(administrator, clinician):
    browser = signed_in(administrator)
    accepts(invites(administrator))
    browser.post(f"/staff/members/{clinician.pk}/", {"role": Role.LEAD})
    browser.post(f"/staff/members/{clinician.pk}/end/")

    events = AuditEvent.objects.filter(action="staff_changed")
    told = [event.details["what"] for event in events.order_by("place")]
    assert told == ["invited", "invitation accepted", "role changed", "account ended"]


@pytest.mark.parametrize("path", ["/staff/members/", "/staff/members/invite/", "/staff/account/"])
def test_pages_about_accounts_are_sound(path, administrator):
    page = read(signed_in(administrator).get(path).content.decode())

    assert list(faults(page)) == []


def test_the_list_says_how_each_account_stands(administrator, clinician, lead):
    browser = signed_in(administrator)
    with_app(clinician)
    invites(administrator)
    browser.post(f"/staff/members/{lead.pk}/end/")

    rows = {
        row.all("th")[0].text: row.all("td")[-1].text
        for row in read(browser.get("/staff/members/").content.decode()).all("tbody")[0].all("tr")
    }
    assert rows == {
        "Dr. A. Okafor": "Active",
        "Kim Ito": "Invited, has not come yet",
        "Noor Aziz you": "Active",
        "Dr. M. Lin": "Account ended",
    }


def test_a_long_list_comes_in_pages_with_ended_accounts_last(administrator, front_desk, lead, monkeypatch):
    monkeypatch.setattr("clinic.views.members.ROWS_PER_PAGE", 2)
    Staff.objects.filter(pk=lead.pk).update(is_active=False)
    client = signed_in(administrator)

    pages = [read(client.get("/staff/members/", {"page": page}).content.decode()) for page in (1, 2)]

    shown = [[cell.all("a")[0].text for cell in page.all("tbody")[0].all("th")] for page in pages]
    assert shown == [["Noor Aziz", "Robin Hale"], [lead.name]]
    assert [page.all("tbody")[0].all("td")[2].text for page in pages] == ["Active", "Account ended"]
