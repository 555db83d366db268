"""The weekly intake: staged conversations join the others in random physical order.

The whole table is rewritten in one transaction, so that row versions, positions and sequences group nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from canvass.core.wall.statements import require_everything
from conversations.insight.doors import iso_week
from conversations.insight.models import Conversation, Intake, StagedConversation
from conversations.insight.rollups.gate import keep_everybody_out
from conversations.insight.rollups.publishing import publish


@transaction.atomic
def take_in(*, now: datetime, even_if_done: bool = False) -> Intake | None:
    """Merge the staging table; None when this week's intake has been."""
    week = iso_week(timezone.localtime(now).date())
    keep_everybody_out()
    require_everything(Conversation._meta.db_table, StagedConversation._meta.db_table)
    done = Intake.objects.filter(week=week).first()
    if done and not even_if_done:
        return None
    rows = StagedConversation.objects.count()
    intake = done or Intake.objects.create(week=week, rows=0)
    intake.rows += rows
    intake.save(update_fields=["rows"])
    _rewrite(intake.pk)
    publish(intake)
    return intake


def _rewrite(intake: int) -> None:
    columns = ", ".join(f'"{field.column}"' for field in StagedConversation._meta.concrete_fields)
    kept, staged = Conversation._meta.db_table, StagedConversation._meta.db_table
    with connection.cursor() as cursor:
        # Deferred checks of this transaction would forbid the truncation below.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'LOCK TABLE "{kept}", "{staged}" IN ACCESS EXCLUSIVE MODE')
        cursor.execute(
            f"CREATE TEMPORARY TABLE intake_all AS "  # noqa: S608 - names come from the models
            f'SELECT {columns}, intake FROM "{kept}" '
            f'UNION ALL SELECT {columns}, %s FROM "{staged}"',
            [intake],
        )
        cursor.execute(f'TRUNCATE "{kept}", "{staged}"')
        cursor.execute(
            f'INSERT INTO "{kept}" ({columns}, intake) '  # noqa: S608
            f"SELECT {columns}, intake FROM intake_all ORDER BY random()"
        )
        cursor.execute("DROP TABLE intake_all")
