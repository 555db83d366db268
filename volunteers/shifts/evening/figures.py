"""How many of those who sign up come, per shift and over the campaign: to plan with, not to judge anybody by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from canvass.campaigns.models import Campaign
from volunteers.shifts.calendar.showing_up import ShowUp
from volunteers.shifts.models import Shift, SignUp

# The newest on top; what lies further back says little about the next one.
SHOWN = 30
# For how many at the doors the advice is given.
WANTED = (8, 12, 20, 40)


@dataclass(frozen=True)
class Evening:
    starts_at: datetime
    meeting_place: str
    signed_up: int
    came: int


@dataclass(frozen=True)
class Figures:
    show_up: ShowUp
    evenings: Sequence[Evening]

    @property
    def advice(self) -> list[tuple[int, int]]:
        """(people wanted at the doors, sign-ups that this takes)."""
        return [(wanted, self.show_up.places_for(wanted)) for wanted in WANTED]


def figures_of(campaign: Campaign) -> Figures:
    """From shifts that are over and where somebody called the roll; no names, and one question."""
    going = Q(sign_ups__state=SignUp.State.GOING)
    rows = (
        Shift.objects.filter(campaign=campaign, state__in=[Shift.State.OPENED, Shift.State.CLOSED])
        .annotate(
            signed_up=Count("sign_ups", filter=going),
            came=Count("sign_ups", filter=going & Q(sign_ups__checked_in_at__isnull=False)),
        )
        .filter(came__gt=0)
        .order_by("-starts_at")
        .values_list("starts_at", "meeting_place", "signed_up", "came")
    )
    evenings = [Evening(*row) for row in rows]
    total = ShowUp(sum(one.signed_up for one in evenings), sum(one.came for one in evenings))
    return Figures(total, evenings[:SHOWN])
