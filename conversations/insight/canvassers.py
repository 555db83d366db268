from __future__ import annotations

from uuid import UUID

from canvass.campaigns.models import Campaign
from canvass.core.keyring.ring import keyed_hash
from conversations.insight.models import CanvasserCode


def code_for(*, campaign: Campaign, volunteer_id: int) -> UUID:
    """The random code under which this volunteer's conversations of this campaign stand."""
    hashed = keyed_hash(f"{campaign.pk}|{volunteer_id}", purpose="canvasser")
    row, _created = CanvasserCode.objects.get_or_create(campaign=campaign, volunteer_hash=hashed)
    return row.code


def forget_codes(*, campaign: Campaign) -> int:
    """At a campaign's end: no conversation leads to a volunteer any more. Returns how many codes went."""
    return CanvasserCode.objects.filter(campaign=campaign).delete()[0]
