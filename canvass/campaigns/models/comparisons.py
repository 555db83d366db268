from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models.campaigns import Campaign
from canvass.core.keyring.trigger import key_goes_along
from conversations.topics.models import GuideVersion

# What was set before the first door was drawn stays as it was: only the end may be noted, once, and later that the
# lot was forgotten.
STAYS_AS_IT_WAS_STARTED = pgtrigger.Trigger(
    name="started_comparison_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__started_at__isnull=False),
    func="""
        IF OLD.ended_at IS NULL AND to_jsonb(OLD) - 'ended_at' = to_jsonb(NEW) - 'ended_at' THEN
            RETURN NEW;
        END IF;
        IF OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL
            AND to_jsonb(OLD) - ARRAY['ended_at', 'forgotten_at', 'drawn', 'wrapped_seed']
              = to_jsonb(NEW) - ARRAY['ended_at', 'forgotten_at', 'drawn', 'wrapped_seed']
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a started comparison never changes' USING ERRCODE = 'check_violation';
    """,
)


class Comparison(models.Model):
    """The conversation beside a neutral talk of the same length, by lot per address; off until it is started."""

    LEAST_ANSWERS = 100

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="comparison")
    question_nl = models.CharField(_("neutral question (Dutch)"), max_length=200)
    question_en = models.CharField(_("neutral question (English)"), max_length=200, blank=True)
    guide_version = models.ForeignKey(
        GuideVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="comparisons"
    )
    share_percent = models.PositiveSmallIntegerField(
        _("doors that get the conversation (%)"),
        default=50,
        validators=[MinValueValidator(20), MaxValueValidator(80)],
    )
    follow_up_weeks = models.PositiveSmallIntegerField(
        _("weeks until the second time"), default=6, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    min_answers = models.PositiveIntegerField(
        _("answers needed in each group"),
        default=400,
        validators=[MinValueValidator(LEAST_ANSWERS), MaxValueValidator(1_000_000)],
    )
    # Secret: whoever has it knows every arm. Its fingerprint is shown from the start, so that the lot can be checked.
    wrapped_seed = models.BinaryField(default=bytes)
    seed_sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # After the campaign the arms and the seed go; what stays is how many doors each arm had, and whether the lot stood:
    # {"conversation": 412, "comparison": 409, "stands": true}.
    forgotten_at = models.DateTimeField(null=True, blank=True)
    drawn = models.JSONField(default=dict, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share_percent__range=(20, 80)), name="comparison_share_20_to_80"),
            models.CheckConstraint(condition=Q(follow_up_weeks__range=(1, 52)), name="comparison_follows_in_a_year"),
            models.CheckConstraint(condition=Q(min_answers__gte=100), name="comparison_needs_100_answers"),
            models.CheckConstraint(
                condition=Q(started_at=None, seed_sha256="") | Q(started_at__isnull=False, seed_sha256__gt=""),
                name="comparison_started_has_a_seed",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")),
                name="comparison_ends_after_start",
            ),
        ]
        triggers = [
            STAYS_AS_IT_WAS_STARTED,
            key_goes_along("comparison", by="campaign_id", emptied="NEW.forgotten_at IS NOT NULL"),
        ]

    def __str__(self) -> str:
        return f"comparison of {self.campaign}"

    @property
    def question(self) -> str:
        english = (get_language() or "nl").startswith("en")
        return self.question_en if english and self.question_en else self.question_nl

    @property
    def is_drawing(self) -> bool:
        """Turf that is published now takes part."""
        return self.started_at is not None and self.ended_at is None
