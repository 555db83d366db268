"""What stays of a shift's street doors and notes: whether one came in, and until which day a note holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain

from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.doorstep.models import EntranceEvent, EntranceState, NoteEvent, PlaceNote
from conversations.doorstep.seen import remember_ids
from conversations.doorstep.street_doors import holds_until, lasting, newest_entrances, newest_notes
from volunteers.shifts.models import Shift


def collapse_places(*, shift: Shift, now: datetime) -> None:
    """Rewrite the events and delete them: no time, walk, person or id of a phone is left. Call inside a transaction."""
    entrances = list(EntranceEvent.objects.filter(shift=shift))
    notes = list(NoteEvent.objects.filter(shift=shift))
    keep_entrances(shift, newest_entrances(entrances).values())
    keep_notes(shift, newest_notes(notes).values())
    logged = ((str(event.pk), bytes(event.payload_hash)) for event in chain(entrances, notes))
    remember_ids(logged, now=now)
    EntranceEvent.objects.filter(shift=shift).delete()
    NoteEvent.objects.filter(shift=shift).delete()


def keep_entrances(shift: Shift, events: Iterable[EntranceEvent]) -> None:
    """In the order of the entrances, which is not that of the walk; a later evening's word stays."""
    campaign, day = shift.campaign, _day(shift)
    if not campaign.keeps_door_states:
        return
    rows = sorted(events, key=lambda event: event.entrance_id)
    known = EntranceState.objects.filter(campaign=campaign, entrance__in=[row.entrance_id for row in rows])
    newer = set(known.filter(on__gt=day).order_by("entrance").values_list("entrance_id", flat=True))
    EntranceState.objects.bulk_create(
        (_state(campaign, row, day) for row in rows if row.entrance_id not in newer),
        update_conflicts=True,
        unique_fields=["campaign", "entrance"],
        update_fields=["last", "on"],
    )


def keep_notes(shift: Shift, events: Iterable[NoteEvent]) -> None:
    for event in sorted(events, key=lambda event: (event.entrance_id or 0, event.address_id or 0, event.code)):
        kept = PlaceNote.objects.filter(
            campaign=shift.campaign, address=event.address_id, entrance=event.entrance_id, code=event.code
        )
        kept.delete()
        if not event.gone:
            _note(shift, event).save(force_insert=True)


def _state(campaign: Campaign, event: EntranceEvent, day: date) -> EntranceState:
    return EntranceState(campaign=campaign, entrance_id=event.entrance_id, last=lasting(event.outcome), on=day)


def _note(shift: Shift, event: NoteEvent) -> PlaceNote:
    return PlaceNote(
        campaign=shift.campaign,
        address_id=event.address_id,
        entrance_id=event.entrance_id,
        code=event.code,
        until=holds_until(shift, event.code),
    )


def _day(shift: Shift) -> date:
    return timezone.localtime(shift.starts_at).date()
