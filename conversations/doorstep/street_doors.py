"""What is known now of the street doors of a route, and the notes on its places: of this evening and from before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from conversations.doorstep.models import (
    NOTE_LASTS,
    EntranceEvent,
    EntranceOutcome,
    EntranceState,
    NoteCode,
    NoteEvent,
    PlaceNote,
)
from volunteers.shifts.models import Shift


class Place(NamedTuple):
    """A door or a street door."""

    address: int | None
    entrance: int | None


class Note(NamedTuple):
    place: Place
    code: str


def entrances_now(shift: Shift, entrance_ids: Iterable[int]) -> dict[int, str]:
    """Whether one came in last time; only street doors that were tried."""
    ids = list(entrance_ids)
    known = EntranceState.objects.filter(campaign=shift.campaign_id, entrance__in=ids)
    last = dict(known.values_list("entrance_id", "last"))
    tonight = EntranceEvent.objects.filter(shift=shift, entrance__in=ids)
    return last | {pk: lasting(event.outcome) for pk, event in newest_entrances(tonight).items()}


def newest_entrances(events: Iterable[EntranceEvent]) -> dict[int, EntranceEvent]:
    return {event.entrance_id: event for event in sorted(events, key=lambda event: (event.corrected_at, event.pk))}


def lasting(outcome: str) -> str:
    """What stays of an outcome after the shift."""
    return EntranceState.Last.LET_IN if outcome == EntranceOutcome.LET_IN else EntranceState.Last.SHUT


def notes_now(shift: Shift, *, addresses: Iterable[int], entrances: Iterable[int]) -> dict[Note, date]:
    """Until when each note holds."""
    here = Q(address__in=list(addresses)) | Q(entrance__in=list(entrances))
    kept = PlaceNote.objects.filter(here, campaign=shift.campaign_id, until__gte=timezone.localdate())
    found = {Note(Place(row.address_id, row.entrance_id), row.code): row.until for row in kept}
    for note, event in newest_notes(NoteEvent.objects.filter(here, shift=shift)).items():
        if event.gone:
            found.pop(note, None)
        else:
            found[note] = holds_until(shift, note.code)
    return found


def newest_notes(events: Iterable[NoteEvent]) -> dict[Note, NoteEvent]:
    ordered = sorted(events, key=lambda event: (event.corrected_at, event.pk))
    return {Note(Place(event.address_id, event.entrance_id), event.code): event for event in ordered}


def holds_until(shift: Shift, code: str) -> date:
    """From the day of the shift, not of the tap; a campaign's notes end with it."""
    day = timezone.localtime(shift.starts_at).date()
    return min(day + NOTE_LASTS[NoteCode(code)], max(day, shift.campaign.ends_on))


def notes_as_json(notes: dict[Note, date], *, stops: dict[int, int]) -> list[dict[str, Any]]:
    """By place, the way the phone knows it; ``stops`` by address."""
    rows = []
    for note, until in sorted(notes.items(), key=lambda item: (item[0].place.entrance or 0, str(item[0]))):
        address, entrance = note.place
        place = {"entrance": entrance} if address is None else {"stop": stops[address]}
        rows.append(place | {"code": note.code, "until": until.isoformat()})
    return rows
