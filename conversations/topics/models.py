from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import Organisation


class Bilingual(models.Model):
    """A short text in Dutch and English; Dutch is always there."""

    text_nl = models.CharField(_("text (Dutch)"), max_length=200)
    text_en = models.CharField(_("text (English)"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.in_language(get_language() or "nl")

    def in_language(self, language: str) -> str:
        return self.text_en if language.startswith("en") and self.text_en else self.text_nl


class Topic(Bilingual):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="topics")
    code = models.SlugField(max_length=40)

    class Meta:
        ordering = ["text_nl"]
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="topic_code_once")]


class Statement(Bilingual):
    """A statement with two labelled ends, 0-10. A published version never changes."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="statements")
    version = models.PositiveSmallIntegerField()
    low_nl = models.CharField(max_length=60)
    low_en = models.CharField(max_length=60, blank=True)
    high_nl = models.CharField(max_length=60)
    high_en = models.CharField(max_length=60, blank=True)
    # The direction that the campaign hopes for; shown to coordinators, never to a resident.
    hoped_direction = models.SmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "version"], name="statement_version_once"),
            models.CheckConstraint(condition=Q(hoped_direction__in=[-1, 1]), name="statement_direction_known"),
        ]


class SharedValue(Bilingual):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="shared_values")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="shared_value_once")]


class Concern(Bilingual):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="concerns")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["topic", "code"], name="concern_once")]


class Prejudice(Bilingual):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="prejudices")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name_plural = "prejudices"
        constraints = [models.UniqueConstraint(fields=["topic", "code"], name="prejudice_once")]


class Guide(Bilingual):
    """A conversation guide (gespreksgids) of a topic; its versions hold the steps."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="guides")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="guides")


class GuideVersion(models.Model):
    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guide", "version"], name="guide_version_once")]

    def __str__(self) -> str:
        return f"{self.guide} v{self.version}"


class GuideStep(Bilingual):
    """One line for the phone. ``code`` is what a conversation logs as having happened."""

    version = models.ForeignKey(GuideVersion, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    # Steps such as "introduce yourself" are prompts only; the logged ones appear after the talk.
    logged = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="guide_step_position_once"),
            models.UniqueConstraint(fields=["version", "code"], name="guide_step_code_once"),
        ]
