"""Sending one message of the outbox by mail. When and how often is in delivery.py."""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage

from clinic.outbox.models import Message
from clinic.outbox.undeliverable import Undeliverable

REFUSED_FOR_GOOD = range(500, 600)  # RFC 5321, 4.2.1


def send(message: Message) -> None:
    """Hand the mail to the mail server. Raises Undeliverable."""
    given = message.content
    site = urlsplit(settings.SITE_URL).hostname
    # The same id at each try: mail programs show a mail once that came twice. And no machine answers a machine.
    headers = {"Message-ID": f"<{message.pk}@{site}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(given["subject"], given["text"], None, [given["address"]], headers=headers)
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        for_good = all(code in REFUSED_FOR_GOOD for code in codes)
        raise Undeliverable(f"address refused {codes[0] if codes else ''}", for_good=for_good) from None
    except SMTPResponseException as refused:
        raise Undeliverable(f"{type(refused).__name__} {refused.smtp_code}") from None
    except (SMTPException, OSError) as fault:
        raise Undeliverable(type(fault).__name__) from None
    except (BadHeaderError, UnicodeError):
        raise Undeliverable("not a mail address", for_good=True) from None
