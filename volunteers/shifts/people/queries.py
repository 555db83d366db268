from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from volunteers.people.models import Membership, Organisation, Profile, Segment
from volunteers.people.spoken import PARTS, SPOKEN, WEEKDAYS
from volunteers.shifts.experience import with_experience
from volunteers.shifts.people.filters import PeopleFilter

PAGE = 50
LANGUAGE_NAMES = dict(SPOKEN)


@dataclass(frozen=True)
class PersonRow:
    """One line of the list. No address and no number: these are on the person's own page, which notes who looked."""

    membership: Membership
    walked: int
    last_seen: datetime | None
    languages: list[str]


@dataclass(frozen=True)
class SegmentLink:
    segment: Segment
    query: str
    current: bool


def people_of(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody in the group, with experience and the last time that we saw them: signed in, or at a shift."""
    members = Membership.objects.holding().filter(organisation=organisation, user__is_active=True)
    # PostgreSQL's GREATEST passes over what is not known.
    seen = with_experience(members).annotate(last_seen=Greatest(F("user__last_login"), F("last_walked")))
    return seen.select_related("user", "user__profile").order_by("user__name", "user__email")


def people_filter(organisation: Organisation, asked: Mapping[str, str]) -> PeopleFilter:
    return PeopleFilter(asked, queryset=people_of(organisation))


def people_page(found: PeopleFilter, *, page: str) -> tuple[Page[Membership], list[PersonRow]]:
    shown = Paginator(found.qs, PAGE).get_page(page)
    return shown, [_row(membership) for membership in shown]


def segment_links(organisation: Organisation, *, asked: Mapping[str, str]) -> list[SegmentLink]:
    segments = Segment.objects.filter(organisation=organisation).order_by("name")
    return [SegmentLink(each, urlencode(each.filters), each.filters == dict(asked)) for each in segments]


def addresses_of(found: PeopleFilter) -> list[str]:
    return list(found.qs.order_by("user__email").values_list("user__email", flat=True))


def language_names(profile: Profile | None) -> list[str]:
    return [str(LANGUAGE_NAMES.get(code, code)) for code in profile.languages] if profile else []


def week_of(profile: Profile) -> list[tuple[object, list[tuple[object, bool]]]]:
    """A row for each weekday, with each part of the day and whether the person can come then."""
    return [
        (weekday, [(name, profile.can_on(weekday=day, part=part)) for part, name in enumerate(PARTS)])
        for day, weekday in enumerate(WEEKDAYS)
    ]


def _row(membership: Membership) -> PersonRow:
    # Annotated by ``people_of``; a user without a profile has none to join.
    walked, seen = getattr(membership, "walked", 0), getattr(membership, "last_seen", None)
    return PersonRow(membership, walked, seen, language_names(getattr(membership.user, "profile", None)))
