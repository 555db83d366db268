from __future__ import annotations

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canvass.places.models import WGS84, StreetSegment
from volunteers.people.models import Organisation


class LinkChangeQuerySet(models.QuerySet["LinkChange"]):
    def in_force(self) -> LinkChangeQuerySet:
        return self.filter(lifted_at=None)


class LinkChange(models.Model):
    """What an organisation knows better than the map: a way that is missing, or one that is closed.

    Plans cut from now on use it; what was planned before stays as it is.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("way added")
        BLOCKED = "blocked", _("way closed")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="link_changes")
    kind = models.CharField(max_length=7, choices=Kind)
    segment = models.ForeignKey(StreetSegment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    line = models.LineStringField(srid=WGS84, null=True, blank=True)
    note = models.CharField(_("what is there"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = LinkChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="added", line__isnull=False, segment__isnull=True)
                | Q(kind="blocked", line__isnull=True, segment__isnull=False),
                name="link_change_has_its_place",
            ),
            models.UniqueConstraint(
                fields=["organisation", "segment"],
                condition=Q(kind="blocked", lifted_at=None),
                name="segment_closed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.note or self.kind
