from __future__ import annotations

from datetime import datetime

from conversations.doorstep.models import SafetyReport
from volunteers.people import audit
from volunteers.people.models import User


def note_call_back(*, report: SafetyReport, by: User, now: datetime) -> None:
    """A coordinator called the volunteer back; the first to do so is the one noted."""
    changed = SafetyReport.objects.filter(pk=report.pk, called_back_at=None).update(
        called_back_at=now, called_back_by=by
    )
    if changed:
        organisation = report.shift.campaign.organisation
        audit.note(actor=by, organisation=organisation, verb="called back", subject=f"report {report.pk}")
