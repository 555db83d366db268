"""Held entries of a shift that is closed: its events are gone, so states and counts are added to directly.

The same rule as at closing: the stronger outcome counts, and a door counts once an evening. Of a door that the shift
had counted only its state is left, so a stronger late outcome takes the place of the weakest that fits that state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from canvass.campaigns.do_not_ring import record_wishes
from canvass.turf.models import DoorState
from conversations.doorstep.models import DoorEvent, EntranceEvent, HeldEntry, HeldKind, NoteEvent, Outcome
from conversations.doorstep.states import current_events
from conversations.doorstep.street_doors import newest_entrances, newest_notes
from conversations.insight.closing import door_state, note_visits
from conversations.insight.comparison.counting import count_arms
from conversations.insight.doors import DoorResult, add_door_counts, iso_week, lock_door_counts, result_of
from conversations.insight.models import ShiftSummary
from conversations.insight.places import keep_entrances, keep_notes
from volunteers.shifts.models import Shift

State = DoorState.State
STRENGTH: dict[str, int] = {State.AGAIN: 1, State.UNREACHABLE: 2, State.DONE: 3}
MAY_HAVE_BEEN: dict[str, tuple[Outcome, ...]] = {
    State.AGAIN: (Outcome.NOT_HOME, Outcome.COME_BACK),
    State.UNREACHABLE: (Outcome.NO_ACCESS, Outcome.UNSAFE, Outcome.NO_ADDRESS, Outcome.NOT_HOME),
}
Counts = Counter[tuple[str, str, str]]


def add_late(*, shift: Shift, entries: Sequence[HeldEntry]) -> None:
    """Call inside a transaction that holds the shift."""
    doors = [_door(shift, entry) for entry in entries if entry.kind in (HeldKind.DOOR, HeldKind.UNDO)]
    _add_doors(shift, [result_of(event) for event in current_events(doors).values()])
    tried = [
        _entrance(shift, entry, entry.entrance_id) for entry in entries if entry.entrance_id and not _is_note(entry)
    ]
    keep_entrances(shift, newest_entrances(tried).values())
    notes = [_note(shift, entry) for entry in entries if _is_note(entry)]
    keep_notes(shift, newest_notes(notes).values())


def _add_doors(shift: Shift, results: Sequence[DoorResult]) -> None:
    campaign = shift.campaign
    # Counts before states, as at closing: of two that write to one campaign at once, one waits.
    lock_door_counts(campaign)
    summary = ShiftSummary.objects.select_for_update().get(shift=shift)
    counted: Counts = Counter({(area, week, outcome): n for area, week, outcome, n in summary.counted})
    known = DoorState.objects.filter(campaign=campaign, address_id__in=[r.address_id for r in results])
    before = {row.address_id: row for row in known.order_by("address_id").select_for_update()}
    added: Counts = Counter()
    fresh, rows = [], []
    for result in sorted(results, key=lambda r: r.address_id):
        state = before.get(result.address_id)
        if state is None or state.on != result.on:
            fresh.append(result)
            added[_key(result, result.outcome)] += 1
            rows.append(_later(shift, result, state))
        elif (now := _stronger(shift, result, state)) is not None:
            added.update(_moved(result, state, counted + added))
            rows.append(now)
    if campaign.keeps_door_states:
        _write(row for row in rows if row is not None)
    add_door_counts(campaign, added)
    counted.update(added)
    summary.counted = [[*key, number] for key, number in sorted(counted.items())]
    summary.save(update_fields=["counted"])
    count_arms(campaign, fresh)
    note_visits(results)
    wishes = [result.address_id for result in results if result.outcome == Outcome.DO_NOT_RING]
    record_wishes(address_ids=wishes, on=timezone.localdate())


def _later(shift: Shift, result: DoorResult, before: DoorState | None) -> DoorState | None:
    """A first state, or one more pass; what a later evening found stands."""
    passes = min(3, (before.passes if before else 0) + 1)
    if before is not None and before.on > result.on:
        before.passes = passes
        return before
    return door_state(shift.campaign, result, passes=passes)


def _stronger(shift: Shift, result: DoorResult, before: DoorState) -> DoorState | None:
    """The state of a door that was counted this evening already, if the late outcome is the stronger one."""
    now = door_state(shift.campaign, result, passes=before.passes)
    return now if STRENGTH[now.state] > STRENGTH[before.state] else None


def _moved(result: DoorResult, before: DoorState, counted: Counts) -> dict[tuple[str, str, str], int]:
    likely = MAY_HAVE_BEEN[before.state]
    order = reversed(likely) if before.day_part else iter(likely)
    was = next((outcome for outcome in order if counted[_key(result, outcome)] > 0), None)
    moved = {_key(result, result.outcome): 1}
    return moved if was is None else moved | {_key(result, was): -1}


def _key(result: DoorResult, outcome: Outcome) -> tuple[str, str, str]:
    return result.area, iso_week(result.on), outcome.value


def _write(rows: Iterable[DoorState]) -> None:
    DoorState.objects.bulk_create(
        (DoorState(**_fields(row)) for row in rows),
        update_conflicts=True,
        unique_fields=["campaign", "address"],
        update_fields=["state", "passes", "day_part", "on"],
    )


def _fields(row: DoorState) -> dict[str, str | int | date]:
    names = ("campaign_id", "address_id", "state", "passes", "day_part", "on")
    return {name: getattr(row, name) for name in names}


def _common(shift: Shift, entry: HeldEntry) -> dict[str, object]:
    return {"id": entry.pk, "owner_id": entry.owner_id, "shift": shift, "corrected_at": entry.corrected_at}


def _door(shift: Shift, entry: HeldEntry) -> DoorEvent:
    """As it would have stood in the ledger; never saved."""
    return DoorEvent(
        **_common(shift, entry),
        address=entry.stop.address if entry.stop else None,
        outcome=entry.outcome,
        day_part=entry.day_part,
        taken_back=entry.kind == HeldKind.UNDO,
        supersedes=entry.supersedes,
    )


def _is_note(entry: HeldEntry) -> bool:
    return entry.kind == HeldKind.NOTE


def _entrance(shift: Shift, entry: HeldEntry, entrance_id: int) -> EntranceEvent:
    return EntranceEvent(**_common(shift, entry), entrance_id=entrance_id, outcome=entry.outcome)


def _note(shift: Shift, entry: HeldEntry) -> NoteEvent:
    return NoteEvent(
        **_common(shift, entry),
        address_id=entry.stop.address_id if entry.stop else None,
        entrance_id=entry.entrance_id,
        code=entry.outcome,
        gone=entry.gone,
    )
