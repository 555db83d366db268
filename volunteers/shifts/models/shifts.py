from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from volunteers.shifts.models.capacity import PLACES_FIT
from volunteers.shifts.models.places import MeetingPlace


class ShiftQuerySet(models.QuerySet["Shift"]):
    def coming(self, *, now: datetime) -> ShiftQuerySet:
        return self.filter(ends_at__gte=now, state=Shift.State.PLANNED).order_by("starts_at")


class ShiftSeries(models.Model):
    """Shifts planned together: every week, every two weeks, or on days that somebody chose."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="shift_series")
    every_weeks = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(every_weeks=None) | Q(every_weeks__in=[1, 2]), name="series_every_one_or_two_weeks"
            ),
        ]

    def __str__(self) -> str:
        return f"series {self.pk}"


class Shift(models.Model):
    """Campaign, meeting place, start, end and places for volunteers; duos walk it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        # "Everyone is back": conversations unsealed, debrief possible.
        OPENED = "opened", _("everyone is back")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    # The words stand by themselves; a place that the organisation keeps adds the map and what is there.
    meeting_place = models.CharField(_("meeting place"), max_length=160)
    place = models.ForeignKey(MeetingPlace, null=True, blank=True, on_delete=models.SET_NULL, related_name="shifts")
    series = models.ForeignKey(ShiftSeries, null=True, blank=True, on_delete=models.SET_NULL, related_name="shifts")
    # How many should stand at the doors; more places than that are given, because not everybody comes.
    wanted = models.PositiveSmallIntegerField(_("people you want at the doors"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places for volunteers"), default=12)
    safety_phone = models.CharField(_("safety phone number"), max_length=20, blank=True)
    safety_phone_2 = models.CharField(_("second safety phone number"), max_length=20, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "opened", "closed", "cancelled"]), name="shift_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="shift_closed_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "starts_at"], name="shift_by_campaign"),
            models.Index(fields=["starts_at"], name="shift_by_start"),
        ]
        triggers = [PLACES_FIT]

    def __str__(self) -> str:
        return f"{self.campaign} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def safety_phones(self) -> tuple[str, str]:
        """Two numbers to call, as far as there are two; the organisation's own fills what the shift leaves open."""
        house = self.campaign.organisation.safety_phone
        first = self.safety_phone or house
        return first, self.safety_phone_2 or (house if house != first else "")
