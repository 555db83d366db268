"""How many of those who sign up come: the organisation's own share, drawn towards one half while it is young."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from django.db.models import Count, Exists, OuterRef, Q

from volunteers.people.models import Organisation
from volunteers.shifts.models import Shift, SignUp

DEFAULT_SHARE = 0.5
# The default weighs like so many sign-ups: after about a hundred of one's own it hardly counts.
PRIOR = 20
# Nobody plans on the last of a hundred staying away, or on one in ten coming.
LEAST_SHARE = 0.2


@dataclass(frozen=True)
class ShowUp:
    signed_up: int
    came: int

    @property
    def share(self) -> float:
        return max(LEAST_SHARE, (self.came + DEFAULT_SHARE * PRIOR) / (self.signed_up + PRIOR))

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def is_own(self) -> bool:
        return self.signed_up > 0

    def expected(self, going: int) -> int:
        """How many of these come."""
        return round(going * self.share)

    def places_for(self, wanted: int) -> int:
        """How many places to give, so that about this many come."""
        return ceil(wanted / self.share)


def show_up_of(organisation: Organisation) -> ShowUp:
    """From shifts that are over and where somebody called the roll; one without any tick says nothing."""
    ticked = SignUp.objects.filter(shift=OuterRef("shift"), checked_in_at__isnull=False)
    over = SignUp.objects.filter(
        Exists(ticked),
        state=SignUp.State.GOING,
        shift__campaign__organisation=organisation,
        shift__state__in=[Shift.State.OPENED, Shift.State.CLOSED],
    )
    counts = over.aggregate(all=Count("pk"), came=Count("pk", filter=Q(checked_in_at__isnull=False)))
    return ShowUp(counts["all"], counts["came"])
