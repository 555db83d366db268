from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from canvass.core.retention.rules import Data, Rule, register
from conversations.doorstep.holding import HELD_FOR
from conversations.doorstep.models import (
    DoorEvent,
    EntranceEvent,
    HeldEntry,
    NoteEvent,
    PlaceNote,
    SafetyReport,
    SealedConversation,
    SeenId,
    ShiftKey,
    Walk,
)
from volunteers.shifts.models import Shift

HOURS = timedelta(hours=3)
CLOSES_WITHIN = timedelta(days=8)
TIDYING = "the hourly tidying at the door"
CLOSING = "closing a shift"


def _of_closed(model: type[Model], now: datetime) -> QuerySet[Model]:
    late = Q(shift__state=Shift.State.OPENED, shift__opened_at__lt=now - CLOSES_WITHIN)
    return model._default_manager.filter(Q(shift__state=Shift.State.CLOSED) | late)


def _keys(now: datetime) -> QuerySet[ShiftKey]:
    return ShiftKey.objects.filter(wrapped_private_key__isnull=False, destroy_after__lt=now - HOURS)


def _sealed(now: datetime) -> QuerySet[SealedConversation]:
    """A day for what phones send late, and what opens shifts by itself."""
    return SealedConversation.objects.filter(shift__ends_at__lt=now - timedelta(days=3))


register(
    [
        *(
            Rule(
                (model._meta.label,),
                Data.RESIDENTS,
                "the shift is closed, at the latest a week after it was opened",
                overdue=partial(_of_closed, model),
                cares=CLOSING,
            )
            for model in (DoorEvent, EntranceEvent, NoteEvent, Walk)
        ),
        Rule(("doorstep.EntranceState",), Data.RESIDENTS, "the campaign goes: let in or shut, and a date"),
        Rule(
            ("doorstep.PlaceNote",),
            Data.RESIDENTS,
            "its last day, 7 to 180 days after its shift: one of five codes",
            overdue=lambda now: PlaceNote.objects.filter(until__lt=timezone.localdate(now - HOURS)),
            cares=TIDYING,
        ),
        Rule(
            ("doorstep.HeldEntry",),
            Data.RESIDENTS,
            "the coordinator decides, at the latest after a week",
            overdue=lambda now: HeldEntry.objects.filter(received_at__lt=now - HELD_FOR - HOURS),
            cares=TIDYING,
        ),
        Rule(
            ("doorstep.SealedConversation",),
            Data.OPINIONS,
            "the shift is opened, at the latest twelve hours after its end; unreadable until then",
            overdue=_sealed,
            cares="opening a shift",
        ),
        Rule(
            ("doorstep.ShiftKey",),
            Data.SECRETS,
            "the private half: a day after the opening; the public half stays with the shift",
            overdue=_keys,
            cares="opening and closing shifts",
        ),
        Rule(
            ("doorstep.SeenId",),
            Data.HOUSE,
            "30 days: a hash of an entry's random id, so that a resend makes no double",
            overdue=lambda now: SeenId.objects.filter(expires_on__lt=timezone.localdate(now - HOURS)),
            cares=TIDYING,
        ),
        Rule(
            ("doorstep.SafetyReport",),
            Data.VOLUNTEERS,
            "a year after the call back",
            overdue=lambda now: SafetyReport.objects.filter(called_back_at__lt=now - timedelta(days=365)),
        ),
    ]
)
