"""In-house mail: short plain letters, sent by jobs, and only where the operator set GOEN_MAIL_URL."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """One plain-text mail to one person."""

    to: str
    subject: str
    text: str


def is_configured() -> bool:
    """Tell whether this installation sends mail at all."""
    return bool(settings.MAIL_URL)


def send(letters: Iterable[Letter]) -> list[Letter]:
    """Send letters over one connection and return those that went out; one bad address does not stop the others."""
    if not is_configured():
        return []
    connection = get_connection()
    connection.open()
    try:
        return [letter for letter in letters if _sent(letter, connection)]
    finally:
        connection.close()


def _sent(letter: Letter, connection: Any) -> bool:
    subject = " ".join(letter.subject.split())  # a line break in a subject would start a new header
    message = EmailMessage(subject, letter.text, to=[letter.to], connection=connection)
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    try:
        return bool(message.send())
    except (SMTPException, ValueError) as error:
        _log.warning("a letter was not sent: %s", type(error).__name__)  # never the address
        return False
