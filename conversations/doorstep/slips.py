"""Conversation slips: numbers and codes from paper, sealed at once under a random id. No door is anywhere near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from canvass.campaigns.models import Campaign
from conversations.doorstep.batch import Answer
from conversations.doorstep.bundle import official_area
from conversations.doorstep.inbox import store_sealed
from conversations.doorstep.keying import note_keying
from conversations.doorstep.keys import ensure_shift_key
from conversations.doorstep.sealing import seal_to
from conversations.topics.models import Concern, GuideStep, Prejudice, SharedValue, Statement
from volunteers.people.models import User
from volunteers.shifts.models import Assignment


@dataclass(frozen=True)
class SlipWords:
    """What a slip asks, in the words of the campaign."""

    statement: Statement
    values: Sequence[SharedValue]
    concerns: Sequence[Concern]
    prejudices: Sequence[Prejudice]
    steps: Sequence[GuideStep]


def slip_words(campaign: Campaign) -> SlipWords:
    statement = campaign.statement
    topic = statement.topic
    return SlipWords(
        statement=statement,
        values=list(SharedValue.objects.filter(organisation=topic.organisation_id, retired_at=None)),
        concerns=list(topic.concerns.filter(retired_at=None)),
        prejudices=list(topic.prejudices.filter(retired_at=None)),
        steps=list(GuideStep.objects.filter(version=campaign.guide_version_id, logged=True)),
    )


@transaction.atomic
def seal_slip(*, assignment: Assignment, walker: User, by: User, answers: dict[str, Any], now: datetime) -> Answer:
    """Into the inbox that nobody can read before the shift is opened, as a conversation of ``walker``."""
    shift = assignment.duo.shift
    key, row = ensure_shift_key(shift=shift), str(uuid4())
    talk = {
        "v": 1,
        "statement": shift.campaign.statement_id,
        "guide_version": shift.campaign.guide_version_id,
        "area": official_area(assignment.turf),
        **answers,
    }
    sealed = seal_to(bytes(key.public_key), associated=f"{walker.pk}|{shift.pk}|{row}", value=talk)
    note_keying("keyed in conversation slips", assignment=assignment, walker=walker, by=by, now=now)
    return store_sealed(user=walker, raw_items=[{"id": row, "shift": shift.pk, "sealed": sealed}], now=now)[0]
