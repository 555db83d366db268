"""The evening at the meeting place: the roll call and the codes that sign phones in."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import User
from volunteers.shifts.models.shifts import Shift


class RollCallAct(models.Model):
    """The last thing that was done to the evening of a shift, whatever it was, so that it can be taken back.

    ``changes``: each fact it touched, as it was and as it became. Keys and moments only; gone at closing.
    """

    class Deed(models.TextChoices):
        PRESENT = "present", _("everyone present")
        BACK = "back", _("everyone checked out")
        TICKED = "ticked", _("ticks on the list")
        WALKED_IN = "walked_in", _("a guest came in")
        DUOS = "duos", _("duos made")
        MOVED = "moved", _("somebody moved to another duo")
        REMATCHED = "rematched", _("duos made anew")
        HANDED_OUT = "handed_out", _("turf handed out")
        TAKEN_BACK = "taken_back", _("turf taken back")

    shift = models.OneToOneField(Shift, on_delete=models.CASCADE, related_name="roll_call_act")
    deed = models.CharField(max_length=10, choices=Deed)
    at = models.DateTimeField()
    changes = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    deed__in=[
                        "present",
                        "back",
                        "ticked",
                        "walked_in",
                        "duos",
                        "moved",
                        "rematched",
                        "handed_out",
                        "taken_back",
                    ]
                ),
                name="evening_deed_known",
            ),
        ]

    def __str__(self) -> str:
        return self.deed


class ShiftPass(models.Model):
    """A code shown at the meeting place: signs one phone in as one volunteer, for one shift. Kept as a hash only.

    Without a volunteer it is the code for walk-ins: whoever scans it in its ten minutes may come along as a guest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="passes")
    volunteer = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
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
        return f"pass of {self.volunteer or 'walk-ins'}"
