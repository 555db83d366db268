"""A mail that goes out at once, within a request: an invitation. Everything else waits its turn, see messages/."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives


def send_now(*, to: str, subject: str, text: str, html: str = "") -> None:
    mail = EmailMultiAlternatives(subject=subject, body=text, to=[to])
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()
