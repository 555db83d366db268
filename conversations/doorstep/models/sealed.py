"""The inbox that nobody can read before its shift is opened."""

from __future__ import annotations

from django.db import models

from canvass.core.keyring.trigger import key_goes_along
from volunteers.people.models import User
from volunteers.shifts.models import Shift


class ShiftKey(models.Model):
    """The pair that a shift's conversations are sealed to; the private half is sealed, and destroyed after opening."""

    shift = models.OneToOneField(Shift, on_delete=models.CASCADE, related_name="key")
    public_key = models.BinaryField(max_length=65)
    wrapped_private_key = models.BinaryField(null=True)
    destroy_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = [key_goes_along("shift", by="shift_id", emptied="NEW.wrapped_private_key IS NULL")]

    def __str__(self) -> str:
        return f"key of shift {self.shift_id}"


class SealedConversation(models.Model):
    """The inbox: unreadable until the shift is opened, then moved on and deleted."""

    id = models.UUIDField(primary_key=True)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="sealed_conversations")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    payload_hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.id)


class SeenId(models.Model):
    """Hash of an id that was stored once and is gone by design, so that a late resend makes no double."""

    id_hash = models.BinaryField(primary_key=True, max_length=32)
    payload_hash = models.BinaryField(max_length=32)
    expires_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"seen until {self.expires_on}"
