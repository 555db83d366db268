"""For an admin: what personal data there still is, when each of it goes, and who took what out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from canvass.core.wall.scope import looking_down
from conversations.doorstep.holding import HELD_FOR
from conversations.doorstep.models import DoorEvent, HeldEntry, SealedConversation, ShiftKey
from conversations.insight.closing import CLOSES_BY_ITSELF
from conversations.insight.models import (
    CanvasserCode,
    Export,
    Intake,
    Reflection,
    ReminderContact,
    StagedConversation,
)
from conversations.insight.opening import OPENS_BY_ITSELF
from volunteers.people.models import AuditEntry, Organisation
from volunteers.shifts.models import Shift

LATE_AFTER = timedelta(hours=1)
TAKEN_OUT = ("asked export", "downloaded export")
SHOWN = 30


@dataclass(frozen=True)
class Kept:
    """One kind of data: how much there is, and when the first of it goes. ``late``: it should have gone."""

    name: str
    why: str
    number: int
    goes: datetime | date | None
    late: bool


@dataclass(frozen=True)
class GuardBoard:
    organisation: Organisation
    kept: list[Kept]
    exports: list[Export]
    taken_out: list[AuditEntry]
    intake: Intake | None

    @property
    def late(self) -> int:
        return sum(row.late for row in self.kept)


def guard_board(organisation: Organisation, *, now: datetime) -> GuardBoard:
    """Of the organisation itself: what groups below keep, their own admins see."""
    with looking_down():  # whoever looks from above counts what is kept here, and reads nothing of it
        return _board(organisation, now)


def _board(organisation: Organisation, now: datetime) -> GuardBoard:
    campaigns = Campaign.objects.filter(organisation=organisation)
    shifts = Shift.objects.filter(campaign__in=campaigns)
    kept = [_sealed(shifts, now), _keys(shifts, now), _events(shifts, now)]
    kept += [_staged(campaigns), _codes(campaigns, timezone.localdate(now)), _moments(shifts, timezone.localdate(now))]
    kept += [_held(shifts, now), _contacts(campaigns, timezone.localdate(now)), _files(campaigns, now)]
    exports = Export.objects.filter(campaign__in=campaigns).select_related("campaign", "asked_by")
    audit = AuditEntry.objects.filter(organisation=organisation, verb__in=TAKEN_OUT).select_related("actor")
    return GuardBoard(
        organisation=organisation,
        kept=kept,
        exports=list(exports[:SHOWN]),
        taken_out=list(audit.order_by("-at")[:SHOWN]),
        intake=Intake.objects.order_by("-taken_at").first(),
    )


def _due(found: dict[str, Any], after: timedelta) -> datetime | None:
    first: datetime | None = found["first"]
    return first + after if first else None


def _row(name: str, why: str, number: int, goes: datetime | None, now: datetime) -> Kept:
    return Kept(name, why, number, goes, goes is not None and goes + LATE_AFTER < now)


def _sealed(shifts: QuerySet[Shift], now: datetime) -> Kept:
    found = SealedConversation.objects.filter(shift__in=shifts).aggregate(n=Count("pk"), first=Min("shift__ends_at"))
    why = _("Nobody can read them. They are opened when everyone is back, or by themselves 12 hours after the end.")
    return _row(_("Sealed conversations"), why, found["n"], _due(found, OPENS_BY_ITSELF), now)


def _keys(shifts: QuerySet[Shift], now: datetime) -> Kept:
    alive = ShiftKey.objects.filter(shift__in=shifts, wrapped_private_key__isnull=False)
    found = alive.aggregate(n=Count("pk"), first=Min("destroy_after"))
    why = _("Destroyed a day after opening, so that no backup of the inbox can ever be read.")
    return _row(_("Keys of shifts"), why, found["n"], _due(found, timedelta()), now)


def _events(shifts: QuerySet[Shift], now: datetime) -> Kept:
    events = DoorEvent.objects.filter(shift__in=shifts)
    opened = events.filter(shift__state=Shift.State.OPENED)
    found = opened.aggregate(first=Min("shift__opened_at"))
    why = _("What was tapped at each door, with times. Gone when the shift is closed, or a week after opening.")
    return _row(_("Door events"), why, events.count(), _due(found, CLOSES_BY_ITSELF), now)


def _staged(campaigns: QuerySet[Campaign]) -> Kept:
    number = StagedConversation.objects.filter(campaign__in=campaigns).count()
    why = _("Read, and waiting for the weekly intake, which shuffles them among the others.")
    return Kept(_("Conversations before their intake"), why, number, None, late=False)


def _codes(campaigns: QuerySet[Campaign], today: date) -> Kept:
    codes = CanvasserCode.objects.filter(campaign__in=campaigns)
    found = codes.aggregate(n=Count("pk"), first=Min("campaign__ends_on"))
    ended = codes.filter(campaign__ends_on__lt=today).exists()
    why = _("Which code is whose, as a keyed hash. Deleted at the campaign's end.")
    return Kept(_("Codes of canvassers"), why, found["n"], found["first"], late=ended)


def _moments(shifts: QuerySet[Shift], today: date) -> Kept:
    texts = Reflection.objects.filter(shift__in=shifts).exclude(fine_moment=None, hard_moment=None)
    found = texts.aggregate(n=Count("pk"), first=Min("moments_until"))
    late = found["first"] is not None and found["first"] < today
    why = _("What volunteers wrote of themselves, encrypted. Deleted after 30 days; never exported.")
    return Kept(_("Short texts of debriefs"), why, found["n"], found["first"], late=late)


def _held(shifts: QuerySet[Shift], now: datetime) -> Kept:
    found = HeldEntry.objects.filter(shift__in=shifts).aggregate(n=Count("pk"), first=Min("received_at"))
    why = _("Logged too late, or on turf taken back. A coordinator decides, or they go by themselves after a week.")
    return _row(_("Entries held apart"), why, found["n"], _due(found, HELD_FOR), now)


def _contacts(campaigns: QuerySet[Campaign], today: date) -> Kept:
    """When the first goes, used or not: a reminder is sent on its day, and its address is deleted before."""
    contacts = ReminderContact.objects.filter(campaign__in=campaigns)
    found = contacts.aggregate(n=Count("pk"), first=Min("remind_on"))
    why = _("Of residents who asked for one reminder, encrypted. Deleted when it is sent, at the latest after 90 days.")
    late = found["first"] is not None and found["first"] < today
    return Kept(_("E-mail addresses of residents"), why, found["n"], found["first"], late=late)


def _files(campaigns: QuerySet[Campaign], now: datetime) -> Kept:
    files = Export.objects.filter(campaign__in=campaigns).exclude(file_name="")
    found = files.aggregate(n=Count("pk"), first=Min("expires_at"))
    why = _("Deleted from the disk three days after they were asked for.")
    return _row(_("Files of exports"), why, found["n"], _due(found, timedelta()), now)
