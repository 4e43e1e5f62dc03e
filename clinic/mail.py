"""Mail to staff about their accounts. Nothing of a patient is ever in it."""

from __future__ import annotations

import logging

from django.core.mail import send_mail

log = logging.getLogger(__name__)


def send(address: str, subject: str, text: str) -> bool:
    """Send one mail; False where no mail server takes it. What is done on screen must not fail for that."""
    try:
        send_mail(subject, text, None, [address])
    except OSError as fault:
        # Neither the address nor the text: a text may hold a link that opens an account.
        log.warning("A mail to staff could not be sent: %s", type(fault).__name__)
        return False
    return True
