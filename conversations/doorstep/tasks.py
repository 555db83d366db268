from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from canvass.core.wall.scope import on_rounds
from conversations.doorstep import tidying


@shared_task
@on_rounds()
def tidy() -> None:
    tidying.tidy(now=timezone.now())
