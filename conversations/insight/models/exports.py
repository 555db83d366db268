"""Files that somebody asked for."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.campaigns.models import Campaign
from canvass.core.keyring.trigger import key_goes_along


class Export(models.Model):
    """A file that somebody asked for, with its purpose, its age limit and the fingerprint of its contents."""

    class Kind(models.TextChoices):
        OUTCOMES = "outcomes", _("outcome tables (suppressed)")
        DOORS = "doors", _("door totals")
        REPORT = "report", _("campaign report (PDF)")
        RECORDS = "records", _("single conversations (de-identified)")

    class Format(models.TextChoices):
        XLSX = "xlsx", _("Excel workbook (XLSX)")
        CSV = "csv", _("CSV")
        GEOJSON = "geojson", _("map (GeoJSON)")
        PDF = "pdf", _("PDF")

    # The first is what most people want of that kind.
    FORMATS = {
        Kind.OUTCOMES: (Format.XLSX, Format.CSV),
        Kind.DOORS: (Format.XLSX, Format.CSV, Format.GEOJSON),
        Kind.REPORT: (Format.PDF,),
        Kind.RECORDS: (Format.CSV, Format.XLSX),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="exports")
    kind = models.CharField(_("contents"), max_length=8, choices=Kind)
    format = models.CharField(_("kind of file"), max_length=7, choices=Format)
    purpose = models.CharField(_("what it is for"), max_length=200)
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    job_id = models.UUIDField(null=True, blank=True)
    # Of this file alone, sealed under a key of the ring that goes along. Without it what is on the disk, or in a
    # backup of it, is noise: emptying this field is how an export is deleted.
    wrapped_key = models.BinaryField(null=True, editable=False)
    # The last weekly intake when it was begun: later ones are not in it.
    batch = models.PositiveIntegerField(null=True, editable=False)
    file_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        triggers = [key_goes_along("export", by="id", emptied="NEW.wrapped_key IS NULL")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="report", format="pdf")
                | Q(kind__in=["outcomes", "records"], format__in=["csv", "xlsx"])
                | Q(kind="doors", format__in=["csv", "xlsx", "geojson"]),
                name="export_format_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(file_name="") | Q(wrapped_key__isnull=False), name="export_can_be_read_while_it_is_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"

    @property
    def is_report(self) -> bool:
        return self.kind == self.Kind.REPORT

    @property
    def is_records(self) -> bool:
        return self.kind == self.Kind.RECORDS

    @property
    def has_codebook(self) -> bool:
        """A workbook has it as its second sheet, and a report explains itself."""
        return self.format in (self.Format.CSV, self.Format.GEOJSON)
