"""A clinic's own settings: who changes which, what is logged, and two people at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import AuditEvent, SettingChange, Staff
from clinic.settings.change import ChangedMeanwhile, NotYours, change_settings
from clinic.settings.known import ABOUT, GROUPS, TEXTS, Setting
from tests.contracts.test_page_structure import faults
from tests.markup import Element, read
from tests.people import a_clinic, a_member, signed_in

ABOUT_PAGE, TEXTS_PAGE, LIFETIMES_PAGE = (f"/staff/clinic/{page}/" for page in ("about", "texts", "lifetimes"))


def setting(name: str) -> Setting:
    return next(one for group in GROUPS for one in group.settings if one.name == name)


def changes(by: Staff, *, seen: int = 0, **given: Any) -> list[SettingChange]:
    known = {setting(name): value for name, value in given.items()}
    return change_settings(by.clinic, known, seen=seen, by=by, now=timezone.now())


def on_page(client: Client, path: str) -> dict[str, str]:
    """What the form of this page holds, as a browser would send it."""
    page = read(client.get(path).content.decode())
    boxes = ("radio", "checkbox")
    inputs = [one for one in page.all("input") if one.get("type") not in boxes or "checked" in one.attributes]
    fields = {
        one.get("name"): one.get("value") or "on" * (one.get("type") in boxes) for one in inputs if one.get("name")
    }
    fields |= {one.get("name"): one.raw_text.strip() for one in page.all("textarea")}
    chosen = [(box, one) for box in page.all("select") for one in box.all("option") if "selected" in one.attributes]
    return fields | {box.get("name"): one.get("value") for box, one in chosen}


def sent(client: Client, path: str, **changed: str) -> Any:
    """The answer to this page's form, sent with these fields changed."""
    return client.post(path, on_page(client, path) | changed)


def main_of(answer: Any) -> Element:
    page = read(answer.content.decode())
    assert list(faults(page)) == []
    return page.all("main")[0]


def test_a_change_is_logged_with_both_values_who_and_when(administrator):
    answer = sent(signed_in(administrator), ABOUT_PAGE, phone="555-0111")

    assert answer["Location"] == "/staff/clinic/"
    change = SettingChange.objects.get()
    assert (change.label, change.before, change.after, change.by) == ("Phone", "555-0100", "555-0111", administrator)
    administrator.clinic.refresh_from_db()
    assert administrator.clinic.phone == "555-0111"


def test_the_audit_trail_names_the_setting_and_not_its_value(lead):
    changes(lead, fasting_text="Nothing after midnight.")

    event = AuditEvent.objects.get(action="setting_changed")
    assert event.details == {"what": "fasting_text"}
    assert event.by == lead


def test_what_stays_the_same_is_not_logged(administrator):
    answer = sent(signed_in(administrator), ABOUT_PAGE)

    assert answer.status_code == 302
    assert not SettingChange.objects.exists()


def test_the_log_is_shown_to_lead_and_administrator(lead, administrator):
    changes(administrator, phone="555-0111")

    for person in (lead, administrator):
        told = main_of(signed_in(person).get("/staff/clinic/changes/")).text
        assert "Noor Aziz" in told
        assert "Phone 555-0100 555-0111" in told


def test_another_clinics_changes_are_not_shown(lead, administrator):
    elsewhere = a_member(a_clinic("Harbor Clinic"), administrator.role, "Ines Roy")
    changes(elsewhere, phone="555-0177")

    for path in ("/staff/clinic/", "/staff/clinic/changes/"):
        assert "555-0177" not in main_of(signed_in(lead).get(path)).text


def test_a_setting_of_another_role_is_refused_by_the_service_itself(lead, administrator):
    with pytest.raises(NotYours):
        changes(lead, phone="555-0111")
    with pytest.raises(NotYours):
        changes(administrator, response_text="At once.")

    assert not SettingChange.objects.exists()


def test_the_second_of_two_is_shown_what_the_first_changed_and_loses_nothing(administrator):
    second = signed_in(a_member(administrator.clinic, administrator.role, "Ines Roy"))
    opened = on_page(second, ABOUT_PAGE)
    changes(administrator, phone="555-0111")

    answer = second.post(ABOUT_PAGE, opened | {"phone": "555-0122"})

    assert answer.status_code == 409
    page = main_of(answer)
    assert "Noor Aziz" in page.with_id("summary").text
    assert "Phone is now “555-0111”. Before, it was “555-0100”." in page.with_id("summary").text
    assert page.with_id("phone").get("value") == "555-0122"
    administrator.clinic.refresh_from_db()
    assert administrator.clinic.phone == "555-0111"


def test_having_been_shown_it_the_second_may_save(administrator):
    second = signed_in(a_member(administrator.clinic, administrator.role, "Ines Roy"))
    opened = on_page(second, ABOUT_PAGE) | {"phone": "555-0122"}
    changes(administrator, phone="555-0111")
    page = main_of(second.post(ABOUT_PAGE, opened))

    answer = second.post(ABOUT_PAGE, opened | {"seen": page.with_id("seen").get("value")})

    assert answer.status_code == 302
    assert [change.after for change in SettingChange.objects.all()] == ["555-0122", "555-0111"]


