"""What was said: staged, then taken in weekly. No address, turf, walk or user."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from conversations.topics.models import Concern, GuideVersion, Prejudice, Statement


class ObservedShift(models.TextChoices):
    NO = "no", _("no")
    LITTLE = "little", _("a little")
    CLEAR = "clear", _("clearly")
    UNKNOWN = "unknown", _("don't know")


class ConversationRecord(models.Model):
    """What was said. Staged until the weekly intake, which appends it to the conversations in random order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    guide_version = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="+")
    # Neighbourhood and ISO week where both are crowded enough; else district or municipality, and month.
    area = models.CharField(max_length=40)
    area_level = models.CharField(
        max_length=13, choices=[(n, n) for n in ("neighbourhood", "district", "municipality")]
    )
    period = models.CharField(max_length=8)
    canvasser_code = models.UUIDField()
    opening = models.PositiveSmallIntegerField(null=True, blank=True)
    closing = models.PositiveSmallIntegerField(null=True, blank=True)
    # Why a number is missing: "rather not say" or "not asked".
    opening_missing = models.CharField(max_length=10, blank=True)
    closing_missing = models.CharField(max_length=10, blank=True)
    shared_values = ArrayField(models.CharField(max_length=40), default=list, size=3)
    concern = models.ForeignKey(Concern, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    prejudice = models.ForeignKey(Prejudice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    observed_shift = models.CharField(max_length=7, choices=ObservedShift, blank=True)
    steps = ArrayField(models.CharField(max_length=40), default=list)
    minutes_bucket = models.CharField(max_length=5, blank=True)
    card_code_hash = models.BinaryField(max_length=32, null=True, blank=True)
    # By lot, in a randomised comparison only; the talk of the comparison arm is no conversation about the statement.
    arm = models.CharField(max_length=12, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(opening=None) | Q(opening__range=(0, 10)), name="%(class)s_opening_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(closing=None) | Q(closing__range=(0, 10)), name="%(class)s_closing_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(area_level__in=["neighbourhood", "district", "municipality"]),
                name="%(class)s_area_level_known",
            ),
            models.CheckConstraint(condition=Q(shared_values__len__lte=3), name="%(class)s_at_most_3_values"),
            models.CheckConstraint(condition=Q(arm__in=["", "conversation", "comparison"]), name="%(class)s_arm_known"),
            models.CheckConstraint(
                condition=Q(period__regex=r"^\d{4}-(W\d{2}|M\d{2})$"), name="%(class)s_no_finer_than_a_week"
            ),
            models.UniqueConstraint(
                fields=["card_code_hash"], condition=Q(card_code_hash__isnull=False), name="%(class)s_card_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.period}"


class StagedConversation(ConversationRecord):
    class Meta(ConversationRecord.Meta):
        pass


class Conversation(ConversationRecord):
    # The weekly intake that took it in: what published figures count up to.
    intake = models.PositiveIntegerField()

    class Meta(ConversationRecord.Meta):
        indexes = [
            models.Index(fields=["campaign", "intake"], name="conversation_by_campaign"),
            # For exports, slice by slice in the order of their random ids.
            models.Index(fields=["campaign", "id"], name="conversation_in_order"),
        ]


class Intake(models.Model):
    """One weekly intake: from then on its conversations count in what is published."""

    week = models.CharField(max_length=8, unique=True)
    taken_at = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveIntegerField()
    # Of the rollups at that moment: what is published must still have it.
    fingerprint = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.week


class CanvasserCode(models.Model):
    """One random code per volunteer and campaign; the volunteer's side is encrypted, deleted at the campaign's end."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    code = models.UUIDField(default=uuid.uuid4, unique=True)
    # Keyed hash of campaign and user id: without the key outside the database it leads to nobody.
    volunteer_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "volunteer_hash"], name="one_code_per_canvasser")]

    def __str__(self) -> str:
        return str(self.code)
