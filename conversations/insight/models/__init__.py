from conversations.insight.models.api_tokens import ApiToken, Scope
from conversations.insight.models.cards import CardCode, CardTry, ReminderContact, ResidentDesk
from conversations.insight.models.comparison import ArmCount, FollowUpAnswer
from conversations.insight.models.conversations import (
    CanvasserCode,
    Conversation,
    ConversationRecord,
    Intake,
    ObservedShift,
    StagedConversation,
)
from conversations.insight.models.counts import AnswerHour, DoorCount, DoorWeek, ShiftSummary
from conversations.insight.models.debriefs import DebriefChoice, Mood, Reflection
from conversations.insight.models.exports import Export
from conversations.insight.models.rollups import (
    CanvasserCell,
    CanvasserSums,
    CodeCell,
    CodeSums,
    PublishedCanvasserCell,
    PublishedCodeCell,
    PublishedRatingCell,
    RatingCell,
    RatingSums,
)

__all__ = [
    "AnswerHour",
    "ApiToken",
    "ArmCount",
    "CanvasserCell",
    "CanvasserCode",
    "CanvasserSums",
    "CardCode",
    "CardTry",
    "CodeCell",
    "CodeSums",
    "Conversation",
    "ConversationRecord",
    "DebriefChoice",
    "DoorCount",
    "DoorWeek",
    "Export",
    "FollowUpAnswer",
    "Intake",
    "Mood",
    "ObservedShift",
    "PublishedCanvasserCell",
    "PublishedCodeCell",
    "PublishedRatingCell",
    "RatingCell",
    "RatingSums",
    "Reflection",
    "ReminderContact",
    "ResidentDesk",
    "Scope",
    "ShiftSummary",
    "StagedConversation",
]
