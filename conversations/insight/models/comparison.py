"""What a randomised comparison leaves: counts per arm, and answers known by the card's code alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign

ARM_KNOWN = Q(arm__in=["conversation", "comparison"])


def _zero_to_ten(field: str) -> models.CheckConstraint:
    condition = Q(**{field: None}) | Q(**{f"{field}__range": (0, 10)})
    return models.CheckConstraint(condition=condition, name=f"follow_up_{field}_0_to_10")


class ArmCount(models.Model):
    """Doors per arm: tried, opened, talked. Written when a shift closes, when its results stand for good."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="arm_counts")
    arm = models.CharField(max_length=12)
    tried = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    talked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "arm"], name="one_arm_count"),
            models.CheckConstraint(condition=ARM_KNOWN, name="arm_count_arm_known"),
            models.CheckConstraint(
                condition=Q(opened__lte=models.F("tried"), talked__lte=models.F("opened")),
                name="arm_talked_within_opened_within_tried",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.arm} {self.tried}"


class FollowUpAnswer(models.Model):
    """Three numbers from a resident's own phone. No address, no conversation id, no time finer than the week."""

    class Wave(models.IntegerChoices):
        NOW = 0, _("right after")
        LATER = 1, _("weeks later")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    code_hash = models.BinaryField(max_length=32)
    arm = models.CharField(max_length=12)
    wave = models.PositiveSmallIntegerField(choices=Wave)
    # The campaign's statement; how sure one is of that number; whether one felt heard at the door.
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    sure = models.PositiveSmallIntegerField(null=True, blank=True)
    heard = models.PositiveSmallIntegerField(null=True, blank=True)
    week = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code_hash", "wave"], name="one_answer_per_card_and_wave"),
            models.CheckConstraint(condition=ARM_KNOWN, name="follow_up_arm_known"),
            models.CheckConstraint(condition=Q(wave__in=[0, 1]), name="follow_up_wave_known"),
            _zero_to_ten("number"),
            _zero_to_ten("sure"),
            _zero_to_ten("heard"),
            models.CheckConstraint(condition=Q(week__regex=r"^\d{4}-W\d{2}$"), name="follow_up_no_finer_than_a_week"),
        ]
        indexes = [models.Index(fields=["campaign", "wave"], name="follow_up_by_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.week}"
