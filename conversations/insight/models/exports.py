"""Files that somebody asked for."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign


class Export(models.Model):
    """A file that somebody asked for, with its purpose, its age limit and the fingerprint of its contents."""

    class Kind(models.TextChoices):
        OUTCOMES = "outcomes", _("outcome tables (suppressed)")
        DOORS = "doors", _("door totals")
        REPORT = "report", _("campaign report (PDF)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="exports")
    kind = models.CharField(_("contents"), max_length=8, choices=Kind)
    purpose = models.CharField(_("what it is for"), max_length=200)
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    job_id = models.UUIDField(null=True, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["outcomes", "doors", "report"]), name="export_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"

    @property
    def is_report(self) -> bool:
        return self.kind == self.Kind.REPORT
