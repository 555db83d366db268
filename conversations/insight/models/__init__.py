from conversations.insight.models.conversations import (
    CanvasserCode,
    Conversation,
    ConversationRecord,
    Intake,
    ObservedShift,
    StagedConversation,
)
from conversations.insight.models.counts import AnswerHour, DoorCount, ShiftSummary
from conversations.insight.models.exports import Export

__all__ = [
    "AnswerHour",
    "CanvasserCode",
    "Conversation",
    "ConversationRecord",
    "DoorCount",
    "Export",
    "Intake",
    "ObservedShift",
    "ShiftSummary",
    "StagedConversation",
]
