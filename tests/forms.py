"""What a page can send: each form, and each button that sends the fields around it to an address of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.markup import CONTROLS, Element


@dataclass(frozen=True)
class Sends:
    """An address with a method, and the fields that go there."""

    action: str
    method: str
    controls: tuple[Element, ...]

    @property
    def given(self) -> dict[str, list[str]]:
        """What would be sent as it stands. A file is left out."""
        given: dict[str, list[str]] = {}
        for field in self.controls:
            if not field.get("name") or field.get("type") == "file":
                continue
            values = given.setdefault(field.get("name"), [])
            is_chosen = field.get("type") not in ("checkbox", "radio") or "checked" in field.attributes
            if field.tag == "select":
                values += [o.get("value") for o in field.all("option") if "selected" in o.attributes]
            elif field.tag == "textarea":
                values.append(field.text)
            elif field.tag == "input" and is_chosen:
                values.append(field.get("value"))
        return given


def ways_to_send(page: Element, path: str) -> Iterator[Sends]:
    """Every form of the page at ``path``. A card's button sends what stands on the card, and what is on none."""
    controls = page.all(*CONTROLS)
    for form in page.all("form"):
        method = form.get("method").lower() or "get"
        own = [control for control in controls if _belongs_to(form, control)]
        yield Sends(_address(form.get("action"), path), method, tuple(own))
        for button in own:
            if button.get("formaction"):
                near = tuple(one for one in own if _card(one) in ("", _card(button)))
                yield Sends(_address(button.get("formaction"), path), method, near)


def _belongs_to(form: Element, control: Element) -> bool:
    if control.get("form"):
        return control.get("form") == form.get("id")
    return any(around is form for around in control.around)


def _card(control: Element) -> str:
    return next((around.get("id") for around in control.around if around.get("id").startswith("card-")), "")


def _address(action: str, path: str) -> str:
    return action.partition("#")[0] or path
