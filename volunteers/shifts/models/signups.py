from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import User
from volunteers.shifts.models.capacity import SIGN_UP_FITS
from volunteers.shifts.models.shifts import Shift


class SignUp(models.Model):
    class State(models.TextChoices):
        GOING = "going", _("going")
        # For a place; the lowest number goes first.
        WAITING = "waiting", _("waiting")
        CANCELLED = "cancelled", _("cancelled")

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="sign_ups")
    volunteer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ups")
    state = models.CharField(max_length=9, choices=State, default=State.GOING)
    # Since when one has this state: who was given a place from the waiting list is told at that moment.
    created_at = models.DateTimeField(auto_now_add=True)
    # A coordinator added this person although every place was taken; nothing else may do that.
    beyond_places = models.BooleanField(default=False)
    # At the meeting place, before and after the walk; rounded to the shift's own hours when it is closed.
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shift", "volunteer"], name="one_sign_up_per_shift"),
            models.CheckConstraint(
                condition=Q(state__in=["going", "waiting", "cancelled"]), name="sign_up_state_known"
            ),
            models.CheckConstraint(
                condition=Q(checked_out_at=None)
                | Q(checked_in_at__isnull=False, checked_out_at__gte=F("checked_in_at")),
                name="checked_out_after_checked_in",
            ),
        ]
        triggers = [SIGN_UP_FITS]

    def __str__(self) -> str:
        return f"{self.volunteer} {self.state}"
