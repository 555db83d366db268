"""What volunteers say of themselves after a shift: about us, never about residents."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from canvass.core.keyring.trigger import key_goes_along
from conversations.insight.models.conversations import ObservedShift
from volunteers.shifts.models import Shift


class Mood(models.TextChoices):
    LIGHT = "light", _("light")
    GOOD = "good", _("good")
    MIXED = "mixed", _("mixed")
    HEAVY = "heavy", _("heavy")


class Reflection(models.Model):
    """One volunteer's look back on one shift. Moments are short texts, encrypted, and go after 30 days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="reflections")
    # Keyed hash of shift and volunteer, so that one can put one's own answer right; gone when the shift is closed.
    volunteer_hash = models.BinaryField(max_length=32, null=True)
    mood = models.CharField(max_length=5, choices=Mood)
    shifted_in_me = models.CharField(max_length=7, choices=ObservedShift, blank=True)
    fine_moment = models.BinaryField(null=True)
    hard_moment = models.BinaryField(null=True)
    moments_until = models.DateField()

    class Meta:
        triggers = [
            key_goes_along("reflection", by="id", emptied="NEW.fine_moment IS NULL AND NEW.hard_moment IS NULL")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "volunteer_hash"],
                condition=Q(volunteer_hash__isnull=False),
                name="one_reflection_per_volunteer_and_shift",
            ),
            models.CheckConstraint(condition=Q(mood__in=["light", "good", "mixed", "heavy"]), name="mood_known"),
            models.CheckConstraint(
                condition=Q(shifted_in_me__in=["", "no", "little", "clear", "unknown"]), name="shifted_in_me_known"
            ),
        ]

    def __str__(self) -> str:
        return f"reflection on shift {self.shift_id}"


class DebriefChoice(models.Model):
    """Free text is off until a campaign turns it on."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="debrief_choice")
    moments_allowed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"debriefs of {self.campaign_id}"
