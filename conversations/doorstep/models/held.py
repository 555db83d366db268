"""Entries that wait for a coordinator: too late, or logged after the turf was taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.places.models import Entrance
from canvass.turf.models import Stop
from conversations.doorstep.models.logged import Logged
from volunteers.shifts.models import Assignment, Shift


class HeldKind(models.TextChoices):
    DOOR = "door", _("a door")
    UNDO = "undo", _("a door taken back")
    ENTRANCE = "entrance", _("a street door")
    NOTE = "note", _("a note")


class HeldEntry(Logged):
    """One checked entry in quarantine. Accepted, dropped, or gone by itself after a week."""

    class Reason(models.TextChoices):
        LATE = "late", _("the shift was closed")
        TAKEN_BACK = "taken_back", _("the turf had been taken back")

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="held_entries")
    reason = models.CharField(max_length=10, choices=Reason)
    kind = models.CharField(max_length=8, choices=HeldKind)
    stop = models.ForeignKey(Stop, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    entrance = models.ForeignKey(Entrance, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # The outcome of a door or street door, or the code of a note.
    outcome = models.CharField(max_length=20)
    day_part = models.CharField(max_length=9, blank=True)
    gone = models.BooleanField(default=False)
    supersedes = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HeldKind.values), name="held_kind_known"),
            models.CheckConstraint(condition=Q(reason__in=["late", "taken_back"]), name="held_reason_known"),
            models.CheckConstraint(
                condition=Q(stop=None, entrance__isnull=False) | Q(stop__isnull=False, entrance=None),
                name="held_at_one_place",
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="held_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome}"
