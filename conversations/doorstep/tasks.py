from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from conversations.doorstep import tidying


@shared_task
def tidy() -> None:
    tidying.tidy(now=timezone.now())
