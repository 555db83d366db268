"""Mail to one person: queued as a row under a key, claimed, sent once, and never silently lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q

from volunteers.people.models import Message, Organisation, User

MAX_ATTEMPTS = 5
# A sender that died while sending: nobody knows whether the mail left.
STUCK_AFTER = timedelta(minutes=5)


def send_now(*, to: str, subject: str, text: str, html: str = "") -> None:
    mail = EmailMultiAlternatives(subject=subject, body=text, to=[to])
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()


def queue_message(
    *,
    dedupe_key: str,
    recipient: User,
    organisation: Organisation | None,
    kind: str,
    subject: str,
    text: str,
    html: str = "",
    not_before: datetime,
    not_after: datetime | None = None,
) -> bool:
    """Queue one mail; False when this key was queued before."""
    _message, created = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "recipient": recipient,
            "organisation": organisation,
            "kind": kind,
            "subject": subject,
            "body_text": text,
            "body_html": html,
            "not_before": not_before,
            "not_after": not_after,
        },
    )
    return created


def due_messages(*, now: datetime, limit: int = 200) -> list[int]:
    """Ids of the messages to send; what came too late, or got stuck on the way, is marked and shown instead."""
    waiting = Message.objects.filter(state=Message.State.NEW)
    waiting.filter(not_after__lt=now).update(state=Message.State.FAILED, error="too late to be of use")
    Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=now - STUCK_AFTER).update(
        state=Message.State.UNKNOWN, error="the sender stopped while sending"
    )
    due = waiting.filter(not_before__lte=now).filter(Q(not_after=None) | Q(not_after__gte=now))
    return list(due.order_by("not_before").values_list("pk", flat=True)[:limit])


def send_message(*, message_id: int, now: datetime) -> bool:
    """Claim, send, and note it; False when another sender was first.

    The claim is committed before the mail server is asked: a crash in between leaves ``sending``, which
    becomes ``unknown``, and never a second mail.
    """
    with transaction.atomic():
        claimed = Message.objects.filter(pk=message_id, state=Message.State.NEW).update(
            state=Message.State.SENDING, claimed_at=now, attempts=F("attempts") + 1
        )
    if not claimed:
        return False
    message = Message.objects.select_related("recipient").get(pk=message_id)
    try:
        send_now(to=message.recipient.email, subject=message.subject, text=message.body_text, html=message.body_html)
    except OSError as error:  # smtplib's errors are OSErrors: refused before acceptance, so it may be tried again
        _give_back(message, error, now=now)
        return False
    Message.objects.filter(pk=message_id).update(state=Message.State.SENT, sent_at=now)
    return True


def _give_back(message: Message, error: OSError, *, now: datetime) -> None:
    final = message.attempts >= MAX_ATTEMPTS
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.FAILED if final else Message.State.NEW,
        error=f"{type(error).__name__}"[:200],
        not_before=now + timedelta(minutes=2**message.attempts),
    )
