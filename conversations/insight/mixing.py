"""Rows that came of one opening must not stand out: the campaign's are written anew together, in random order.

Else the row versions (xmin), positions (ctid) and ids of staged conversations, of canvassers' codes and of live
rollups would say until the weekly intake, and those of the codes for ever, which shift each of them came from.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import AutoField

from canvass.campaigns.models import Campaign
from conversations.insight.models import CanvasserCell, CanvasserCode, CodeCell, RatingCell, StagedConversation

MIXED = (StagedConversation, CanvasserCode, RatingCell, CanvasserCell, CodeCell)


def mix(campaign: Campaign) -> None:
    """Call inside the transaction that changed them, which has kept everybody else out (rollups/gate.py)."""
    with connection.cursor() as cursor:
        for model in MIXED:
            # Numbers of a sequence are given anew too; nothing refers to them.
            fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
            columns = ", ".join(f'"{field.column}"' for field in fields)
            table = f'"{model._meta.db_table}"'
            cursor.execute(
                f"WITH gone AS (DELETE FROM {table} WHERE campaign_id = %s RETURNING {columns}) "  # noqa: S608
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM gone ORDER BY random()",
                [campaign.pk],
            )
