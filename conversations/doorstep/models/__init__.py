from conversations.doorstep.models.safety import SafetyReport
from conversations.doorstep.models.sealed import SealedConversation, SeenId, ShiftKey
from conversations.doorstep.models.walks import OPENED_OUTCOMES, DoorEvent, Outcome, Walk

__all__ = [
    "OPENED_OUTCOMES",
    "DoorEvent",
    "Outcome",
    "SafetyReport",
    "SealedConversation",
    "SeenId",
    "ShiftKey",
    "Walk",
]
