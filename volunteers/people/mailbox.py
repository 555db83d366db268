"""The demo's mail backend: mails land in a table and on a page, not with anybody."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from volunteers.people.models import MailboxMail


class DemoMailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        mails = [
            MailboxMail(recipient=recipient, subject=mail.subject[:200], body=str(mail.body))
            for mail in email_messages
            for recipient in mail.recipients()
        ]
        MailboxMail.objects.bulk_create(mails)
        return len(email_messages)
