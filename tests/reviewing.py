"""What clinicians do in tests: find a card and record something on it, by the services or by the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from clinic.models import Staff
from intake.models import Response
from screening.cards import Card, cards_of
from screening.models import Disposition, SignOff
from screening.reviews import dispose, see_notes, sign_off
from screening.rule import Topic
from tests.markup import Element, read
from tests.people import signed_in

COMPLETE: dict[str, dict[str, str]] = {
    "talked_about": {},
    "not_relevant": {"note": "Another clinic treats this."},
    "follow_up": {"who": "Nurse Ito", "when": "Before the visit"},
    "reached": {"note": "Spoke for ten minutes.", "agreed": "A plan for tonight."},
    "handed_over": {"who": "The county crisis team", "note": "Told them what the form says."},
    "not_reached": {"note": "Called twice."},
}


def card_of(response: Response, topic: Topic) -> Card:
    """The card of a topic. Raises LookupError."""
    return next(iter([card for card in cards_of(response) if card.topic is topic]))


def records(
    response: Response,
    topic: Topic,
    kind: str,
    *,
    by: Staff,
    seen: Card | None = None,
    now: datetime | None = None,
    **record: Any,
) -> Disposition:
    """Records a disposition, complete but for ``record``, on the card as it is now or as it was ``seen``."""
    card = seen or card_of(response, topic)
    return dispose(
        response,
        topic,
        kind=kind,
        record=COMPLETE[kind] | record,
        seen_flags=[flag.pk for flag in card.flags],
        seen_last=card.last_id,
        by=by,
        now=now or timezone.now(),
    )


def records_all(response: Response, *, by: Staff) -> None:
    """Records something on every card."""
    for card in cards_of(response):
        if not card.is_note:
            records(response, card.topic, "reached" if card.is_safety else "talked_about", by=by)
    see_notes(response, seen_flags=flags_of(response), by=by, now=timezone.now())


def flags_of(response: Response) -> list[Any]:
    """The ids of all flags on the cards."""
    return [flag.pk for card in cards_of(response) for flag in card.flags]


def posts(client: Client, response: Response, topic: Topic, *, seen: Card | None = None, **fields: str) -> Any:
    """Sends a card's form from the page as it is now, or as it was ``seen``."""
    card = seen or card_of(response, topic)
    hidden = {"seen_flags": " ".join(str(flag.pk) for flag in card.flags), "seen_last": str(card.last_id or "")}
    of_page = {name: value for name, value in fields.items() if name == "proof"}
    of_card = {name: value for name, value in (hidden | fields).items() if name != "proof"}
    return client.post(f"/reviews/{response.pk}/cards/{topic.place}/", of_page | on_card(topic, **of_card))


def presses(client: Client, part: Element) -> Any:
    """Presses the one button in a part of the page, and sends what is hidden beside it."""
    (button,) = [button for button in part.all("button") if button.get("formaction")]
    hidden = {field.get("name"): field.get("value") for field in part.all("input") if field.get("type") == "hidden"}
    return client.post(button.get("formaction"), hidden)


def on_card(topic: Topic, **fields: Any) -> dict[str, Any]:
    """The fields of one card as the page names them."""
    return {f"card-{topic.place}-{name}": value for name, value in fields.items()}


def page_for(person: Staff, response: Response) -> Element:
    """The response's page as this person sees it."""
    return read_answer(signed_in(person).get(f"/reviews/{response.pk}/"), 200)


def read_answer(answer: Any, status: int) -> Element:
    """The page of an answer with this status."""
    assert answer.status_code == status
    return read(answer.content.decode())


def card_on(page: Element, topic: Topic) -> Element:
    """A topic's card. Raises LookupError."""
    return page.with_id(f"card-{topic.place}")


def text_of(page: Element) -> str:
    """What a person reads in the main part."""
    return page.all("main")[0].text


def signs_off(response: Response, *, by: Staff, now: datetime) -> SignOff:
    """Signs off what is newest."""
    return sign_off(response, read=response.newest_document and response.newest_document.pk, by=by, now=now)


def posts_sign_off(client: Client, response: Response, *, read: Any = None) -> Any:
    """Presses "Sign off" on the page as it is now, or on one that showed the document ``read``."""
    newest = response.newest_document
    return client.post(f"/reviews/{response.pk}/sign/", {"read": read or (newest.pk if newest else "")})
