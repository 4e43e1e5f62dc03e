"""Several people at the same moment, each on a database connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

from intake.responses import ResponseIncomplete, ResponseSent


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave or raised, when all of them began at the same moment, each on a connection of its own."""
    together, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            together.wait()
            results[place] = act()
        except (ResponseSent, ResponseIncomplete) as refusal:
            results[place] = type(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
