"""Holding streets for a campaign for some weeks, and letting go of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from canvass.campaigns.federation.errors import FederationError, TooLong
from canvass.campaigns.federation.resting import Face, weeks_between
from canvass.campaigns.models import Campaign, Reservation, ReservedFace
from canvass.places.areas import addresses_of
from canvass.places.models import Neighbourhood

# Long enough for a campaign's next round, too short to keep a town for oneself.
MOST_WEEKS = 8
# What publishing turf holds: two groups must not ring the same street in the same month.
WEEKS_OF_PUBLISHED = 4


@dataclass(frozen=True)
class Reserved:
    """How many block faces are held now, and how many could not be: others hold them. ``None``: nothing was free."""

    reservation: Reservation | None
    faces: int
    refused: int


@transaction.atomic
def reserve_neighbourhood(*, campaign: Campaign, neighbourhood: Neighbourhood, first: date, last: date) -> Reserved:
    """All block faces of a neighbourhood of the campaign, as far as no other group holds them in one of the weeks."""
    if not campaign.neighbourhoods.filter(pk=neighbourhood.pk).exists():
        raise FederationError
    if len(weeks_between(first, last)) > MOST_WEEKS:
        raise TooLong
    doors = addresses_of(neighbourhood).filter(segment__isnull=False)
    faces = set(doors.order_by().values_list("segment_id", "side").distinct())
    return hold_faces(campaign=campaign, neighbourhood=neighbourhood, faces=faces, first=first, last=last)


@transaction.atomic
def hold_faces(
    *,
    campaign: Campaign,
    neighbourhood: Neighbourhood,
    faces: Iterable[Face],
    first: date,
    last: date,
    by_publishing: bool = False,
) -> Reserved:
    """Whoever comes first has it: the database keeps one row per block face and week. A face is held whole or not."""
    wanted, weeks = set(faces), weeks_between(first, last)
    held = ReservedFace.objects.filter(segment_id__in={segment for segment, _side in wanted}, week__in=weeks)
    rows = held.values_list("segment_id", "side", "reservation__campaign__organisation")
    ours, others = set[Face](), set[Face]()
    for segment, side, organisation in rows:
        (ours if organisation == campaign.organisation_id else others).add((segment, side))
    free = sorted(wanted - others)
    if not free:
        return Reserved(None, 0, len(wanted))
    reservation = Reservation.objects.create(
        campaign=campaign, neighbourhood=neighbourhood, starts_on=first, ends_on=last, by_publishing=by_publishing
    )
    # Weeks that we held already stay with the reservation they came with; so does what another group took just now.
    ReservedFace.objects.bulk_create(
        (ReservedFace(reservation=reservation, segment_id=s, side=side, week=w) for s, side in free for w in weeks),
        ignore_conflicts=True,
        batch_size=2_000,
    )
    if not reservation.faces.exists():
        reservation.delete()
        return Reserved(None, len(wanted & ours), len(wanted & others))
    return Reserved(reservation, len(free), len(wanted) - len(free))


def last_day_held(campaign: Campaign, *, first: date) -> date:
    """Until when published turf is held: some weeks, within the campaign."""
    return max(first, min(campaign.ends_on, first + timedelta(weeks=WEEKS_OF_PUBLISHED) - timedelta(days=1)))


@transaction.atomic
def let_go(*, reservation: Reservation) -> None:
    """From now on other groups may plan there."""
    reservation.delete()


@transaction.atomic
def forget_past_reservations(*, today: date) -> int:
    """What was held a year ago says nothing any more. How many went."""
    past = Reservation.objects.filter(ends_on__lt=today - timedelta(days=365))
    return past.delete()[1].get("campaigns.Reservation", 0)
