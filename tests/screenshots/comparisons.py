"""Comparisons for the pictures: one set up, one with too few answers, one that is done. Beside the demo's own doors."""

from __future__ import annotations

from typing import Any

from canvass.campaigns.comparisons import start_comparison
from canvass.campaigns.models import Campaign, Comparison
from conversations.insight.models import ArmCount
from tests.conversations.insight.comparison.trial import walk

QUESTION = {"question_nl": "Wat zou u in deze straat als eerste veranderen?", "follow_up_weeks": 6}


def comparisons(keys: dict[str, Any]) -> dict[str, Any]:
    fresh, done, early = (Campaign.objects.get(pk=keys[f"campaign_{name}"]) for name in ("fresh", "bare", "start"))
    Comparison.objects.get_or_create(campaign=fresh, defaults=QUESTION | {"min_answers": 400})
    _walked(done, share=50, talks=400, waves=(0, 1))
    # Another share, so that the two are not counted together.
    _walked(early, share=40, talks=110, waves=(0,))
    return {}


def _walked(campaign: Campaign, *, share: int, talks: int, waves: tuple[int, ...]) -> None:
    Comparison.objects.get_or_create(
        campaign=campaign, defaults=QUESTION | {"min_answers": 300, "share_percent": share}
    )
    start_comparison(campaign=campaign)
    if not ArmCount.objects.filter(campaign=campaign).exists():
        walk(campaign, talks=talks, waves=waves, effect=1.2, seed=campaign.pk)
