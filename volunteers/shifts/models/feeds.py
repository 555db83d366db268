from __future__ import annotations

import uuid

from django.db import models

from canvass.campaigns.models import Campaign
from volunteers.people.models import User


class CalendarFeed(models.Model):
    """A person's own shifts, or those of a campaign, for a calendar app that cannot sign in.

    The address holds this id, signed: whoever reads the table cannot make it, and deleting the row ends it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    # None: the shifts that the owner signed up for.
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "campaign"], nulls_distinct=False, name="one_calendar_feed_per_person_and_campaign"
            ),
        ]

    def __str__(self) -> str:
        return f"feed of {self.owner_id}"
