"""Shifts as another system sees them: when, where and how many. Never who."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from conversations.insight.api.access import shifts_of
from conversations.insight.models import ApiToken
from volunteers.shifts.models import Shift, SignUp

PAGE = 100
FIELDS = (
    "id",
    "starts_at",
    "ends_at",
    "meeting_place",
    "state",
    "places",
    "changed_at",
    "going",
    "waiting",
    "checked_in",
    "campaign",
)


def page_of_shifts(
    token: ApiToken, *, start: date | None, end: date | None, campaign: int | None, changed: datetime | None, page: int
) -> dict[str, Any]:
    """``start`` and ``end`` are days, both included."""
    found = shifts_of(token)
    if start:
        found = found.filter(starts_at__gte=_midnight(start))
    if end:
        found = found.filter(starts_at__lt=_midnight(end + timedelta(days=1)))
    if campaign is not None:
        found = found.filter(campaign=campaign)
    if changed:
        found = found.filter(changed_at__gte=changed)
    count, first = found.count(), (page - 1) * PAGE
    items = list(shaped(found).order_by("starts_at", "pk")[first : first + PAGE])
    return {"items": items, "count": count, "next": page + 1 if first + PAGE < count else None}


def shaped(found: QuerySet[Shift]) -> QuerySet[Shift, dict[str, Any]]:
    going = Q(sign_ups__state=SignUp.State.GOING)
    counted = found.annotate(
        going=Count("sign_ups", filter=going),
        waiting=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.WAITING)),
        checked_in=Count("sign_ups", filter=going & Q(sign_ups__checked_in_at__isnull=False)),
    )
    return cast("QuerySet[Shift, dict[str, Any]]", counted.values(*FIELDS))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
