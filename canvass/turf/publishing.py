"""From draft to published, or thrown away."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.turf.arms import draw_arms
from canvass.turf.drafts import NotADraft, locked_draft
from canvass.turf.models import Stop, TurfPlan
from canvass.turf.resting import hold_published

__all__ = ["NotADraft", "PlannedElsewhere", "discard_plan", "planned_elsewhere", "publish_plan"]


class PlannedElsewhere(NotADraft):
    """Doors of this draft are in turf of another area that was published meanwhile: divide it again."""


@transaction.atomic
def publish_plan(*, plan: TurfPlan, at: str | None = None) -> None:
    """From now on duos can be sent there; the version that was published before is replaced."""
    # One after the other within a campaign, so that no door is published twice.
    Campaign.objects.select_for_update().get(pk=plan.campaign_id)
    locked = locked_draft(plan.pk, at=at)
    if planned_elsewhere(locked).exists():
        raise PlannedElsewhere
    same_ground = TurfPlan.objects.filter(campaign_id=locked.campaign_id, neighbourhood_id=locked.neighbourhood_id)
    same_ground.filter(state=TurfPlan.State.PUBLISHED).update(state=TurfPlan.State.REPLACED)
    same_ground.filter(state=TurfPlan.State.DRAFT).exclude(pk=locked.pk).delete()
    locked.state, locked.published_at = TurfPlan.State.PUBLISHED, timezone.now()
    locked.save(update_fields=["state", "published_at"])
    draw_arms(plan=locked)
    hold_published(locked, today=timezone.localdate())


def planned_elsewhere(plan: TurfPlan) -> QuerySet[Stop]:
    """Stops of published turf of the campaign, in another area, at doors of this plan."""
    published = Stop.objects.filter(plan__campaign=plan.campaign_id, plan__state=TurfPlan.State.PUBLISHED)
    others = published.exclude(plan__neighbourhood=plan.neighbourhood_id)
    return others.filter(address__in=Stop.objects.filter(plan=plan).values("address"))


@transaction.atomic
def discard_plan(*, plan: TurfPlan) -> None:
    """Throw a draft away, and the draft that was kept to compare it with; what is published stays."""
    locked = locked_draft(plan.pk)
    TurfPlan.objects.filter(
        campaign_id=locked.campaign_id, neighbourhood_id=locked.neighbourhood_id, state=TurfPlan.State.DRAFT
    ).delete()
