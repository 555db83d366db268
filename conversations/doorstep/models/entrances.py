"""Street doors with an outcome of their own, and notes on a place that the next duo is glad of."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from canvass.places.models import Address, Entrance
from conversations.doorstep.models.logged import Logged
from conversations.doorstep.models.walks import Walk
from volunteers.shifts.models import Shift


class EntranceOutcome(models.TextChoices):
    """What came of one attempt at a street door or its intercom."""

    LET_IN = "let_in", _("let in")
    SILENT = "silent", _("nobody answered the intercom")
    REFUSED = "refused", _("not let in")
    NO_ACCESS = "no_access", _("no access")


class EntranceEvent(Logged):
    """One attempt at a street door; the newest of a shift counts."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="+")
    entrance = models.ForeignKey(Entrance, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=EntranceOutcome)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=EntranceOutcome.values), name="entrance_event_outcome_known"
            ),
        ]
        indexes = [models.Index(fields=["shift", "entrance"], name="entrance_event_by_shift")]

    def __str__(self) -> str:
        return self.outcome


class EntranceState(models.Model):
    """What remains of a street door after closing: whether the last duo came in. No time, walk or person."""

    class Last(models.TextChoices):
        LET_IN = "let_in", _("let in")
        SHUT = "shut", _("stayed shut")

    entrance = models.ForeignKey(Entrance, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    last = models.CharField(max_length=6, choices=Last)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "entrance"], name="one_entrance_state_per_campaign"),
            models.CheckConstraint(condition=Q(last__in=["let_in", "shut"]), name="entrance_state_known"),
        ]

    def __str__(self) -> str:
        return self.last


class NoteCode(models.TextChoices):
    BELL_BROKEN = "bell_broken", _("bell broken")
    LIFT_OUT = "lift_out", _("lift out of order")
    DOOR_LOCKED = "door_locked", _("street door locked")
    BUILDING_WORKS = "building_works", _("building works")
    DOG = "dog", _("dog")


# How long a note is worth reading, from the day of its shift.
NOTE_LASTS = {
    NoteCode.BELL_BROKEN: timedelta(days=90),
    NoteCode.LIFT_OUT: timedelta(days=7),
    NoteCode.DOOR_LOCKED: timedelta(days=14),
    NoteCode.BUILDING_WORKS: timedelta(days=60),
    NoteCode.DOG: timedelta(days=180),
}


class OnePlace(models.Model):
    """At a door or at a street door: exactly one of the two."""

    address = models.ForeignKey(Address, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    entrance = models.ForeignKey(Entrance, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=14, choices=NoteCode)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(code__in=NoteCode.values), name="%(class)s_code_known"),
            models.CheckConstraint(
                condition=Q(address=None, entrance__isnull=False) | Q(address__isnull=False, entrance=None),
                name="%(class)s_at_one_place",
            ),
        ]


class NoteEvent(Logged, OnePlace):
    """A note as a phone logged it, or that it holds no longer."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="+")
    gone = models.BooleanField(default=False)

    class Meta(OnePlace.Meta):
        indexes = [models.Index(fields=["shift"], name="note_event_by_shift")]

    def __str__(self) -> str:
        return self.code


class PlaceNote(OnePlace):
    """A note that outlives its shift, for the campaign's next duo: by nobody, and only until a day."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    until = models.DateField(db_index=True)

    class Meta(OnePlace.Meta):
        constraints = [
            *OnePlace.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "address", "entrance", "code"], nulls_distinct=False, name="one_place_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} until {self.until}"
