"""What a restore of older data brings back, and can no longer be read."""

from __future__ import annotations

from datetime import datetime

from canvass.core.backup.erasures import puts_right
from canvass.core.models import Key
from conversations.doorstep.models import SealedConversation, ShiftKey


@puts_right("sealed conversations of shifts whose key was destroyed since")
def inbox_without_key(_now: datetime) -> int:
    alive = set(Key.objects.filter(pk__startswith="shift|").values_list("pk", flat=True))
    held = ShiftKey.objects.filter(wrapped_private_key__isnull=False).values_list("shift_id", flat=True)
    gone = [shift for shift in held if f"shift|{shift}" not in alive]
    ShiftKey.objects.filter(shift__in=gone).update(wrapped_private_key=None)
    return SealedConversation.objects.filter(shift__in=gone).delete()[0]
