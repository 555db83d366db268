"""A comparison that was walked: doors drawn, talks taken in, cards answered. Everything from one seed."""

from __future__ import annotations

import hashlib
import random
import uuid
from typing import Any

from canvass.campaigns.comparisons import start_comparison
from canvass.campaigns.models import Campaign, Comparison
from canvass.turf.arms import draw_arms
from conversations.insight.models import ArmCount, Conversation, FollowUpAnswer
from tests.factories import make_campaign, make_organisation, make_turf
from volunteers.people.models import Organisation

ARMS = ("conversation", "comparison")


def make_compared(*, umbrella: Organisation | None = None, **kwargs: Any) -> Campaign:
    """A campaign of a local group below an umbrella, its comparison on and one turf drawn."""
    umbrella = umbrella or make_organisation(kind="umbrella")
    campaign = make_campaign(organisation=make_organisation(parent=umbrella, kind="local"))
    fields = {"question_nl": "Wat vind je van de buurt?", "min_answers": 100}
    Comparison.objects.create(campaign=campaign, **fields | kwargs)
    start_comparison(campaign=campaign)
    draw_arms(plan=make_turf(campaign=campaign).plan)
    return Campaign.objects.get(pk=campaign.pk)


def walk(
    campaign: Campaign,
    *,
    talks: int = 160,
    answered: tuple[float, float] = (0.8, 0.8),
    talked: tuple[int, int] | None = None,
    effect: float = 2.0,
    waves: tuple[int, ...] = (0, 1),
    seed: int = 1,
) -> None:
    """`talks` in each arm, of which the shares `answered` answer; the conversation moves the number by `effect`."""
    chance = random.Random(seed)
    for arm, share, talks_counted in zip(ARMS, answered, talked or (talks, talks), strict=True):
        ArmCount.objects.create(campaign=campaign, arm=arm, tried=10 * talks, opened=3 * talks, talked=talks_counted)
        people = [_person(campaign, arm, chance) for _ in range(talks)]
        Conversation.objects.bulk_create(people)
        FollowUpAnswer.objects.bulk_create(
            FollowUpAnswer(
                campaign=campaign,
                code_hash=person.card_code_hash,
                arm=arm,
                wave=wave,
                number=_later(person, effect, chance),
                week="2026-W10",
            )
            for wave in waves
            for person in people[: round(talks * share)]
        )


def _person(campaign: Campaign, arm: str, chance: random.Random) -> Conversation:
    done = arm == "conversation" and chance.random() < 0.7
    return Conversation(
        campaign=campaign,
        statement=campaign.statement,
        guide_version=campaign.guide_version,
        area="BU1",
        area_level="neighbourhood",
        period="2026-W08",
        canvasser_code=uuid.uuid4(),
        opening=chance.randint(0, 10),
        steps=["story"] if done else ["neutral"],
        card_code_hash=hashlib.sha256(chance.randbytes(16)).digest(),
        arm=arm,
        intake=1,
    )


def _later(person: Conversation, effect: float, chance: random.Random) -> int:
    moved = effect if "story" in person.steps else 0.0
    return max(0, min(10, round((person.opening or 0) + moved + chance.gauss(0, 1))))
