"""The words a conversation is logged with. A code never changes; what is no longer wanted retires."""

from __future__ import annotations

from django.db import models

from conversations.topics.freezing import LOCKED_CONCERN, LOCKED_PREJUDICE, LOCKED_VALUE
from conversations.topics.models.base import Bilingual
from conversations.topics.models.topics import Topic
from volunteers.people.models import Organisation


class Word(Bilingual):
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    # Phones offer it no longer; it still names what was logged before.
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "code"]


class SharedValue(Word):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="shared_values")

    class Meta(Word.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="shared_value_once")]
        triggers = [LOCKED_VALUE]


class Concern(Word):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="concerns")

    class Meta(Word.Meta):
        constraints = [models.UniqueConstraint(fields=["topic", "code"], name="concern_once")]
        triggers = [LOCKED_CONCERN]


class Prejudice(Word):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="prejudices")

    class Meta(Word.Meta):
        verbose_name_plural = "prejudices"
        constraints = [models.UniqueConstraint(fields=["topic", "code"], name="prejudice_once")]
        triggers = [LOCKED_PREJUDICE]
