from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from canvass.core.retention.rules import Data, Rule, register
from conversations.insight.cards.limits import KEPT_FOR
from conversations.insight.ending import ended_campaigns
from conversations.insight.models import ApiToken, CanvasserCode, CardTry, Export, Reflection, ReminderContact

DAILY = "the daily look, in the morning"
SLACK = timedelta(days=2)
YEAR = timedelta(days=365)


def _codes(now: datetime) -> QuerySet[CanvasserCode]:
    return CanvasserCode.objects.filter(campaign__in=ended_campaigns(today=timezone.localdate(now - SLACK)))


def _moments(now: datetime) -> QuerySet[Reflection]:
    written = Reflection.objects.exclude(fine_moment=None, hard_moment=None)
    return written.filter(moments_until__lt=timezone.localdate(now - SLACK))


def _tokens(now: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(Q(revoked_at__lt=now - YEAR) | Q(expires_on__lt=timezone.localdate(now - YEAR)))


register(
    [
        Rule(
            ("insight.Conversation",),
            Data.OPINIONS,
            "the resident erases: nobody can tell whose the others are",
            cares="erasing by the resident's card",
        ),
        Rule(
            ("insight.StagedConversation",),
            Data.OPINIONS,
            "the weekly intake shuffles it among the others",
            cares="the weekly intake",
        ),
        Rule(
            (
                "insight.CanvasserCell",
                "insight.CodeCell",
                "insight.RatingCell",
                "insight.PublishedCanvasserCell",
                "insight.PublishedCodeCell",
                "insight.PublishedRatingCell",
                "insight.ShiftSummary",
            ),
            Data.OPINIONS,
            "sums: the resident erases and they are counted again; the published ones at the next intake",
        ),
        Rule(
            ("insight.FollowUpAnswer",),
            Data.OPINIONS,
            "the resident erases, or the campaign goes: three answers and a week",
        ),
        Rule(("insight.CardCode",), Data.SECRETS, "the campaign goes: a keyed hash of a card's code"),
        Rule(
            ("insight.ReminderContact",),
            Data.RESIDENTS,
            "the reminder is sent, at the latest after 90 days; encrypted",
            overdue=lambda now: ReminderContact.objects.filter(delete_after__lt=timezone.localdate(now - SLACK)),
            cares=DAILY,
        ),
        Rule(
            ("insight.CardTry",),
            Data.SECRETS,
            "a day: a keyed hash of a network, and how often it missed",
            overdue=lambda now: CardTry.objects.filter(hour__lt=now - KEPT_FOR - SLACK),
            cares=DAILY,
        ),
        Rule(
            ("insight.CanvasserCode",),
            Data.VOLUNTEERS,
            "nine days after the campaign's end, when its last shift is closed: which code is whose, as a keyed hash",
            overdue=_codes,
            cares=DAILY,
        ),
        Rule(
            ("insight.Reflection",),
            Data.VOLUNTEERS,
            "short texts 30 days, encrypted; two answers without a name until the campaign goes",
            overdue=_moments,
            cares="opening and closing shifts",
        ),
        Rule(
            ("insight.Export",),
            Data.WORK,
            "the file and its key three days, who asked for it and why a year",
            overdue=lambda now: Export.objects.filter(created_at__lt=now - YEAR, file_name=""),
        ),
        Rule(("insight.ApiToken",), Data.SECRETS, "a year after it ended", overdue=_tokens),
        Rule(
            ("insight.AnswerHour", "insight.ArmCount", "insight.DoorCount", "insight.DoorWeek"),
            Data.COUNTS,
            "the campaign goes",
        ),
        Rule(("insight.DebriefChoice",), Data.WORK, "the campaign goes"),
        Rule(("insight.ResidentDesk",), Data.WORK, "the organisation goes: where residents reach it"),
        Rule(("insight.Intake",), Data.COUNTS, "not deleted: a week, a number of rows and a digest", cares="nobody"),
    ]
)
