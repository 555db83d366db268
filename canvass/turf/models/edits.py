from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.turf.models.plans import TurfPlan


class PlanEdit(models.Model):
    """One change by hand to a draft: the turfs it touched as they were and as they became.

    Undoing puts `before` back, doing it again `after`; both are whole turfs with their stops in order.
    """

    class Kind(models.TextChoices):
        BISECT = "bisect", _("split in two")
        MERGE = "merge", _("joined")
        MOVE = "move", _("street side moved")
        LOCK = "lock", _("locked")
        UNLOCK = "unlock", _("unlocked")
        RECUT = "recut", _("rest divided again")
        RENAME = "rename", _("renamed")

    plan = models.ForeignKey(TurfPlan, on_delete=models.CASCADE, related_name="edits")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    before = models.JSONField()
    after = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_edit_position_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["bisect", "merge", "move", "lock", "unlock", "recut", "rename"]),
                name="plan_edit_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"
