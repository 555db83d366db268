from __future__ import annotations

from datetime import timedelta

from canvass.core.retention.rules import Data, Rule, register
from conversations.topics.models import WaitingFile

register(
    [
        Rule(
            ("topics.Item", "topics.Topic"),
            Data.WORK,
            "not deleted by itself; drafts can be thrown away, what nobody uses any more is put away",
            cares="nobody",
        ),
        Rule(
            ("topics.Correction",),
            Data.WORK,
            "not deleted: the record of what people were asked",
            cares="nobody",
        ),
        Rule(
            (
                "topics.Concern",
                "topics.Guide",
                "topics.GuideOffer",
                "topics.GuideStep",
                "topics.GuideVersion",
                "topics.ItemOffer",
                "topics.ItemVersion",
                "topics.Mark",
                "topics.Prejudice",
                "topics.SharedValue",
                "topics.Statement",
            ),
            Data.WORK,
            "the topic, guide or item goes",
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
