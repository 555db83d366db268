from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Comparison
from canvass.places.models import Address
from canvass.turf.models.plans import Turf


class Arm(models.Model):
    """What a door gets in a randomised comparison, drawn before anybody rings. It never changes.

    ``turf`` is the block it was drawn in; when the doors are divided anew, the arm stays with the address.
    """

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", _("conversation")
        COMPARISON = "comparison", _("comparison")

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="arms")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    turf = models.ForeignKey(Turf, on_delete=models.CASCADE, related_name="+")
    arm = models.CharField(max_length=12, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison", "address"], name="one_arm_per_address"),
            models.CheckConstraint(condition=Q(arm__in=["conversation", "comparison"]), name="arm_known"),
        ]
        triggers = [pgtrigger.Protect(name="arm_never_changes", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"arm of {self.comparison_id}"
