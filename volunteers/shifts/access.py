"""The only door to shifts; a foreign one answers like one that does not exist."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from canvass.campaigns.models import Campaign
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, organisations_where
from volunteers.shifts.models import Assignment, Duo, MeetingPlace, Shift, ShiftPass


def organisations_to_see(user: User) -> QuerySet[Organisation]:
    """Those whose shifts one sees."""
    return organisations_where(user, Verb.SEE_SHIFTS)


def shifts_to_see(user: User, organisations: QuerySet[Organisation] | None = None) -> QuerySet[Shift]:
    """Shifts of the organisations one belongs to; ``organisations`` where a page looked them up already."""
    allowed = organisations_to_see(user) if organisations is None else organisations
    return Shift.objects.filter(campaign__organisation__in=allowed.values("pk")).select_related(
        "campaign", "campaign__organisation", "place"
    )


def get_shift_to_see(user: User, shift_id: int) -> Shift:
    return get_object_or_404(shifts_to_see(user), pk=shift_id)


def shifts_to_run(user: User) -> QuerySet[Shift]:
    allowed = organisations_where(user, Verb.RUN_SHIFT).values("pk")
    shifts = Shift.objects.filter(campaign__organisation__in=allowed)
    return shifts.select_related("campaign", "campaign__organisation", "place")


def get_shift_to_run(user: User, shift_id: int) -> Shift:
    return get_object_or_404(shifts_to_run(user), pk=shift_id)


def get_campaign_to_run(user: User, campaign_id: int) -> Campaign:
    allowed = organisations_where(user, Verb.RUN_SHIFT).values("pk")
    return get_object_or_404(Campaign.objects.select_related("organisation"), pk=campaign_id, organisation__in=allowed)


def get_campaign_to_follow(user: User, campaign_id: int) -> Campaign:
    """A campaign whose shifts one sees."""
    allowed = organisations_where(user, Verb.SEE_SHIFTS).values("pk")
    return get_object_or_404(Campaign, pk=campaign_id, organisation__in=allowed)


def get_organisation_to_run(user: User, slug: str) -> Organisation:
    return get_object_or_404(organisations_where(user, Verb.RUN_SHIFT), slug=slug)


def get_place_to_run(user: User, place_id: int) -> MeetingPlace:
    allowed = organisations_where(user, Verb.RUN_SHIFT).values("pk")
    places = MeetingPlace.objects.select_related("organisation")
    return get_object_or_404(places, pk=place_id, organisation__in=allowed)


def get_person_to_run(user: User, shift_id: int, person_id: int) -> tuple[Shift, User]:
    """A shift, and somebody who signed up for it."""
    shift = get_shift_to_run(user, shift_id)
    return shift, get_object_or_404(User, pk=person_id, sign_ups__shift=shift, sign_ups__state="going")


def get_pass_to_watch(user: User, pass_id: UUID) -> ShiftPass:
    passes = ShiftPass.objects.select_related("volunteer", "shift")
    return get_object_or_404(passes, pk=pass_id, shift__in=shifts_to_run(user))


def get_duo_to_run(user: User, duo_id: int) -> Duo:
    return get_object_or_404(Duo.objects.select_related("shift"), pk=duo_id, shift__in=shifts_to_run(user))


def get_assignment_to_run(user: User, assignment_id: str) -> Assignment:
    return get_object_or_404(
        Assignment.objects.select_related("duo__shift", "turf"),
        pk=assignment_id,
        duo__shift__in=shifts_to_run(user),
    )
