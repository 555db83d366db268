from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from canvass.places.models import Address


class DoorState(models.Model):
    """What remains of a door after closing a shift: no time, walk, person or order."""

    class State(models.TextChoices):
        AGAIN = "again", _("again")
        DONE = "done", _("done")
        UNREACHABLE = "unreachable", _("unreachable")

    class DayPart(models.TextChoices):
        MORNING = "morning", _("morning")
        AFTERNOON = "afternoon", _("afternoon")
        EVENING = "evening", _("evening")

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="door_states")
    state = models.CharField(max_length=11, choices=State)
    passes = models.PositiveSmallIntegerField(default=1)
    day_part = models.CharField(max_length=9, choices=DayPart, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "address"], name="one_door_state_per_campaign"),
            models.CheckConstraint(condition=Q(state__in=["again", "done", "unreachable"]), name="door_state_known"),
            models.CheckConstraint(condition=Q(passes__range=(1, 3)), name="door_passes_1_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.state} ({self.passes})"
