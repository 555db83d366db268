"""Shifts made, moved and cancelled; what people who signed up must know is told in the same breath."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from volunteers.people import audit
from volunteers.people.models import User
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import MeetingPlace, Shift, ShiftSeries, SignUp
from volunteers.shifts.reminders import withdraw_reminders
from volunteers.shifts.signups import promote_waiting
from volunteers.shifts.telling import tell_cancelled, tell_moved


class ShiftTerms(TypedDict):
    """What a shift says besides its time; what is left out keeps its value, or the model's own."""

    meeting_place: str
    places: int
    safety_phone: str
    safety_phone_2: NotRequired[str]
    place: NotRequired[MeetingPlace | None]
    wanted: NotRequired[int | None]


@transaction.atomic
def plan_shift(
    *,
    campaign: Campaign,
    starts_at: datetime,
    ends_at: datetime,
    series: ShiftSeries | None = None,
    **terms: Unpack[ShiftTerms],
) -> Shift:
    return Shift.objects.create(campaign=campaign, starts_at=starts_at, ends_at=ends_at, series=series, **terms)


@transaction.atomic
def change_shift(*, shift: Shift, starts_at: datetime, ends_at: datetime, **terms: Unpack[ShiftTerms]) -> None:
    """Move or rename a planned shift: reminders start anew, who goes is told, and new places go to who waits."""
    locked = _lock_planned(shift)
    _check_room(locked, terms["places"])
    old_start, old_place = locked.starts_at, locked.meeting_place
    locked.starts_at, locked.ends_at = starts_at, ends_at
    for name, value in terms.items():
        setattr(locked, name, value)
    locked.save()
    now = timezone.now()
    if old_start != starts_at:
        withdraw_reminders(sign_ups=list(locked.sign_ups.values_list("pk", flat=True)))
    if (old_start, old_place) != (starts_at, locked.meeting_place) and starts_at > now:
        # Only what a mail tells: a shift that turns out to have been elsewhere yesterday is no news.
        tell_moved(_involved(locked), old_starts_at=old_start, old_place=old_place, now=now)
    promote_waiting(locked, now=now)


@transaction.atomic
def cancel_shift(*, shift: Shift, by: User, reason: str = "") -> None:
    """The shift does not go on; everybody who goes or waits is told."""
    locked = _lock_planned(shift)
    locked.state = Shift.State.CANCELLED
    locked.save(update_fields=["state", "changed_at"])
    withdraw_reminders(sign_ups=list(locked.sign_ups.values_list("pk", flat=True)))
    now = timezone.now()
    if locked.starts_at > now:
        tell_cancelled(_involved(locked), now=now, reason=reason)
    audit.note(actor=by, organisation=locked.campaign.organisation, verb="cancelled shift", subject=shift.pk)


def _lock_planned(shift: Shift) -> Shift:
    rows = Shift.objects.select_related("campaign__organisation").select_for_update(of=("self",))
    locked = rows.get(pk=shift.pk)
    if locked.state != Shift.State.PLANNED:
        raise ShiftError(_("This shift has ended or was cancelled; it cannot be changed any more."))
    return locked


def _check_room(shift: Shift, places: int) -> None:
    going = shift.sign_ups.filter(state=SignUp.State.GOING, beyond_places=False).count()
    if places < going:
        raise ShiftError(_("%(n)d people have signed up already; give at least as many places.") % {"n": going})


def _involved(shift: Shift) -> list[SignUp]:
    rows = shift.sign_ups.filter(state__in=[SignUp.State.GOING, SignUp.State.WAITING], volunteer__is_active=True)
    return list(rows.select_related("volunteer__message_settings", "shift__campaign__organisation").order_by("pk"))
