"""A calendar worth looking at: meeting places on the map, a series of Saturdays, and a shift that people wait for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.demo.history import MEETING_PLACE
from canvass.demo.people import SAFETY_PHONE, Movement
from canvass.demo.places import SOURCE
from canvass.places.models import Address
from volunteers.shifts.calendar.meeting import PlaceFacts, add_place
from volunteers.shifts.calendar.repeating import every
from volunteers.shifts.calendar.series import plan_series
from volunteers.shifts.models import MeetingPlace, Shift
from volunteers.shifts.signups import sign_up

# Name, street and number of its door, how to find it, without steps, dry, toilets.
PLACES = (
    (MEETING_PLACE, "Marktstraat", 40, "De deur naast het terras. Bel aan bij de balie.", True, True, True),
    ("Bankje bij de kerk", "Kerkstraat", 1, "Onder de kastanje, aan de kant van het water.", True, False, False),
)
SATURDAY = 5
STARTS, ENDS = time(10, 30), time(13)
TIMES = 6
SEATS, PEOPLE = 4, 6


@transaction.atomic
def plan_calendar(*, campaign: Campaign, movement: Movement, now: datetime) -> int:
    """How many shifts are new: none where the group has its meeting places already."""
    if MeetingPlace.objects.filter(organisation=movement.group).exists():
        return 0
    places = [_place(movement, *facts) for facts in PLACES]
    today = timezone.localtime(now).date()
    first = today + timedelta(days=(SATURDAY - today.weekday() - 1) % 7 + 1)
    saturdays = plan_series(
        campaign=campaign,
        days=every(1, first=first, times=TIMES),
        starts=STARTS,
        ends=ENDS,
        every_weeks=1,
        meeting_place=places[1].name,
        place=places[1],
        wanted=SEATS,
        places=2 * SEATS,
        safety_phone=SAFETY_PHONE,
    )
    full = saturdays[1]
    Shift.objects.filter(pk=full.pk).update(places=SEATS)
    # Not the demo's own volunteer, who can put himself on the waiting list.
    for volunteer in movement.volunteers[1 : 1 + PEOPLE]:
        sign_up(shift=full, volunteer=volunteer, now=now)
    Shift.objects.filter(meeting_place=MEETING_PLACE, starts_at__gte=now).update(place=places[0])
    return len(saturdays)


def _place(
    movement: Movement, name: str, street: str, number: int, found: str, level: bool, dry: bool, toilets: bool
) -> MeetingPlace:
    doors = Address.objects.filter(source=SOURCE, street=street, retired_at=None)
    door = doors.filter(number=number).first() or doors.first() or Address.objects.filter(source=SOURCE)[0]
    return add_place(
        organisation=movement.group,
        facts=PlaceFacts(name, door.point.x, door.point.y, level, dry, toilets, found),
    )