def test_two_people_who_change_different_pages_do_not_meet(lead, administrator):
    opened = on_page(signed_in(lead), TEXTS_PAGE)
    changes(administrator, phone="555-0111")

    assert signed_in(lead).post(TEXTS_PAGE, opened | {"driving_text": "Not for two days."}).status_code == 302


def test_the_same_page_sent_twice_is_one_change(administrator):
    client = signed_in(administrator)
    opened = on_page(client, ABOUT_PAGE) | {"phone": "555-0111"}

    assert [client.post(ABOUT_PAGE, opened).status_code for _ in range(2)] == [302, 302]
    assert SettingChange.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "field", "typed", "to_do"),
    [
        (LIFETIMES_PAGE, "link_days", "0", "Write a whole number of days from 1 to 180."),
        (LIFETIMES_PAGE, "link_days", "a month", "Write a whole number of days from 1 to 180."),
        (LIFETIMES_PAGE, "staff_minutes", "16", "Write a whole number of minutes from 5 to 15."),
        (LIFETIMES_PAGE, "draft_days", "1", "Write a whole number of days from 14 to 3650."),
        (ABOUT_PAGE, "name", " ", "Write the clinic’s name."),
        (ABOUT_PAGE, "time_zone", "America/Nowhere", "Choose one of the time zones."),
        (ABOUT_PAGE, "phone", "5" * 41, "Write at most 40 characters. This is 41."),
    ],
)
def test_a_wrong_value_gets_a_clear_sentence_and_changes_nothing(administrator, path, field, typed, to_do):
    answer = sent(signed_in(administrator), path, **{field: typed})

    assert answer.status_code == 422
    assert main_of(answer).with_id("summary").all("a")[0].text == to_do
    assert not SettingChange.objects.exists()


def test_patients_in_a_crisis_always_read_when_notices_are_read(lead):
    answer = sent(signed_in(lead), TEXTS_PAGE, response_text="")

    assert answer.status_code == 422
    assert "Patients in a crisis read this." in main_of(answer).text


def test_a_page_that_is_not_ours_is_refused(administrator):
    assert sent(signed_in(administrator), ABOUT_PAGE, seen="x").status_code == 422


def test_each_setting_says_where_it_is_read_and_who_changes_it(lead):
    page = main_of(signed_in(lead).get("/staff/clinic/"))

    for group in GROUPS:
        for one in group.settings:
            assert one.label in page.text
            assert one.read_at in page.text
    links = [link.get("href") for link in page.all("a")]
    assert TEXTS_PAGE in links
    assert ABOUT_PAGE not in links


def test_a_clinics_hours_and_texts_are_what_patients_read(patient, administrator, lead):
    changes(administrator, phone_hours="We answer from 9 to 5.")
    changes(lead, fasting_text="Nothing after midnight.", seen=SettingChange.objects.latest("id").pk)

    assert "We answer from 9 to 5." in main_of(patient.client.get(f"/q/{patient.token}/")).text
    patient.enters()
    patient.sends()
    told = main_of(patient.client.get("/form/sent/")).text
    assert "Nothing after midnight." in told
    assert "We answer from 9 to 5." in told


def test_what_a_clinic_writes_is_never_markup(patient, lead):
    changes(lead, fasting_text="<b>Nothing</b> {{ clinic }}")
    patient.enters()
    patient.sends()

    assert "&lt;b&gt;Nothing&lt;/b&gt; {{ clinic }}" in patient.client.get("/form/sent/").content.decode()


def test_a_change_while_another_is_saved_is_not_lost(administrator, lead):
    """Only the fields that change are written, so a page that was drawn earlier cannot put others back."""
    stale = type(administrator.clinic).objects.get(pk=administrator.clinic.pk)
    changes(lead, fasting_text="Nothing after midnight.")

    change_settings(stale, {setting("phone"): "555-0111"}, seen=0, by=administrator, now=timezone.now())

    administrator.clinic.refresh_from_db()
    assert administrator.clinic.fasting_text == "Nothing after midnight."


def test_a_newer_change_of_the_same_setting_is_named(administrator):
    changes(administrator, phone="555-0111")

    with pytest.raises(ChangedMeanwhile) as meanwhile:
        changes(administrator, phone="555-0122")

    assert [change.after for change in meanwhile.value.changes] == ["555-0111"]


def test_every_group_belongs_to_one_role():
    assert {one.by for one in ABOUT.settings} == {ABOUT.by}
    assert all({one.by for one in group.settings} == {group.by} for group in GROUPS)
    assert TEXTS.by == "lead"


def test_a_long_log_comes_in_pages(administrator):
    for number in range(60):
        SettingChange.objects.create(
            clinic=administrator.clinic,
            name="phone",
            label="Phone",
            before=str(number),
            after=str(number + 1),
            by=administrator,
            at=timezone.now() + timedelta(seconds=number),
        )
    client = signed_in(administrator)

    first = main_of(client.get("/staff/clinic/changes/"))
    second = main_of(client.get("/staff/clinic/changes/?page=2"))

    assert [len(page.all("tr")) - 1 for page in (first, second)] == [50, 10]
