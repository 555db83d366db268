from conversations.doorstep.models.entrances import (
    NOTE_LASTS,
    EntranceEvent,
    EntranceOutcome,
    EntranceState,
    NoteCode,
    NoteEvent,
    PlaceNote,
)
from conversations.doorstep.models.held import HeldEntry, HeldKind
from conversations.doorstep.models.logged import Logged
from conversations.doorstep.models.safety import SafetyReport
from conversations.doorstep.models.sealed import SealedConversation, SeenId, ShiftKey
from conversations.doorstep.models.walks import OPENED_OUTCOMES, DoorEvent, Outcome, Walk

__all__ = [
    "NOTE_LASTS",
    "OPENED_OUTCOMES",
    "DoorEvent",
    "EntranceEvent",
    "EntranceOutcome",
    "EntranceState",
    "HeldEntry",
    "HeldKind",
    "Logged",
    "NoteCode",
    "NoteEvent",
    "Outcome",
    "PlaceNote",
    "SafetyReport",
    "SealedConversation",
    "SeenId",
    "ShiftKey",
    "Walk",
]
