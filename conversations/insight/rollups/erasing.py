"""A resident erases a conversation: it is gone from the live rollups in the same transaction.

Published figures follow with the next intake.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from conversations.insight.models import Conversation, StagedConversation
from conversations.insight.rollups.changing import put_in, subtract
from conversations.insight.rollups.gate import keep_intake_out


@transaction.atomic
def take_out(*, conversation_id: UUID) -> bool:
    """Count it no longer; call before its row is deleted or changed. False when there is no such conversation.

    The row stays locked until the end of the transaction, so that nobody takes it out twice. Lock no conversation
    before this: it comes by the gate first.
    """
    keep_intake_out()
    for model in (StagedConversation, Conversation):
        row = model.objects.select_for_update().filter(pk=conversation_id).only("campaign_id").first()
        if row is not None:
            subtract(ids=[row.pk], campaign_id=row.campaign_id, table=model._meta.db_table)
            return True
    return False


@transaction.atomic
def put_back(*, conversation: StagedConversation | Conversation) -> None:
    """Count a conversation again after its resident corrected it."""
    put_in(ids=[conversation.pk], campaign_id=conversation.campaign_id, table=conversation._meta.db_table)
