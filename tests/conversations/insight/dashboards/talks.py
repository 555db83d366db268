"""Conversations as they are after an intake, in chosen places and weeks."""

from __future__ import annotations

from django.utils import timezone

from conversations.insight.intake import take_in
from conversations.insight.rollups.changing import put_in
from tests.conversations.insight.rollups.talks import Talks

__all__ = ["Talks", "publish"]


def publish(*groups):
    """Count staged rows in, one group per campaign, and take them in."""
    for rows in groups:
        put_in(ids=[row.pk for row in rows], campaign_id=rows[0].campaign_id)
    take_in(now=timezone.now(), even_if_done=True)
