"""How long messages are kept: the log answers "did I get it?" for a season, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from volunteers.people.models import Announcement, Message

KEPT = timedelta(days=180)
UNDER_WAY = (Message.State.NEW, Message.State.CLAIMED, Message.State.SENDING)


def forget_old_messages(*, now: datetime) -> int:
    Announcement.objects.filter(created_at__lt=now - KEPT).delete()
    return Message.objects.filter(not_before__lt=now - KEPT).exclude(state__in=UNDER_WAY).delete()[0]
