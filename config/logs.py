"""How a line of log is written: without the secret part of a patient's link. What is logged where is in settings.py."""

import logging
import re

# A link's token is 43 characters; ids are at most 36, so they stay readable.
TOKEN_IN_PATH = re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?![A-Za-z0-9_.-])")


class WithoutTokens(logging.Formatter):
    """Writes a record, traceback included, with "[hidden]" for any token in an address: a token opens a response."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN_IN_PATH.sub("[hidden]", super().format(record))
