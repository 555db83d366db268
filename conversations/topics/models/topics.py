from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conversations.topics.freezing import LOCKED_STATEMENT
from conversations.topics.models.base import Bilingual
from volunteers.people.models import Organisation


class TopicQuerySet(models.QuerySet["Topic"]):
    def live(self) -> TopicQuerySet:
        return self.filter(archived_at=None)


class Topic(Bilingual):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="topics")
    code = models.SlugField(max_length=40)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["text_nl"]
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="topic_code_once")]

    def in_use(self, today: date) -> bool:
        """A campaign about it has started: its words are part of what people answered."""
        return self.statements.filter(Q(locked_at__isnull=False) | Q(campaigns__starts_on__lte=today)).exists()


class StatementQuerySet(models.QuerySet["Statement"]):
    def with_use(self, today: date) -> StatementQuerySet:
        """Each with ``uses``, its campaigns, and ``started``, those whose first day has come."""
        return self.annotate(
            uses=Count("campaigns", distinct=True),
            started=Count("campaigns", distinct=True, filter=Q(campaigns__starts_on__lte=today)),
        )


class Statement(Bilingual):
    """A statement with two labelled ends, 0-10, in versions.

    Once a campaign with it has started it is locked: ends, direction and topic stay, and of the text only a spelling
    correction that stands in ``Correction`` word for word. A row beside it, instead of a flag on it, because the
    database can then compare what was recorded with what is written, and because the record of what people were asked
    must outlive the correction. ``locked_at`` is set by the database when a started campaign lets go of a statement.
    """

    class Direction(models.IntegerChoices):
        UP = 1, _("towards 10")
        DOWN = -1, _("towards 0")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="statements")
    version = models.PositiveSmallIntegerField()
    low_nl = models.CharField(max_length=60)
    low_en = models.CharField(max_length=60, blank=True)
    high_nl = models.CharField(max_length=60)
    high_en = models.CharField(max_length=60, blank=True)
    # The direction that the campaign hopes for; shown to coordinators, never to a resident.
    hoped_direction = models.SmallIntegerField(default=1, choices=Direction)
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "version"], name="statement_version_once"),
            models.CheckConstraint(condition=Q(hoped_direction__in=[-1, 1]), name="statement_direction_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="statement_versions_from_one"),
        ]
        triggers = [LOCKED_STATEMENT]

    def is_locked(self, today: date) -> bool:
        return self.locked_at is not None or self.campaigns.filter(starts_on__lte=today).exists()

    @property
    def low(self) -> str:
        return self._end(self.low_nl, self.low_en)

    @property
    def high(self) -> str:
        return self._end(self.high_nl, self.high_en)

    def _end(self, dutch: str, english: str) -> str:
        return english if english and (get_language() or "nl").startswith("en") else dutch
