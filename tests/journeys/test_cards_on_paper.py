"""What the front desk's printer gets: the cards, four on a sheet, and nothing else of the page."""

import io

import pytest
from pypdf import PdfReader

from tests.journeys.staff import AtDesk
from tests.people import a_patient

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# That of the machine on which the tests run is shorter than a clinic's.
LONGER_ADDRESSES = """
document.querySelectorAll(".address").forEach((one) => { one.textContent = one.textContent.padEnd(110, "x") })
"""
LONG = "Maximiliano José Ñandú de la Vega-Montgomery y Castellanos"


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_four_cards_go_on_a_sheet_and_nothing_else_is_printed(paper, open_browser, clinic, front_desk):
    clinic.offers_spanish = True
    clinic.name = "Cedar and Pine Wellness of the Greater Metropolitan Area"
    clinic.save()
    for number in range(5):
        a_patient(clinic, front_desk, f"{LONG} {number}", language="es" if number % 2 else "en")
    desk = AtDesk(open_browser(), front_desk)
    desk.signs_in()
    desk.page.goto("/desk/cards/")
    desk.presses("Make the cards")
    desk.page.evaluate(LONGER_ADDRESSES)

    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(desk.page.pdf(format=paper))).pages]

    assert [sheet.count("/q/") for sheet in sheets] == [4, 1]
    assert all(sheet.count("988") >= sheet.count("/q/") for sheet in sheets)
    assert [
        words for words in ("Sign out", "Cards to hand over", "Print the cards now") if words in "".join(sheets)
    ] == []


def test_the_message_is_copied_and_the_card_is_printed_at_a_press(open_browser, front_desk):
    desk = AtDesk(open_browser(), front_desk)
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.add_init_script("window.print = () => { document.title = 'printed' }")
    desk.signs_in()
    link = desk.invites("Jordan Rivera", born="1974-03-09", consult_at="2031-12-08T10:30")

    desk.page.get_by_role("button", name="Copy this message").click()
    desk.page.get_by_text("Copied.").wait_for()
    desk.page.get_by_role("button", name="Print the card").click()

    lines = desk.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[1] == "Your visit: Monday, December 8, 10:30\xa0am"
    assert lines[2].endswith(f"write your date of birth: {link}")
    assert desk.page.title() == "printed"
