"""A walk and the door events of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canvass.places.models import Address
from conversations.doorstep.models.logged import Logged
from volunteers.shifts.models import Assignment, Shift


class Walk(models.Model):
    """One outing of one duo on one turf: out at, back at. Goes when its shift is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="walk")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="walks")
    out_at = models.DateTimeField(default=timezone.now)
    back_at = models.DateTimeField(null=True, blank=True)
    # The duo went on to another turf itself; a turf that a coordinator took back has no such time.
    went_on_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"walk of {self.assignment}"


class Outcome(models.TextChoices):
    """What one attempt at one door came to. No opinion, no name."""

    NOT_HOME = "not_home", _("not home")
    CONVERSATION = "conversation", _("conversation")
    COME_BACK = "come_back", _("no time now")
    NOT_INTERESTED = "not_interested", _("not interested")
    NO_SHARED_LANGUAGE = "no_shared_language", _("no shared language")
    DO_NOT_RING = "do_not_ring", _("do not ring again")
    STICKER = "sticker", _("sticker")
    NO_ADDRESS = "no_address", _("address does not exist")
    NO_ACCESS = "no_access", _("no access")
    UNSAFE = "unsafe", _("felt unsafe")


OPENED_OUTCOMES = (
    Outcome.CONVERSATION,
    Outcome.COME_BACK,
    Outcome.NOT_INTERESTED,
    Outcome.NO_SHARED_LANGUAGE,
    Outcome.DO_NOT_RING,
)


class DoorEvent(Logged):
    """One attempt at one door. A correction is a new event that names the one it supersedes."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="events")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="door_events")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome)
    # "undo" is an event too: it takes back the one it supersedes and says nothing new.
    taken_back = models.BooleanField(default=False)
    supersedes = models.UUIDField(null=True, blank=True)
    day_part = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="door_event_outcome_known"),
            models.UniqueConstraint(
                fields=["supersedes"], condition=Q(supersedes__isnull=False), name="door_event_superseded_once"
            ),
        ]
        indexes = [models.Index(fields=["shift", "address"], name="door_event_by_shift")]

    def __str__(self) -> str:
        return self.outcome
