"""What every entry of a phone has, whatever it is about: who, when by which clock, and a hash of what was sent."""

from __future__ import annotations

from django.db import models

from volunteers.people.models import User


class Logged(models.Model):
    """Append-only until closing, when the shift's entries are rewritten to what remains and deleted.

    The id is the phone's (UUIDv7): the same entry sent twice is one row.
    """

    id = models.UUIDField(primary_key=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    payload_hash = models.BinaryField(max_length=32)
    logged_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    # logged_at put right by the phone's clock error.
    corrected_at = models.DateTimeField()
    clock_suspect = models.BooleanField(default=False)

    class Meta:
        abstract = True
