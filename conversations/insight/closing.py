"""Closing a shift: its door events become door states and are deleted; no time, walk, user or order survives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from canvass.campaigns.do_not_ring import record_wishes
from canvass.campaigns.models import Campaign, NeighbourhoodVisit
from canvass.turf.models import DoorState
from conversations.doorstep.models import DoorEvent, Outcome, SealedConversation, ShiftKey, Walk
from conversations.doorstep.seen import remember_ids
from conversations.insight.comparison.counting import count_arms
from conversations.insight.debriefs.reflecting import forget_who
from conversations.insight.doors import DoorResult, add_door_counts, count_doors, door_results, iso_week
from conversations.insight.errors import InsightError
from conversations.insight.models import ShiftSummary
from conversations.insight.opening import unseal_inbox
from conversations.insight.places import collapse_places
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.models import Shift
from volunteers.shifts.presence import forget_times

AGAIN = frozenset({Outcome.NOT_HOME, Outcome.COME_BACK})
UNREACHABLE = frozenset({Outcome.NO_ADDRESS, Outcome.NO_ACCESS, Outcome.UNSAFE})
CLOSES_BY_ITSELF = timedelta(days=7)


@transaction.atomic
def close_shift(*, shift: Shift, by: User | None, now: datetime) -> None:
    locked = Shift.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=shift.pk)
    if locked.state == Shift.State.CLOSED:
        return
    if locked.state != Shift.State.OPENED:
        raise InsightError(_("First say that everyone is back."))
    results = door_results(locked)
    _count_latecomers(locked, results)
    count_arms(locked.campaign, results)
    summary = ShiftSummary.objects.get(shift=locked)
    unseal_inbox(shift=locked, summary=summary, now=now)
    _write_states(locked, results)
    collapse_places(shift=locked, now=now)
    _register_wishes(results, now=now)
    note_visits(results)
    events = DoorEvent.objects.filter(shift=locked)
    remember_ids(((str(pk), bytes(h)) for pk, h in events.values_list("pk", "payload_hash")), now=now)
    events.delete()
    Walk.objects.filter(shift=locked).delete()
    forget_who(locked)
    forget_times(shift=locked)
    locked.state, locked.closed_at = Shift.State.CLOSED, now
    locked.save(update_fields=["state", "closed_at"])
    audit.note(actor=by, organisation=locked.campaign.organisation, verb="closed shift", subject=locked.pk)


def due_to_close(*, now: datetime) -> list[Shift]:
    """Shifts whose debrief nobody closed: their door events have been kept long enough."""
    return list(Shift.objects.filter(state=Shift.State.OPENED, opened_at__lt=now - CLOSES_BY_ITSELF))


def destroy_old_keys(*, now: datetime) -> int:
    """Open what came late while the key still lives, then destroy it: backups of the inbox stay unreadable.

    A transaction per key: with several shifts in one it could wait for a shift that closes, and that one for it.
    """
    alive = ShiftKey.objects.filter(wrapped_private_key__isnull=False, destroy_after__lte=now)
    return sum(_destroy_key(shift_id, now=now) for shift_id in list(alive.values_list("shift_id", flat=True)))


@transaction.atomic
def _destroy_key(shift_id: int, *, now: datetime) -> bool:
    # The shift first, as in opening and closing.
    shift = Shift.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=shift_id)
    key = ShiftKey.objects.get(shift=shift)
    if key.wrapped_private_key is None:
        return False
    unseal_inbox(shift=shift, summary=ShiftSummary.objects.get(shift=shift), now=now)
    SealedConversation.objects.filter(shift=shift).delete()
    key.wrapped_private_key = None
    key.save(update_fields=["wrapped_private_key"])
    return True


def _count_latecomers(shift: Shift, results: list[DoorResult]) -> None:
    """Add what came in, or was corrected, between opening and closing."""
    summary = ShiftSummary.objects.get(shift=shift)
    before = Counter({(area, period, outcome): n for area, period, outcome, n in summary.counted})
    after = count_doors(results)
    change = Counter(after)
    change.subtract(before)
    add_door_counts(shift.campaign, change)
    summary.counted = [[*key, number] for key, number in sorted(after.items())]
    summary.save(update_fields=["counted"])


def _write_states(shift: Shift, results: list[DoorResult]) -> None:
    campaign = shift.campaign
    if not campaign.keeps_door_states:
        return
    known = DoorState.objects.filter(campaign=campaign, address_id__in=[r.address_id for r in results])
    # Locked in the order of writing, so that two shifts that close at once cannot lock each other out.
    before = dict(known.order_by("address_id").select_for_update().values_list("address_id", "passes"))
    # By address, so that the order of the rows says nothing about the order of the walk.
    rows = [
        door_state(campaign, result, passes=min(3, before.get(result.address_id, 0) + 1))
        for result in sorted(results, key=lambda r: r.address_id)
    ]
    DoorState.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["campaign", "address"],
        update_fields=["state", "passes", "day_part", "on"],
    )


def door_state(campaign: Campaign, result: DoorResult, *, passes: int) -> DoorState:
    state = _state(result.outcome, passes=passes, max_passes=campaign.max_passes)
    return DoorState(
        campaign=campaign,
        address_id=result.address_id,
        state=state,
        passes=passes,
        day_part=result.day_part if state == DoorState.State.AGAIN else "",
        on=result.on,
    )


def _state(outcome: Outcome, *, passes: int, max_passes: int) -> str:
    if outcome in AGAIN:
        return DoorState.State.UNREACHABLE if passes >= max_passes else DoorState.State.AGAIN
    return DoorState.State.UNREACHABLE if outcome in UNREACHABLE else DoorState.State.DONE


def _register_wishes(results: list[DoorResult], *, now: datetime) -> None:
    wishes = [result.address_id for result in results if result.outcome == Outcome.DO_NOT_RING]
    record_wishes(address_ids=wishes, on=now.date())


def note_visits(results: Sequence[DoorResult]) -> None:
    faces = {(r.segment_id, r.side, iso_week(r.on)) for r in results if r.segment_id}
    NeighbourhoodVisit.objects.bulk_create(
        (NeighbourhoodVisit(segment_id=s, side=side, week=week) for s, side, week in sorted(faces)),
        ignore_conflicts=True,
    )
