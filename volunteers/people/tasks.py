from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from volunteers.people import mail


@shared_task
def send_messages() -> None:
    for message_id in mail.due_messages(now=timezone.now()):
        mail.send_message(message_id=message_id, now=timezone.now())
