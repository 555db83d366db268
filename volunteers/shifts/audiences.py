"""Groups that a coordinator may write to: who goes to a shift, who walks in a campaign, a saved search of people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from volunteers.people.messages.audiences import Audience, Row, register
from volunteers.people.models import Segment, User
from volunteers.people.policy import Verb, organisations_where
from volunteers.shifts.access import shifts_to_run
from volunteers.shifts.models import Shift, SignUp
from volunteers.shifts.people.queries import people_filter

# Long enough to ask after a left umbrella.
LOOK_BACK = timedelta(days=3)


def register_own() -> None:
    register(Audience("shift", _("Who goes to a shift"), _shifts, _going))
    register(Audience("campaign", _("Who walks in a campaign"), _campaigns, _walkers))
    register(Audience("segment", _("A saved search of people"), _segments, _matching))


def _shifts(user: User) -> Iterable[Row]:
    soon = shifts_to_run(user).filter(ends_at__gt=timezone.now() - LOOK_BACK).order_by("starts_at")
    for shift in soon:
        when = date_format(timezone.localtime(shift.starts_at), "D j M H:i")
        yield shift.pk, f"{when}, {shift.meeting_place} ({shift.campaign.name})", shift.campaign.organisation_id


def _going(key: int) -> QuerySet[User]:
    # A shift's list goes on after it was cancelled: those are the people to tell.
    return User.objects.filter(sign_ups__shift=key, sign_ups__state=SignUp.State.GOING)


def _campaigns(user: User) -> Iterable[Row]:
    groups = organisations_where(user, Verb.RUN_SHIFT).values("pk")
    running = Campaign.objects.filter(organisation__in=groups, ends_on__gte=timezone.localdate()).order_by("name")
    return [(row.pk, row.name, row.organisation_id) for row in running]


def _walkers(key: int) -> QuerySet[User]:
    signed_up = SignUp.objects.filter(shift__campaign=key, state=SignUp.State.GOING)
    return User.objects.filter(pk__in=signed_up.exclude(shift__state=Shift.State.CANCELLED).values("volunteer"))


def _segments(user: User) -> Iterable[Row]:
    groups = organisations_where(user, Verb.RUN_SHIFT).values("pk")
    segments = Segment.objects.filter(organisation__in=groups).select_related("organisation").order_by("name")
    return [(row.pk, f"{row.name} ({row.organisation.name})", row.organisation_id) for row in segments]


def _matching(key: int) -> QuerySet[User]:
    segment = Segment.objects.select_related("organisation").get(pk=key)
    found = people_filter(segment.organisation, segment.filters).qs
    return User.objects.filter(pk__in=found.order_by().values("user"))
