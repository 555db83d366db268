"""One mail of the outbox, handed to the mail server over a connection that a batch shares."""

from __future__ import annotations

import hashlib
import smtplib
from contextlib import suppress
from email.utils import parseaddr
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from volunteers.people.messages.kinds import KINDS
from volunteers.people.messages.outcomes import Refused, Unclear
from volunteers.people.messages.unsubscribe import unsubscribe_path
from volunteers.people.models import Message

# Errors that are the server's own no; any other one after the connection stands leaves open what it took.
SAID_NO = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)


def mail_of(message: Message) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject, body=message.body_text, to=[message.recipient.email], headers=_headers(message)
    )
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    return mail


def _headers(message: Message) -> dict[str, str]:
    # The same at every try, so that even a mailbox could tell a double.
    mark = hashlib.sha256(message.dedupe_key.encode()).hexdigest()[:32]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{mark}@{domain}>", "Auto-Submitted": "auto-generated"}
    kind = KINDS.get(message.kind)
    if kind is not None and kind.optional:
        link = settings.PUBLIC_URL + unsubscribe_path(message.recipient, kind)
        headers |= {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


class Mailer:
    """Opens at the first mail, and anew after a trouble: a broken connection tells nothing about the next mail."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        # One wait for a server that does not answer is enough for a batch.
        self._unreachable: Refused | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, message: Message) -> None:
        """Returns when the server took it; else raises ``Refused`` or ``Unclear``."""
        mail = mail_of(message)
        connection = self._connection or self._open()
        try:
            connection.send_messages([mail])
        except Exception as error:
            self._hang_up()
            raise _told(error) from error

    def _open(self) -> BaseEmailBackend:
        if self._unreachable is not None:
            raise self._unreachable
        connection = get_connection()
        try:
            connection.open()
        except OSError as error:  # smtplib's errors are of this kind
            self._unreachable = Refused(_name(error))
            raise self._unreachable from error
        self._connection = connection
        return connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):  # what was taken stays taken
                connection.close()


def _told(error: Exception) -> Refused | Unclear:
    if isinstance(error, Unclear):
        return error
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return Refused(_name(error, *codes), final=all(code >= 500 for code in codes))
    if isinstance(error, SAID_NO):
        return Refused(_name(error, *([error.smtp_code] if hasattr(error, "smtp_code") else [])))
    # django-anymail's errors bear the status of the provider's answer, where there was one.
    status = getattr(error, "status_code", None)
    if status is not None:
        return Refused(_name(error, status))
    # Our careful SMTP raises these only before the server asked for the content.
    if isinstance(error, OSError) and _is_careful():
        return Refused(_name(error))
    return Unclear(_name(error))


def _is_careful() -> bool:
    return str(settings.EMAIL_BACKEND).endswith(".CarefulBackend")


def _name(error: Exception, *codes: object) -> str:
    return " ".join([type(error).__name__, *map(str, codes)])
