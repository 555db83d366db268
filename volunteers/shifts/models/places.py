from __future__ import annotations

from django.contrib.gis.db.models import PointField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import Organisation


class MeetingPlace(models.Model):
    """Where an organisation's shifts start. What nobody looked at stays unknown instead of "no"."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="meeting_places")
    name = models.CharField(_("name"), max_length=80)
    point = PointField(_("point on the map"), srid=4326)
    accessible = models.BooleanField(_("without steps"), null=True, blank=True)
    covered = models.BooleanField(_("dry when it rains"), null=True, blank=True)
    toilets = models.BooleanField(_("toilets"), null=True, blank=True)
    how_to_find = models.CharField(_("how to find it"), max_length=160, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="meeting_place_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
