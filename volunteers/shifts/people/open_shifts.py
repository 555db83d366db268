"""The next shifts, as the public page of a group tells them to strangers."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from canvass.core.wall.scope import acting_for
from volunteers.people.joining.upcoming import OpenShift
from volunteers.people.models import Organisation
from volunteers.shifts.models import Shift, SignUp

MOST, AHEAD = 5, timedelta(weeks=6)


def next_open_shifts(organisation: Organisation) -> list[OpenShift]:
    now = timezone.now()
    coming = (
        Shift.objects.coming(now=now)
        .filter(campaign__organisation=organisation, starts_at__gt=now, starts_at__lt=now + AHEAD)
        .annotate(going=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.GOING)))
        .order_by("starts_at", "pk")
        .values_list("starts_at", "ends_at", "places", "going")
    )
    with acting_for(organisation.pk):
        rows = list(coming[:MOST])
    return [OpenShift(start, end, max(0, places - going)) for start, end, places, going in rows]
