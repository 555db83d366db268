"""What the matching may know of the people of an evening: evenings walked, languages, wishes. Read, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from volunteers.people.models import Profile
from volunteers.shifts.evening.matching import Pair, Walker, Wishes
from volunteers.shifts.models import DuoWish, Shift, SignUp


@dataclass(frozen=True)
class Came:
    """Of a person's evenings that are over: to how many they came. For coordinators, to judge experience by."""

    came: int = 0
    signed_up: int = 0


def came_before(volunteers: Collection[int]) -> dict[int, Came]:
    """Evenings of these people that are over and on which somebody called the roll; others say nothing."""
    ticked = SignUp.objects.filter(shift=OuterRef("shift"), checked_in_at__isnull=False)
    over = SignUp.objects.filter(
        Exists(ticked),
        volunteer__in=volunteers,
        state=SignUp.State.GOING,
        shift__state__in=[Shift.State.OPENED, Shift.State.CLOSED],
    )
    rows = over.values("volunteer").annotate(
        came=Count("pk", filter=Q(checked_in_at__isnull=False)), signed_up=Count("pk")
    )
    return {row["volunteer"]: Came(row["came"], row["signed_up"]) for row in rows}


def walkers(keys: Iterable[str]) -> list[Walker]:
    """The people behind keys such as v12 (a volunteer) and g3 (a guest of tonight, who has no account to log with)."""
    keys = sorted(keys)
    volunteers = [int(key[1:]) for key in keys if key.startswith("v")]
    came = came_before(volunteers)
    languages = dict(Profile.objects.filter(user__in=volunteers).values_list("user_id", "languages"))
    return [
        Walker(key, came.get(pk, Came()).came, frozenset(languages.get(pk, ())))
        if key.startswith("v")
        else Walker(key, can_log=False)
        for key in keys
        for pk in [int(key[1:])]
    ]


def wishes(shift: Shift, keys: Collection[str]) -> Wishes:
    """Those that people of this evening have about each other."""
    pks = [int(key[1:]) for key in keys if key.startswith("v")]
    rows = DuoWish.objects.filter(
        organisation=shift.campaign.organisation_id, wisher__in=pks, about__in=pks
    ).values_list("wisher_id", "about_id", "kind")
    asked = [(f"v{wisher}", f"v{about}", kind) for wisher, about, kind in rows]
    return Wishes(
        with_=frozenset((who, whom) for who, whom, kind in asked if kind == DuoWish.Kind.WITH),
        not_with=frozenset(Pair((who, whom)) for who, whom, kind in asked if kind == DuoWish.Kind.NOT_WITH),
    )
