from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from canvass.turf.models import Turf
from volunteers.people.models import User


class ShiftQuerySet(models.QuerySet["Shift"]):
    def coming(self, *, now: datetime) -> ShiftQuerySet:
        return self.filter(ends_at__gte=now, state=Shift.State.PLANNED).order_by("starts_at")


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
    meeting_place = models.CharField(_("meeting place"), max_length=160)
    places = models.PositiveSmallIntegerField(_("places for volunteers"), default=12)
    safety_phone = models.CharField(_("safety phone number"), max_length=20, blank=True)
    safety_phone_2 = models.CharField(_("second safety phone number"), max_length=20, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

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
        indexes = [models.Index(fields=["campaign", "starts_at"], name="shift_by_campaign")]

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


class SignUp(models.Model):
    class State(models.TextChoices):
        GOING = "going", _("going")
        CANCELLED = "cancelled", _("cancelled")

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="sign_ups")
    volunteer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ups")
    state = models.CharField(max_length=9, choices=State, default=State.GOING)
    created_at = models.DateTimeField(auto_now_add=True)
    # At the meeting place, before and after the walk; rounded to the shift's own hours when it is closed.
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shift", "volunteer"], name="one_sign_up_per_shift"),
            models.CheckConstraint(
                condition=Q(checked_out_at=None)
                | Q(checked_in_at__isnull=False, checked_out_at__gte=F("checked_in_at")),
                name="checked_out_after_checked_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} {self.state}"


class RollCallAct(models.Model):
    """The last thing done to everybody at once on a shift's roll call; those it touched bear its very moment."""

    class Deed(models.TextChoices):
        PRESENT = "present", _("everyone present")
        BACK = "back", _("everyone checked out")

    shift = models.OneToOneField(Shift, on_delete=models.CASCADE, related_name="roll_call_act")
    deed = models.CharField(max_length=7, choices=Deed)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(deed__in=["present", "back"]), name="roll_call_deed_known"),
        ]

    def __str__(self) -> str:
        return self.deed


class ShiftPass(models.Model):
    """A code shown at the meeting place: signs one phone in as one volunteer, for one shift. Kept as a hash only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="passes")
    volunteer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    issued_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField()
    # The code's own end, minutes away; the session that it opens lasts until ``lasts_until``.
    expires_at = models.DateTimeField()
    lasts_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at"), lasts_until__gte=F("issued_at")),
                name="shift_pass_ends_after_issue",
            ),
        ]
        indexes = [models.Index(fields=["shift", "volunteer", "issued_at"], name="shift_pass_by_volunteer")]

    def __str__(self) -> str:
        return f"pass of {self.volunteer}"


class Duo(models.Model):
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="duos")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["shift", "number"], name="duo_number_once")]

    def __str__(self) -> str:
        return f"duo {self.number}"


class DuoMember(models.Model):
    duo = models.ForeignKey(Duo, on_delete=models.CASCADE, related_name="members")
    # Repeated from the duo, so that the database holds "one duo per volunteer per shift".
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="+")
    volunteer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shift", "volunteer"], name="one_duo_per_volunteer_per_shift")]

    def __str__(self) -> str:
        return f"{self.volunteer} in {self.duo}"


class Assignment(models.Model):
    """A turf handed out to a duo. In a tower or a busy street several duos may share one turf."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duo = models.ForeignKey(Duo, on_delete=models.CASCADE, related_name="assignments")
    turf = models.ForeignKey(Turf, on_delete=models.PROTECT, related_name="assignments")
    handed_out_at = models.DateTimeField(auto_now_add=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duo"], condition=Q(returned_at=None), name="one_open_turf_per_duo"),
        ]

    def __str__(self) -> str:
        return f"{self.turf} -> {self.duo}"
