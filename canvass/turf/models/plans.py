from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from canvass.places.models import WGS84, Address, Neighbourhood
from canvass.turf.freezing import FROZEN_PLAN, FROZEN_STOP, FROZEN_TURF
from canvass.turf.models.door_state import DoorState


class TurfPlan(models.Model):
    """One cut of a neighbourhood into turfs. Published it never changes; a newer version replaces it."""

    class State(models.TextChoices):
        CUTTING = "cutting", _("being cut")
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        REPLACED = "replaced", _("replaced")
        FAILED = "failed", _("failed")

    class Failure(models.TextChoices):
        CANCELLED = "cancelled", _("stopped")
        NO_DOORS = "no_doors", _("no doors left to plan")
        ERROR = "error", _("something went wrong")

    class Profile(models.TextChoices):
        FOOT = "foot", _("on foot")
        WHEELCHAIR = "wheelchair", _("wheelchair or pram")
        BIKE = "bike", _("by bike between streets")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="turf_plans")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="turf_plans")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.CUTTING)
    # The job that cuts it; opaque, the job row may be cleaned up first.
    job_id = models.UUIDField(null=True, blank=True)
    budget_minutes = models.PositiveSmallIntegerField()
    numbers = models.JSONField(default=dict)
    seed = models.BigIntegerField(default=1)
    profile = models.CharField(max_length=10, choices=Profile, default=Profile.FOOT)
    # Where walks begin; without one each walk begins where it is shortest.
    start = models.PointField(srid=WGS84, null=True, blank=True)
    # A next pass: only doors where nobody was home, or that asked to come back.
    only_again = models.BooleanField(default=False)
    # Of those only the doors that asked for this part of the day, or for none.
    day_part = models.CharField(max_length=9, choices=DoorState.DayPart, blank=True)
    # How many of the plan's edits are in force; those after it are undone and can be done again.
    edits_done = models.PositiveIntegerField(default=0)
    # How many doors are in no turf, by reason; and which ones no street leads to (never those of a resident's wish).
    doors_left_out = models.JSONField(default=dict)
    unrouted_address_ids = ArrayField(models.BigIntegerField(), default=list)
    failure = models.CharField(max_length=9, choices=Failure, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "neighbourhood", "version"], name="turf_plan_version_once"),
            models.UniqueConstraint(
                fields=["campaign", "neighbourhood"], condition=Q(state="published"), name="one_published_turf_plan"
            ),
            models.UniqueConstraint(
                fields=["campaign", "neighbourhood"], condition=Q(state="cutting"), name="one_turf_plan_being_cut"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["cutting", "draft", "published", "replaced", "failed"]),
                name="turf_plan_state_known",
            ),
            models.CheckConstraint(
                condition=Q(profile__in=["foot", "wheelchair", "bike"]), name="turf_plan_profile_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "replaced"]) | Q(published_at__isnull=False),
                name="turf_plan_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="failed", failure__gt="") | (~Q(state="failed") & Q(failure="")),
                name="turf_plan_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(day_part="") | Q(day_part__in=["morning", "afternoon", "evening"], only_again=True),
                name="turf_plan_day_part_of_a_next_pass",
            ),
        ]
        triggers = [FROZEN_PLAN]

    def __str__(self) -> str:
        return f"{self.neighbourhood} v{self.version}"


class Turf(models.Model):
    """The doors for one duo for one shift, in walking order."""

    plan = models.ForeignKey(TurfPlan, on_delete=models.CASCADE, related_name="turfs")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120)
    minutes = models.FloatField()
    metres = models.FloatField()
    crossings = models.JSONField(default=dict)
    door_count = models.PositiveIntegerField()
    core_count = models.PositiveIntegerField()
    line = models.LineStringField(srid=WGS84, null=True, blank=True)
    outline = models.MultiPolygonField(srid=WGS84, null=True, blank=True)
    # Kept as it is when the rest is divided again.
    locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="turf_number_once"),
            models.CheckConstraint(condition=Q(core_count__lte=models.F("door_count")), name="turf_core_within_doors"),
            models.CheckConstraint(condition=Q(door_count__gte=1), name="turf_has_doors"),
        ]
        triggers = [FROZEN_TURF]

    def __str__(self) -> str:
        return self.name


class Stop(models.Model):
    turf = models.ForeignKey(Turf, on_delete=models.CASCADE, related_name="stops")
    # Repeated from the turf, so that the database itself can hold "every address in exactly one turf".
    plan = models.ForeignKey(TurfPlan, on_delete=models.CASCADE, related_name="+")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    core = models.BooleanField()
    arrival_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["turf", "position"], name="one_stop_per_position"),
            models.UniqueConstraint(fields=["plan", "address"], name="address_in_one_turf_of_a_plan"),
        ]
        triggers = [FROZEN_STOP]

    def __str__(self) -> str:
        return f"{self.position}"
