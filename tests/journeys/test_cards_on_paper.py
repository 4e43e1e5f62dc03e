"""What the front desk's printer gets: the cards, four on a sheet, and nothing else of the page."""

import io

import pytest
from pypdf import PdfReader

from tests.journeys.staff import AtDesk
from tests.people import a_patient

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Maximiliano José Ñandú de la Vega-Montgomery y Castellanos"


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_four_cards_go_on_a_sheet_and_nothing_else_is_printed(paper, open_browser, clinic, front_desk):
    clinic.offers_spanish = True
    clinic.save()
    for number in range(5):
        a_patient(clinic, front_desk, f"{LONG} {number}", language="es" if number % 2 else "en")
    desk = AtDesk(open_browser(), front_desk)
    desk.signs_in()
    desk.page.goto("/desk/cards/")
    desk.presses("Make the cards")

    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(desk.page.pdf(format=paper))).pages]

    assert [sheet.count("/q/") for sheet in sheets] == [4, 1]
    assert all(sheet.count("988") >= sheet.count("/q/") for sheet in sheets)
    assert [
        words for words in ("Sign out", "Cards to hand over", "Print the cards now") if words in "".join(sheets)
    ] == []
