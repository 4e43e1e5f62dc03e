"""Reads a page's HTML into a small tree, for tests of structure. What pages must hold is in the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
CONTROLS = frozenset({"input", "textarea", "select", "button"})


@dataclass
class Element:
    """One element; ``texts`` are its own pieces of text, ``parts`` its elements and texts in order."""

    tag: str
    attributes: dict[str, str | None]
    inside: Element | None = None
    parts: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """This element and everything in it, in the order of the page."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(part for part in reversed(element.parts) if isinstance(part, Element))

    def get(self, name: str) -> str:
        """An attribute; "" where it is missing or has no value."""
        return self.attributes.get(name) or ""

    def all(self, *tags: str) -> list[Element]:
        """Every element of these kinds in this one."""
        return [element for element in self if element.tag in tags]

    def with_class(self, name: str) -> list[Element]:
        """Every element of this class in this one."""
        return [element for element in self if name in element.get("class").split()]

    def with_id(self, name: str) -> Element:
        """The element with this id. Raises LookupError."""
        return next(iter([element for element in self if element.get("id") == name]))

    @property
    def raw_text(self) -> str:
        """Every text in this element, as it stands in the page."""
        return "".join(part if isinstance(part, str) else part.raw_text for part in self.parts)

    @property
    def text(self) -> str:
        """What a person reads in this element, on one line."""
        return " ".join(self.raw_text.split())

    @property
    def around(self) -> Iterator[Element]:
        """The elements around this one, from the nearest."""
        element = self.inside
        while element is not None:
            yield element
            element = element.inside


class Reader(HTMLParser):
    """Builds the tree; raises AssertionError for an element that is closed out of order or never."""

    def __init__(self) -> None:
        super().__init__()
        self.top = self.now = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"an attribute stands twice in {self.get_starttag_text()}"
        element = Element(tag, dict(attrs), self.now)
        self.now.parts.append(element)
        if tag not in VOID:
            self.now = element

    def handle_endtag(self, tag: str) -> None:
        assert self.now.tag == tag, f"</{tag}> closes <{self.now.tag}> at {self.getpos()}"
        assert self.now.inside is not None
        self.now = self.now.inside

    def handle_data(self, data: str) -> None:
        self.now.parts.append(data)


def read(html: str) -> Element:
    """The page as a tree. Raises AssertionError where tags do not nest."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.now is reader.top, f"<{reader.now.tag}> is never closed"
    return reader.top
