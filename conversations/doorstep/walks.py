"""Storing when a duo went out and came back, and what a volunteer reports."""

from __future__ import annotations

from django.utils.translation import gettext as _

from canvass.turf.models import Stop
from conversations.doorstep.batch import CREATED, DUPLICATE, Batch
from conversations.doorstep.errors import Refused
from conversations.doorstep.items import OUT, Item
from conversations.doorstep.models import SafetyReport, Walk
from volunteers.shifts.models import Assignment, Shift
from volunteers.shifts.presence import check_out


def store_walk(batch: Batch, item: Item, assignment: Assignment) -> str:
    """Out at the first, back at the last that anybody of the duo says."""
    if assignment.duo.shift.state == Shift.State.CLOSED:
        return DUPLICATE
    moment = batch.moment(item)
    defaults = {"shift": assignment.duo.shift, "out_at": moment}
    walk, made = Walk.objects.get_or_create(assignment=assignment, defaults=defaults)
    if item.kind == OUT:
        return CREATED if made else DUPLICATE
    # Who went on to another turf is not back at the meeting place.
    if walk.went_on_at is None:
        check_out(shift=assignment.duo.shift, volunteer=batch.user, now=moment)
    if walk.back_at is not None and walk.back_at >= moment:
        return DUPLICATE
    Walk.objects.filter(pk=walk.pk).update(back_at=moment)
    return CREATED


def store_report(batch: Batch, item: Item, assignment: Assignment) -> str:
    stops = Stop.objects.filter(turf_id=assignment.turf_id).select_related("address")
    stop = stops.filter(pk=item.stop).first() if item.stop and item.about != "duo" else None
    report = SafetyReport(
        id=item.id,
        shift=assignment.duo.shift,
        owner=batch.user,
        about=item.about,
        # Street level: the report outlives the door ledger.
        street=stop.address.street if stop else "",
    )
    before = SafetyReport.objects.filter(pk=item.id).first()
    if before is None:
        SafetyReport.objects.bulk_create([report], ignore_conflicts=True)
        return CREATED
    if (before.owner_id, before.about) != (batch.user.pk, item.about):
        raise Refused("id_reused", _("Another entry was stored under this number."))
    return DUPLICATE
