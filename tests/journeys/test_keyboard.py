"""With the keyboard alone: everything can be reached and done, and where the focus is can always be seen."""

from urllib.parse import urlsplit

import pytest

from intake.questionnaire import BY_SLUG, QUESTIONS
from tests.answers import complete_answers
from tests.journeys.people import AtForm
from tests.journeys.staff import AtDesk
from tests.people import PASSWORD, code_for, with_app

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STOPS = 60
DRAWS = 20  # of 50 ms each
FOCUS = """async () => {
  // A browser moves the focus to `autofocus` only when it draws.
  const isDue = () => document.querySelector("[autofocus]") && document.activeElement === document.body;
  for (let frame = 0; frame < 100 && isDue(); frame++) await new Promise(requestAnimationFrame);
  const control = document.activeElement;
  // The tile around a radio button, and the card around its title, show the focus in their place.
  const marked = [control, control.closest(".choice"), control.closest(".crisis")].filter(Boolean);
  const isOutlined = (look) => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  const shows = (look) => isOutlined(look) || look.boxShadow !== "none";
  const box = control.getBoundingClientRect();
  return {
    id: control.id || control.textContent.trim(),
    isLost: control === document.body,
    isMarked: marked.some((part) => shows(getComputedStyle(part))),
    isOnScreen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


class Keyboard:
    """The keyboard of one page. Each stop of the focus must be seen."""

    def __init__(self, page):
        self.page = page

    def presses(self, key):
        self.page.keyboard.press(key)

    def focus(self):
        return self.page.evaluate(FOCUS)

    def settled(self):
        """Where the focus is, once what moves the page is over: a busy machine draws late."""
        for _ in range(DRAWS):
            stop = self.focus()
            if stop["isOnScreen"] and not stop["isLost"]:
                break
            self.page.wait_for_timeout(50)
        return stop

    def tabs_to(self, wanted):
        """Presses Tab until the control with this id, or with this text, has the focus."""
        for _ in range(MOST_STOPS):
            self.presses("Tab")
            stop = self.settled()
            assert not stop["isLost"]
            assert stop["isMarked"], f"the focus cannot be seen on {stop['id']}"
            assert stop["isOnScreen"], f"{stop['id']} has the focus out of sight"
            if stop["id"] == wanted:
                return
        raise AssertionError(f"{wanted} cannot be reached")

    def types(self, words):
        self.page.keyboard.type(words)

    def answers(self, key, value):
        """Answers a question of the page that is open, wherever on it the focus is."""
        question = QUESTIONS[key]
        if question.kind == "text":
            self.tabs_to(key)
            self.types(value)
            return
        if question.kind == "box":
            self.tabs_to(key)
            self.presses("Space")
            return
        codes = [code for code, _label in question.options]
        if question.kind == "one":
            # Tab stops once at a group; the arrows choose within it.
            self.tabs_to(f"{key}_0")
            for _ in range(codes.index(value)):
                self.presses("ArrowDown")  # which chooses, too
            if value == codes[0]:
                self.presses("Space")
        else:
            for code in value:
                self.tabs_to(f"{key}_{codes.index(code)}")
                self.presses("Space")

    def goes_on_by(self, key):
        with self.page.expect_navigation(wait_until="load"):
            self.presses(key)


@pytest.fixture
def keyboard(patient: AtForm) -> Keyboard:
    return Keyboard(patient.page)


def test_staff_sign_in(open_browser, clinician):
    at_desk = AtDesk(open_browser(), clinician)
    at_desk.page.goto("/staff/sign-in/")
    keyboard = Keyboard(at_desk.page)

    assert keyboard.focus()["id"] == "id_login"
    keyboard.page.keyboard.type(clinician.email)
    keyboard.tabs_to("id_password")
    keyboard.page.keyboard.type(PASSWORD)
    with_app(clinician)
    keyboard.goes_on_by("Enter")
    assert keyboard.focus()["id"] == "id_code"
    keyboard.page.keyboard.type(code_for(clinician))
    keyboard.goes_on_by("Enter")

    assert urlsplit(keyboard.page.url).path == "/reviews/"


def test_a_whole_form_is_answered_and_sent_from_the_link_to_the_thank_you(patient, keyboard, invited):
    patient.page.goto(patient.path)
    for part, number in (("month", "3"), ("day", "9"), ("year", "1974")):
        keyboard.tabs_to(part)
        keyboard.types(number)
    keyboard.goes_on_by("Enter")
    keyboard.tabs_to("Start")
    keyboard.goes_on_by("Enter")

    answers = complete_answers(med_kinds=["benzo", "glp1"], main_goal="To sing again", phq9_9="1")
    while patient.section:
        for key in [key for key in BY_SLUG[patient.section].questions() if key in answers]:
            keyboard.answers(key, answers[key])
        keyboard.tabs_to("Save and continue")
        keyboard.goes_on_by("Enter")
    patient.page.locator(".change a").last.focus()  # a Tab for each of a hundred links would show nothing more
    keyboard.tabs_to("confirm")
    keyboard.presses("Space")
    keyboard.tabs_to("signed_as")
    keyboard.types("Jordan Rivera")
    keyboard.tabs_to("Send to the clinic")
    keyboard.goes_on_by("Space")

    assert patient.page.get_by_role("heading", name="Thank you.").is_visible()
    sent = invited.response.documents.get().document
    assert {key: sent.value(key) for key in answers} == answers


def test_a_section_is_answered_after_its_errors_were_put_right(patient, keyboard):
    patient.opens_link()
    patient.goes_to("feeling-cut-off")
    keyboard.tabs_to("dissoc_often_0")
    keyboard.presses("ArrowDown")
    keyboard.tabs_to("dissoc_upset_0")
    keyboard.presses("Space")
    keyboard.tabs_to("Save and continue")
    keyboard.goes_on_by("Enter")
    first_stop = keyboard.focus()

    keyboard.tabs_to("Choose whether that has happened to you, or “Not sure”.")
    keyboard.presses("Enter")
    at_question = keyboard.focus()["id"]
    keyboard.presses("Space")
    keyboard.tabs_to("Save and continue")
    keyboard.goes_on_by("Enter")

    assert first_stop["id"] == "summary"
    assert at_question == "dissoc_trigger_0"
    assert patient.section == "getting-home"


def test_the_crisis_card_takes_the_focus_and_tab_goes_on_to_its_numbers(patient, keyboard):
    patient.opens_link()
    patient.goes_to("safety")

    keyboard.tabs_to("asq_1_0")
    keyboard.presses("Space")
    at_card = keyboard.focus()
    keyboard.tabs_to("Call")

    assert at_card["id"] == "crisis-title"
    assert at_card["isMarked"]
    assert at_card["isOnScreen"]


def test_the_first_stop_skips_to_the_main_part(patient, keyboard):
    patient.opens_link()

    keyboard.presses("Tab")
    first = keyboard.focus()
    keyboard.presses("Enter")
    keyboard.tabs_to("Start")

    assert first["id"] == "Skip to the main part"
    assert first["isMarked"]
    assert first["isOnScreen"]


def test_removing_and_adding_a_medicine_never_loses_the_focus(patient, keyboard, invited):
    invited.saves(reasons=["depression"], mood_meds_any="yes", mood_meds=[{"name": "sertraline"}])
    patient.opens_link()
    patient.goes_to("treatments")

    patient.page.get_by_role("button", name="Add another").focus()
    keyboard.presses("Enter")
    in_new_row = keyboard.focus()
    patient.page.get_by_role("button", name="Remove Medicine 1").focus()
    keyboard.presses("Enter")
    after_removal = keyboard.focus()

    assert in_new_row["id"] == "mood_meds-2-name"
    assert after_removal["id"] == "mood_meds-0-name"
    assert in_new_row["isMarked"]
    assert after_removal["isMarked"]
