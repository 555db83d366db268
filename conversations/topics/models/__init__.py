from conversations.topics.models.base import Bilingual
from conversations.topics.models.corrections import Correction
from conversations.topics.models.guides import Guide, GuideOffer, GuideStep, GuideVersion
from conversations.topics.models.knowledge import Item, ItemOffer, ItemVersion
from conversations.topics.models.learning import LessonDone, Mark, Tick, WaitingFile
from conversations.topics.models.topics import Statement, Topic
from conversations.topics.models.words import Concern, Prejudice, SharedValue, Word

__all__ = [
    "Bilingual", "Concern", "Correction", "Guide", "GuideOffer", "GuideStep", "GuideVersion", "Item", "ItemOffer",
    "ItemVersion", "LessonDone", "Mark", "Prejudice", "SharedValue", "Statement", "Tick", "Topic", "WaitingFile",
    "Word",
]  # fmt: skip
