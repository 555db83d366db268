"""SMTP that knows whether the mail server can have taken a mail when the line breaks."""

from __future__ import annotations

import smtplib

from django.core.mail.backends.smtp import EmailBackend

from volunteers.people.messages.outcomes import Unclear

START_MAIL_INPUT = 354


class _Careful(smtplib.SMTP):
    """Until the server asks for the content, nothing can have been taken; after that only its answer tells."""

    _content_asked_for = False

    def getreply(self) -> tuple[int, bytes]:
        code, text = super().getreply()
        self._content_asked_for = self._content_asked_for or code == START_MAIL_INPUT
        return code, text

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]
        self._content_asked_for = False
        try:
            return super().data(msg)
        except smtplib.SMTPDataError:
            raise
        except OSError as error:
            if self._content_asked_for:
                raise Unclear(type(error).__name__) from error
            raise


class _CarefulOverTls(_Careful, smtplib.SMTP_SSL):
    pass


class CarefulBackend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _CarefulOverTls if self.use_ssl else _Careful
