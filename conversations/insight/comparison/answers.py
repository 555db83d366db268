"""What residents answer on their own phone, by the code on their card: three numbers, now and some weeks later.

The code leads to the conversation's row, and that row has no address: nothing here knows a door.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from canvass.campaigns.models import Campaign, Comparison
from conversations.insight.doors import iso_week
from conversations.insight.errors import InsightError
from conversations.insight.models import Conversation, FollowUpAnswer, StagedConversation

QUESTIONS = ("number", "sure", "heard")
NOW, LATER = FollowUpAnswer.Wave.NOW, FollowUpAnswer.Wave.LATER


class NothingAsked(InsightError):
    """No conversation with this code takes part in a comparison, or this is not the time to ask."""


class WrongAnswer(InsightError):
    """Not a whole number from 0 to 10, or a question that was never asked."""


@dataclass(frozen=True)
class FollowUp:
    """What the card's page may ask now. ``wave`` is None when nothing is open (``opens_on`` says from when)."""

    campaign: Campaign
    wave: int | None
    answered: frozenset[int]
    opens_on: date


def follow_up_of(*, code_hash: bytes, today: date) -> FollowUp | None:
    """None where nothing was asked or ever will be: no comparison, or no conversation opened with this code yet."""
    talk = _talk(code_hash)
    if talk is None:
        return None
    campaign, weeks = talk.campaign, _weeks(talk.campaign)
    if not talk.arm or weeks is None:
        return None
    answered = frozenset(FollowUpAnswer.objects.filter(code_hash=code_hash).values_list("wave", flat=True))
    opens_on = last_day(talk.period) + timedelta(weeks=weeks)
    wave = LATER if today >= opens_on else NOW
    return FollowUp(campaign, None if wave in answered else int(wave), answered, opens_on)


@transaction.atomic
def record_answer(*, code_hash: bytes, wave: int, answers: Mapping[str, int | None]) -> FollowUpAnswer:
    """Keep or correct the three numbers of one wave; only the wave that is open now."""
    today = timezone.localdate()
    asked = follow_up_of(code_hash=code_hash, today=today)
    talk = _talk(code_hash)
    if asked is None or talk is None or wave not in FollowUpAnswer.Wave.values:
        raise NothingAsked
    if (wave == LATER) != (today >= asked.opens_on):
        raise NothingAsked
    row, _created = FollowUpAnswer.objects.update_or_create(
        code_hash=code_hash,
        wave=wave,
        defaults={"campaign": talk.campaign, "arm": talk.arm, "week": iso_week(today), **_checked(answers)},
    )
    return row


@transaction.atomic
def forget_answers(*, code_hash: bytes) -> int:
    """A resident erases: the answers go with the conversation. Returns how many went."""
    return FollowUpAnswer.objects.filter(code_hash=code_hash).delete()[0]


def last_day(period: str) -> date:
    """The last day of an ISO week (2026-W09) or month (2026-M03): no conversation of it was later."""
    year, part, number = int(period[:4]), period[5], int(period[6:])
    if part == "W":
        return date.fromisocalendar(year, number, 7)
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _checked(answers: Mapping[str, int | None]) -> dict[str, int | None]:
    if set(answers) - set(QUESTIONS):
        raise WrongAnswer
    for answer in answers.values():
        if answer is not None and (type(answer) is not int or not 0 <= answer <= 10):
            raise WrongAnswer
    return {question: answers.get(question) for question in QUESTIONS}


def _talk(code_hash: bytes) -> Conversation | StagedConversation | None:
    taken = Conversation.objects.filter(card_code_hash=code_hash).select_related("campaign__statement").first()
    if taken:
        return taken
    return StagedConversation.objects.filter(card_code_hash=code_hash).select_related("campaign__statement").first()


def _weeks(campaign: Campaign) -> int | None:
    rows = Comparison.objects.filter(campaign=campaign, started_at__isnull=False)
    return rows.values_list("follow_up_weeks", flat=True).first()
