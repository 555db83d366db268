"""Setting up a randomised comparison, starting it, ending it; and its talk, as the phone carries it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.utils import timezone

from canvass.campaigns.models import Campaign, Comparison
from canvass.core.keyring.ring import seal, unseal
from conversations.topics.models import GuideStep, GuideVersion

SEED_BYTES = 32
# Without a guide of its own the comparison talk has these lines: code, Dutch, English, logged afterwards.
PLAIN_STEPS = (
    ("permission", "Zeg wie je bent en wat je noteert", "Say who you are and what you note", False),
    ("number", "Vraag het begincijfer", "Ask the opening number", False),
    ("neutral", "Stel de neutrale vraag en luister", "Ask the neutral question and listen", True),
    ("more", "Vraag door over de buurt, niet over het thema", "Ask on about the neighbourhood, not the topic", True),
    ("thanks", "Bedank en geef het kaartje", "Say thanks and hand over the card", True),
)


class ComparisonStands(Exception):
    """It was started: what was set then stays, so that nobody can choose afterwards what suits."""


@dataclass(frozen=True)
class ComparisonPlan:
    question_nl: str
    question_en: str
    guide_version: GuideVersion | None
    share_percent: int
    follow_up_weeks: int
    min_answers: int


@transaction.atomic
def save_comparison(*, campaign: Campaign, plan: ComparisonPlan) -> Comparison:
    """Keep the set-up; nothing is drawn by it."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    if Comparison.objects.filter(campaign=campaign, started_at__isnull=False).exists():
        raise ComparisonStands
    comparison, _created = Comparison.objects.update_or_create(campaign=campaign, defaults=vars(plan))
    return comparison


@transaction.atomic
def start_comparison(*, campaign: Campaign) -> Comparison:
    """From now on every turf that is published has its arms drawn. Starting twice changes nothing."""
    comparison = Comparison.objects.select_for_update().get(campaign=campaign)
    if comparison.started_at is None:
        seed = secrets.token_bytes(SEED_BYTES)
        comparison.wrapped_seed = seal(seed, name=_name(comparison))
        comparison.seed_sha256 = hashlib.sha256(seed).hexdigest()
        comparison.started_at = timezone.now()
        comparison.save(update_fields=["wrapped_seed", "seed_sha256", "started_at"])
    return comparison


@transaction.atomic
def end_comparison(*, campaign: Campaign) -> Comparison:
    """Turf published from now on takes no part; doors that were drawn keep their arm, and answers still come in."""
    comparison = Comparison.objects.select_for_update().get(campaign=campaign, started_at__isnull=False)
    if comparison.ended_at is None:
        comparison.ended_at = timezone.now()
        comparison.save(update_fields=["ended_at"])
    return comparison


def seed_of(comparison: Comparison) -> bytes:
    """The secret of the lot; raises ``ValueError`` where it is gone, or not the one whose fingerprint was shown."""
    try:
        seed = unseal(bytes(comparison.wrapped_seed), name=_name(comparison))
    except InvalidTag:
        raise ValueError("the seed is gone") from None
    if hashlib.sha256(seed).hexdigest() != comparison.seed_sha256:
        raise ValueError("this is not the seed whose fingerprint was shown")
    return seed


def comparison_talk(campaign: Campaign) -> dict[str, Any] | None:
    """The talk of the comparison arm for the phone; None where no comparison was ever started."""
    comparison = Comparison.objects.filter(campaign=campaign, started_at__isnull=False).first()
    if comparison is None:
        return None
    question = {"nl": comparison.question_nl, "en": comparison.question_en or comparison.question_nl}
    return {"guide_version": comparison.guide_version_id, "question": question, "steps": _steps(comparison)}


def _steps(comparison: Comparison) -> list[dict[str, Any]]:
    if comparison.guide_version_id is None:
        return [{"code": code, "nl": nl, "en": en, "logged": logged} for code, nl, en, logged in PLAIN_STEPS]
    steps = GuideStep.objects.filter(version=comparison.guide_version_id)
    return [{"code": row.code, "nl": row.text_nl, "en": row.in_language("en"), "logged": row.logged} for row in steps]


def _name(comparison: Comparison) -> str:
    return f"comparison|{comparison.campaign_id}"
