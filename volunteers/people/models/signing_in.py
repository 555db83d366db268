from __future__ import annotations

from django.db import models


class CodesAsked(models.Model):
    """How often a code was asked for one address, in an hour or a day; rows go after two days."""

    # Keyed hash of address and day: leads to nobody without the key, and changes every day.
    bucket = models.BinaryField(max_length=32)
    since = models.DateTimeField()
    asked = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "since"], name="one_count_of_codes_asked")]

    def __str__(self) -> str:
        return f"{self.asked} codes"
