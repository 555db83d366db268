"""The suggestion of turf for every duo that has none, from what the database knows, and giving it all at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext as _

from canvass.campaigns.federation.resting import Stretch, faces_taken
from canvass.turf.models import DoorState, Stop, Turf, TurfPlan
from canvass.turf.nearby import metres_between
from canvass.turf.queries import published_turfs
from volunteers.shifts.errors import ShiftError
from volunteers.shifts.evening.fitting import AGAINST, DuoNeeds, Point, TurfFacts, cost, points, suggest
from volunteers.shifts.models import Assignment, Duo, DuoMember, Shift
from volunteers.shifts.queries import turfs_in_hand


@dataclass(frozen=True)
class Option:
    """A free turf for one duo, with what speaks for and against it."""

    turf: Turf
    facts: TurfFacts
    points: Sequence[Point]

    @property
    def against(self) -> list[Point]:
        return [point for point in self.points if point in AGAINST]

    @property
    def metres(self) -> int | None:
        """To the nearest fifty: a straight line promises no more."""
        return None if self.facts.metres is None else round(self.facts.metres / 50) * 50


@dataclass(frozen=True)
class Choice:
    """What a duo without turf may get, the best first, and which of these is suggested."""

    duo: Duo
    names: Sequence[str]
    suggested: Option | None
    options: Sequence[Option]


@dataclass(frozen=True)
class HandOut:
    choices: Sequence[Choice]
    # Free and suggested to nobody: for when a turf turns out to be taken, closed, or done early.
    reserve: Sequence[Option]
    place_known: bool


def hand_out_choices(shift: Shift, *, today: date, most: int = 150) -> HandOut:
    duos = list(
        Duo.objects.filter(shift=shift)
        .exclude(pk__in=Assignment.objects.filter(duo__shift=shift, returned_at=None).values("duo"))
        .filter(Q(members__isnull=False) | Q(guests__isnull=False))
        .distinct()
        .prefetch_related(Prefetch("members", DuoMember.objects.select_related("volunteer__profile")), "guests")
    )
    turfs = free_turfs(shift)
    facts = _facts(shift, turfs, today)
    needs = _needs(duos)
    given = suggest([needs[duo.pk] for duo in duos], [facts[turf.pk] for turf in turfs])
    choices = []
    for duo in duos:
        options = [Option(turf, facts[turf.pk], points(needs[duo.pk], facts[turf.pk])) for turf in turfs]
        options.sort(key=lambda option, need=needs[duo.pk]: cost(need, option.facts))  # type: ignore[misc]
        first = next((option for option in options if option.turf.pk == given.get(duo.pk)), None)
        names = [str(member.volunteer) for member in duo.members.all()] + [guest.name for guest in duo.guests.all()]
        choices.append(Choice(duo, names, first, options[:most]))
    spare = [Option(turf, facts[turf.pk], ()) for turf in turfs if turf.pk not in given.values()]
    spare.sort(key=lambda option: cost(DuoNeeds(0), option.facts))
    return HandOut(choices, spare, shift.place is not None)


@transaction.atomic
def hand_out_all(*, shift: Shift, today: date) -> tuple[int, int]:
    """Every suggestion that nothing speaks against; returns how many duos got a turf, and how many wait for a word."""
    Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if shift.state != Shift.State.PLANNED:
        raise ShiftError(_("This shift is over or was cancelled."))
    choices = hand_out_choices(shift, today=today).choices
    good = [choice for choice in choices if choice.suggested and not choice.suggested.against]
    Assignment.objects.bulk_create(
        Assignment(duo=choice.duo, turf=choice.suggested.turf) for choice in good if choice.suggested
    )
    return len(good), len(choices) - len(good)


def free_turfs(shift: Shift) -> list[Turf]:
    """Published, and in nobody's hands; with what fitting asks of them."""
    stops = Stop.objects.filter(turf=OuterRef("pk")).order_by("position")
    upstairs = stops.order_by().filter(address__floor__gt=0).values("turf").annotate(n=Count("pk")).values("n")
    free = published_turfs(shift.campaign).exclude(pk__in=turfs_in_hand(campaign_id=shift.campaign_id))
    return list(
        free.defer("line", "outline", "plan__neighbourhood__geometry").annotate(
            first_door=Subquery(stops.values("address__point")[:1]),
            upstairs=Subquery(upstairs),
            walked_before=Exists(Assignment.objects.filter(turf=OuterRef("pk"))),
        )
    )


def _facts(shift: Shift, turfs: Sequence[Turf], today: date) -> dict[int, TurfFacts]:
    place = shift.place.point if shift.place else None
    clashes = _clashes(shift, turfs, today)
    found = {}
    for turf in turfs:
        first = turf.first_door  # type: ignore[attr-defined]
        metres = metres_between((place.x, place.y), (first.x, first.y)) if place and first else None
        found[turf.pk] = TurfFacts(
            turf.pk,
            metres,
            upstairs=turf.upstairs or 0,  # type: ignore[attr-defined]
            by_bike=turf.plan.profile == TurfPlan.Profile.BIKE,
            walked_before=turf.walked_before,  # type: ignore[attr-defined]
            clash=turf.pk in clashes,
        )
    return found


def _needs(duos: Collection[Duo]) -> Mapping[int, DuoNeeds]:
    found = {}
    for duo in duos:
        volunteers = [member.volunteer for member in duo.members.all()]
        known = [volunteer.profile for volunteer in volunteers if hasattr(volunteer, "profile")]
        reach = min((profile.max_km for profile in known if profile.max_km is not None), default=None)
        # A bike only if everybody said so; a guest of tonight said nothing.
        said = len(known) == len(volunteers) and not duo.guests.all()
        bikes = said and all(profile.bike for profile in known)
        found[duo.pk] = DuoNeeds(duo.pk, reach, all(profile.stairs for profile in known), bikes)
    return found


def _clashes(shift: Shift, turfs: Sequence[Turf], today: date) -> set[int]:
    """Turfs with a street side that another group rang at or holds; where we rang ourselves is ours."""
    stops = Stop.objects.filter(turf__in=turfs, address__segment__isnull=False).order_by()
    sides = list(stops.values_list("turf", "address__segment", "address__side").distinct())
    segments = {segment for _turf, segment, _side in sides}
    stretch = Stretch.of(shift.campaign, first=today)
    taken = faces_taken(campaign=shift.campaign, segments=segments, stretch=stretch) if segments else {}
    ours = DoorState.objects.filter(campaign=shift.campaign_id, address__segment__in={face[0] for face in taken})
    mine = set(ours.values_list("address__segment", "address__side").distinct()) if taken else set()
    return {turf for turf, *face in sides if tuple(face) in taken.keys() - mine}
