"""A coordinator decides about held entries: accepted ones count as if they had come in time, dropped ones are gone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from conversations.doorstep.errors import Refused
from conversations.doorstep.models import HeldEntry
from conversations.doorstep.releasing import release
from conversations.doorstep.seen import remember_ids
from conversations.insight.entries.late import add_late
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.models import Shift


@dataclass(frozen=True)
class Decided:
    """How many were decided on; ``refused`` says why of those that could not be stored and still wait."""

    done: int
    refused: tuple[str, ...] = ()


@transaction.atomic
def accept_entries(*, shift: Shift, chosen: Collection[UUID] | None, by: User, now: datetime) -> Decided:
    """``chosen`` is None for all of them."""
    locked = Shift.objects.select_for_update(of=("self",)).select_related("campaign__organisation").get(pk=shift.pk)
    entries = list(_held(locked, chosen))
    if locked.state == Shift.State.CLOSED:
        add_late(shift=locked, entries=entries)
        _forget(entries, now=now)
        refused: list[str] = []
    else:
        refused = [reason for entry in entries if (reason := _release(entry))]
    return _decided("accepted held entries", locked, by, entries, refused)


@transaction.atomic
def drop_entries(*, shift: Shift, chosen: Collection[UUID] | None, by: User, now: datetime) -> Decided:
    """Gone for good; a resident's wish not to be rung was honoured when it came in, and stays."""
    entries = list(_held(shift, chosen))
    _forget(entries, now=now)
    return _decided("dropped held entries", shift, by, entries, [])


def _held(shift: Shift, chosen: Collection[UUID] | None) -> QuerySet[HeldEntry]:
    rows = (
        HeldEntry.objects.filter(shift=shift)
        if chosen is None
        else HeldEntry.objects.filter(shift=shift, pk__in=chosen)
    )
    related = rows.select_related("stop__address__neighbourhood", "assignment__duo__shift__campaign", "owner")
    return related.select_for_update(of=("self",)).order_by("corrected_at", "pk")


def _release(entry: HeldEntry) -> str:
    try:
        release(entry)
    except Refused as refusal:
        return refusal.text
    return ""


def _forget(entries: Collection[HeldEntry], *, now: datetime) -> None:
    remember_ids(((str(entry.pk), bytes(entry.payload_hash)) for entry in entries), now=now)
    HeldEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()


def _decided(verb: str, shift: Shift, by: User, entries: Collection[HeldEntry], refused: list[str]) -> Decided:
    done = len(entries) - len(refused)
    if done:
        audit.note(actor=by, organisation=shift.campaign.organisation, verb=verb, subject=f"shift {shift.pk}: {done}")
    return Decided(done, tuple(refused))
