"""Reports of feeling unsafe: a coordinator calls back, asks about the door, and closes the report.

A report holds a street at most. The door comes up on the phone call, is entered in the register if need be, and is
written down nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from canvass.campaigns.do_not_ring import record_wishes
from canvass.turf.models import Stop
from conversations.doorstep.errors import Refused
from conversations.doorstep.models import SafetyReport
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.models import DuoMember, Shift

# After this a report that nobody answered stands out.
CALL_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class ReportRow:
    report: SafetyReport
    # Whom to call: the one who reported, and the rest of the duo unless it is about them.
    partners: Sequence[User]
    is_overdue: bool


def reports_of(shift: Shift, *, now: datetime) -> list[ReportRow]:
    """Open ones first, the longest waiting on top."""
    reports = list(SafetyReport.objects.filter(shift=shift).select_related("owner", "called_back_by"))
    reports.sort(key=lambda report: (report.called_back_at is not None, report.reported_at))
    duos: dict[int, list[User]] = {}
    for member in DuoMember.objects.filter(shift=shift).select_related("volunteer"):
        duos.setdefault(member.duo_id, []).append(member.volunteer)
    beside = {
        person.pk: [other for other in people if other != person] for people in duos.values() for person in people
    }
    return [
        ReportRow(
            report=report,
            partners=[] if report.about == "duo" else beside.get(report.owner_id, []),
            is_overdue=report.called_back_at is None and now - report.reported_at > CALL_WITHIN,
        )
        for report in reports
    ]


def doors_to_name(report: SafetyReport) -> list[Stop]:
    """The doors that a report may be about, while the shift's ledger is open: of its street, on the duo's own turf."""
    if report.about == "duo" or report.shift.state == Shift.State.CLOSED:
        return []
    duo = DuoMember.objects.filter(shift=report.shift_id, volunteer=report.owner_id).values("duo")
    stops = Stop.objects.filter(turf__assignments__duo__in=duo).select_related("address").distinct()
    if report.street:
        stops = stops.filter(address__street=report.street)
    return sorted(stops, key=lambda stop: (stop.address.street, stop.address.number, stop.address.house_number))


@transaction.atomic
def close_report(*, report: SafetyReport, by: User, door: Stop | None, now: datetime) -> None:
    """Called back; ``door``: where nobody rings again. Of two coordinators the first to close it is the one noted."""
    locked = SafetyReport.objects.select_for_update(of=("self",)).select_related("shift__campaign__organisation")
    row = locked.get(pk=report.pk)
    if row.called_back_at is not None:
        raise Refused("closed_before", _("Somebody else closed this report just now."))
    if door is not None:
        if row.shift.state == Shift.State.CLOSED:
            raise Refused("shift_closed", _("The shift was closed; enter the door in the register yourself."))
        record_wishes(address_ids=[door.address_id], on=now.date())
    row.called_back_at, row.called_back_by = now, by
    row.save(update_fields=["called_back_at", "called_back_by"])
    # The log says that a door was decided on, never which.
    verb = "called back, door entered" if door is not None else "called back"
    audit.note(actor=by, organisation=row.shift.campaign.organisation, verb=verb, subject=f"report {row.pk}")
