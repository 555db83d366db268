"""Doors per arm, added when a shift closes: what the check on contact needs, and nothing about a single door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db.models import F

from canvass.campaigns.models import Campaign
from canvass.turf.arms import arms_of
from conversations.doorstep.models import OPENED_OUTCOMES, Outcome
from conversations.insight.doors import DoorResult
from conversations.insight.models import ArmCount


def count_arms(campaign: Campaign, results: Sequence[DoorResult]) -> None:
    """Call once per shift, inside the transaction that closes it."""
    arms = arms_of(campaign, [result.address_id for result in results])
    tried, opened, talked = Counter[str](), Counter[str](), Counter[str]()
    for result in results:
        arm = arms.get(result.address_id)
        if arm is None:
            continue
        tried[arm] += 1
        opened[arm] += result.outcome in OPENED_OUTCOMES
        talked[arm] += result.outcome == Outcome.CONVERSATION
    for arm in sorted(tried):
        row, _created = ArmCount.objects.select_for_update().get_or_create(campaign=campaign, arm=arm)
        ArmCount.objects.filter(pk=row.pk).update(
            tried=F("tried") + tried[arm], opened=F("opened") + opened[arm], talked=F("talked") + talked[arm]
        )
