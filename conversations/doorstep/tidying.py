"""What is kept for a time only, and goes when that time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conversations.doorstep.holding import forget_held
from conversations.doorstep.models import PlaceNote, SeenId
from conversations.doorstep.paper import forget_sheets
from volunteers.shifts.passes import forget_passes


@transaction.atomic
def tidy(*, now: datetime) -> None:
    today = timezone.localdate(now)
    forget_held(now=now)
    forget_sheets(now=now)
    forget_passes(now=now)
    PlaceNote.objects.filter(until__lt=today).delete()
    SeenId.objects.filter(expires_on__lt=today).delete()
