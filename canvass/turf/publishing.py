"""From draft to published, and what one may still do to a draft."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from canvass.turf.models import Turf, TurfPlan


class NotADraft(Exception):
    """Published turf never changes; cut a new version instead."""


@transaction.atomic
def publish_plan(*, plan: TurfPlan) -> None:
    """From now on duos can be sent there; the version that was published before is replaced."""
    locked = _draft(plan.pk)
    TurfPlan.objects.filter(
        campaign_id=locked.campaign_id, neighbourhood_id=locked.neighbourhood_id, state=TurfPlan.State.PUBLISHED
    ).update(state=TurfPlan.State.REPLACED)
    locked.state, locked.published_at = TurfPlan.State.PUBLISHED, timezone.now()
    locked.save(update_fields=["state", "published_at"])


@transaction.atomic
def rename_turf(*, turf: Turf, name: str) -> None:
    _draft(turf.plan_id)
    turf.name = name
    turf.save(update_fields=["name"])


@transaction.atomic
def discard_plan(*, plan: TurfPlan) -> None:
    """Throw a draft away; what is published stays."""
    _draft(plan.pk).delete()


def _draft(plan_id: int) -> TurfPlan:
    """The plan, locked, so that nobody publishes what another is changing."""
    plan = TurfPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state != TurfPlan.State.DRAFT:
        raise NotADraft
    return plan
