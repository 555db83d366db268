from __future__ import annotations

from datetime import timedelta

from canvass.core.retention.rules import Data, Rule, register
from conversations.topics.models import WaitingFile

register(
    [
        Rule(
            (
                "topics.Concern",
                "topics.Correction",
                "topics.Guide",
                "topics.GuideOffer",
                "topics.GuideStep",
                "topics.GuideVersion",
                "topics.Item",
                "topics.ItemOffer",
                "topics.ItemVersion",
                "topics.Mark",
                "topics.Prejudice",
                "topics.SharedValue",
                "topics.Statement",
                "topics.Topic",
            ),
            Data.WORK,
            "the organisation goes",
        ),
        Rule(
            ("topics.LessonDone", "topics.Tick"),
            Data.VOLUNTEERS,
            "the account is deleted: that a lesson was done, never what was answered",
        ),
        Rule(
            ("topics.WaitingFile",),
            Data.WORK,
            "it is taken in, at the latest after a week",
            overdue=lambda now: WaitingFile.objects.filter(sent_at__lt=now - timedelta(days=7)),
        ),
    ]
)
