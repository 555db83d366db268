from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import Shift
from volunteers.shifts.reminders import withdraw_reminders


@transaction.atomic
def plan_shift(
    *,
    campaign: Campaign,
    starts_at: datetime,
    ends_at: datetime,
    meeting_place: str,
    places: int,
    safety_phone: str,
    safety_phone_2: str = "",
) -> Shift:
    return Shift.objects.create(
        campaign=campaign,
        starts_at=starts_at,
        ends_at=ends_at,
        meeting_place=meeting_place,
        places=places,
        safety_phone=safety_phone,
        safety_phone_2=safety_phone_2,
    )


@transaction.atomic
def change_shift(
    *,
    shift: Shift,
    starts_at: datetime,
    ends_at: datetime,
    meeting_place: str,
    places: int,
    safety_phone: str,
    safety_phone_2: str = "",
) -> None:
    """Move or rename a planned shift; reminders of the old time are withdrawn and queued anew."""
    locked = Shift.objects.select_for_update().get(pk=shift.pk)
    if locked.state != Shift.State.PLANNED:
        raise ShiftError(_("This shift has ended or was cancelled; it cannot be changed any more."))
    going = locked.sign_ups.filter(state="going").count()
    if places < going:
        raise ShiftError(_("%(n)d people have signed up already; give at least as many places.") % {"n": going})
    if locked.starts_at != starts_at:
        withdraw_reminders(sign_ups=list(locked.sign_ups.values_list("pk", flat=True)))
    locked.starts_at, locked.ends_at = starts_at, ends_at
    locked.meeting_place, locked.places = meeting_place, places
    locked.safety_phone, locked.safety_phone_2 = safety_phone, safety_phone_2
    locked.save()


@transaction.atomic
def cancel_shift(*, shift: Shift, by: User) -> None:
    locked = Shift.objects.select_for_update().get(pk=shift.pk)
    if locked.state != Shift.State.PLANNED:
        raise ShiftError(_("This shift has ended or was cancelled; it cannot be changed any more."))
    locked.state = Shift.State.CANCELLED
    locked.save(update_fields=["state"])
    withdraw_reminders(sign_ups=list(locked.sign_ups.values_list("pk", flat=True)))
    audit.note(actor=by, organisation=locked.campaign.organisation, verb="cancelled shift", subject=shift.pk)
