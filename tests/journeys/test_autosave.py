"""What is typed is kept without pressing anything, for another device and another day. A lost connection:
test_section_script.py."""

import pytest

from tests.journeys.people import AtForm, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOAL = "I would like to dance again."
# A screen reader reads a region out whenever it is written, with whatever words.
COUNT_WHAT_IS_SAID = """() => {
  window.times = 0;
  new MutationObserver(() => window.times++).observe(document.querySelector("[data-saved]"), { childList: true });
}"""


@pytest.fixture
def patient(patient: AtForm) -> AtForm:
    patient.opens_link()
    patient.goes_to("why-you-are-here")
    return patient


def said(patient: AtForm) -> str:
    return patient.page.locator("[data-saved]").inner_text()


def test_typing_is_kept_within_seconds(patient, invited):
    with patient.page.expect_response("**/keep/", timeout=5000):
        patient.chooses(main_goal=GOAL)

    assert invited.response.answers() == {"main_goal": GOAL}
    until(patient.page, lambda: said(patient).startswith("Saved"))


def test_the_same_time_of_saving_is_read_out_once(patient):
    patient.page.route("**/keep/", lambda route: route.fulfill(json={"saved": "2:03 pm", "seen": "1.a"}))
    patient.page.evaluate(COUNT_WHAT_IS_SAID)

    for words in ("Dance.", "Dance again."):
        with patient.page.expect_response("**/keep/"):
            patient.chooses(main_goal=words)
        until(patient.page, lambda: said(patient) == "Saved 2:03 pm")

    assert patient.page.evaluate("times") == 1


def test_another_device_with_the_same_link_shows_it(patient, at_form):
    with patient.page.expect_response("**/keep/"):
        patient.chooses(reasons=["ptsd"], main_goal=GOAL)

    other_device = at_form(viewport={"width": 1360, "height": 900})
    other_device.opens_link()
    other_device.goes_to("why-you-are-here")

    assert other_device.page.locator("#main_goal").input_value() == GOAL
    assert other_device.option("reasons", "ptsd").is_checked()


def test_a_quiet_save_leaves_the_section_in_progress(patient):
    with patient.page.expect_response("**/keep/"):
        patient.chooses(reasons=["ptsd"], told_by_professional=["none"])

    patient.goes_home()

    assert "In progress" in patient.page.get_by_role("listitem").filter(has_text="Why you are here").inner_text()


def test_a_closed_sitting_loses_nothing(patient, invited):
    patient.page.context.clear_cookies(name="sessionid")
    with patient.page.expect_response("**/keep/"):
        patient.chooses(main_goal=GOAL)
    until(patient.page, lambda: said(patient).startswith("You were away for a while"))

    in_a_new_tab = AtForm(patient.page.context.new_page(), patient.path)
    in_a_new_tab.opens_link()
    with patient.page.expect_response("**/keep/"):
        patient.page.locator("#main_goal").press_sequentially("!")

    assert invited.response.answers() == {"main_goal": f"{GOAL}!"}
