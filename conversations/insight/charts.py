from __future__ import annotations

from canvass.campaigns.models import Campaign
from conversations.insight.tables import CampaignTables


def outcome_charts(campaign: Campaign, tables: CampaignTables) -> dict[str, object]:
    return {}
