from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from volunteers.people.models.organisations import Organisation


class Segment(models.Model):
    """A search in the list of people under a name. It holds questions, never people: who matches is asked anew."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="segments")
    name = models.CharField(_("name"), max_length=40)
    # The filters of the list's address: {"experience": "new", "speaks": "tr"}.
    filters = models.JSONField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="segment_name_once")]

    def __str__(self) -> str:
        return self.name
