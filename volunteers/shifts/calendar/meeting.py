"""The meeting places of an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.gis.geos import Point
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers.people.models import Organisation
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.models import MeetingPlace, Shift


@dataclass(frozen=True)
class PlaceFacts:
    name: str
    # Degrees, WGS 84.
    longitude: float
    latitude: float
    accessible: bool | None
    covered: bool | None
    toilets: bool | None
    how_to_find: str


def add_place(*, organisation: Organisation, facts: PlaceFacts) -> MeetingPlace:
    return _save(MeetingPlace(organisation=organisation), facts)


@transaction.atomic
def change_place(*, place: MeetingPlace, facts: PlaceFacts) -> MeetingPlace:
    """A new name goes to the shifts to come as well; what has been keeps the words of then."""
    place = _save(place, facts)
    Shift.objects.filter(place=place, starts_at__gt=timezone.now()).update(meeting_place=place.name)
    return place


def remove_place(*, place: MeetingPlace) -> None:
    """Shifts keep its name in words."""
    place.delete()


def _save(place: MeetingPlace, facts: PlaceFacts) -> MeetingPlace:
    place.name, place.how_to_find = facts.name, facts.how_to_find
    place.point = Point(facts.longitude, facts.latitude, srid=4326)
    place.accessible, place.covered, place.toilets = facts.accessible, facts.covered, facts.toilets
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError as error:
        raise ShiftError(_("There is a meeting place of this name already.")) from error
    return place
