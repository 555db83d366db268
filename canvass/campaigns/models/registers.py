from __future__ import annotations

from django.db import models


class DoNotRing(models.Model):
    """A resident's wish, for all campaigns and organisations. Only a keyed hash of the address: no reason, no name."""

    address_hash = models.BinaryField(max_length=32, unique=True)
    created_week = models.CharField(max_length=8)
    review_after = models.DateField()

    def __str__(self) -> str:
        return f"do not ring since {self.created_week}"


class NeighbourhoodVisit(models.Model):
    """A block face was walked in a week; by whom is not kept, so that groups can rest a street for each other."""

    segment_id = models.BigIntegerField()
    side = models.SmallIntegerField()
    week = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment_id", "side", "week"], name="block_face_visit_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.segment_id}/{self.side} {self.week}"
