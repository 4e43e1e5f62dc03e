"""What a try says that did not succeed. What follows from it is in delivery.py."""


class Undeliverable(Exception):
    """The message did not arrive. Its text is a word for the log: no address, no content.

    ``for_good``: whoever took it said that it never will.
    """

    def __init__(self, trouble: str, *, for_good: bool = False) -> None:
        super().__init__(trouble[:60])
        self.for_good = for_good
