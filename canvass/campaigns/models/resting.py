"""Streets that one group holds for a while, and neighbourhoods that pass from one group to another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models.campaigns import Campaign
from canvass.places.models import Neighbourhood
from volunteers.people.models import Organisation


class Reservation(models.Model):
    """A campaign holds block faces of a neighbourhood for some weeks. Others see "reserved", never by whom."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reservations")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    # Made by publishing turf; then nobody had to think of it.
    by_publishing = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="reservation_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood} {self.starts_on}"


class ReservedFace(models.Model):
    """One block face in one week: the database lets one reservation have it."""

    reservation = models.ForeignKey(Reservation, on_delete=models.CASCADE, related_name="faces")
    segment_id = models.BigIntegerField()
    side = models.SmallIntegerField()
    week = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment_id", "side", "week"], name="block_face_reserved_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.segment_id}/{self.side} {self.week}"


class Handover(models.Model):
    """One group asks another to take a neighbourhood over: the right to plan it and what was reserved, never doors."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for an answer")
        ACCEPTED = "accepted", _("taken over")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="handovers")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="handovers")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Of the other side, chosen when it accepts.
    to_campaign = models.ForeignKey(Campaign, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "neighbourhood"], condition=Q(state="asked"), name="one_open_handover_of_an_area"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "accepted", "declined", "withdrawn"]), name="handover_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None) | Q(~Q(state="asked"), answered_at__isnull=False),
                name="handover_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood} -> {self.to}"
