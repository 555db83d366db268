"""The only door to the people of a group; who may not look finds nothing."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from volunteers.people.models import Membership, Organisation, Segment, User
from volunteers.people.policy import Verb, organisations_where


def organisations_of_people(user: User) -> QuerySet[Organisation]:
    return organisations_where(user, Verb.SEE_PEOPLE)


def get_organisation_of_people(user: User, slug: str) -> Organisation:
    return get_object_or_404(organisations_of_people(user), slug=slug)


def get_person_to_see(user: User, membership_id: int) -> Membership:
    people = Membership.objects.holding().select_related("user__profile", "organisation")
    return get_object_or_404(people, pk=membership_id, organisation__in=organisations_of_people(user))


def get_segment_to_change(user: User, segment_id: int) -> Segment:
    segments = Segment.objects.select_related("organisation")
    return get_object_or_404(segments, pk=segment_id, organisation__in=organisations_of_people(user))
