"""What a person keeps for themselves: lines ticked, lessons finished. Never an answer, never a score."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.knowledge.parts import Kind
from conversations.topics.models import ItemVersion, LessonDone, Tick
from volunteers.people.models import User


@transaction.atomic
def tick(*, version: ItemVersion, code: str, user: User, done: bool) -> None:
    """Twice is once: a tap that is sent again changes nothing."""
    if version.item.kind != Kind.CHECKLIST or code not in {part["code"] for part in version.parts}:
        raise TopicError(_("This line is no longer on the list."))
    if done:
        Tick.objects.get_or_create(user=user, item=version.item, code=code)
    else:
        Tick.objects.filter(user=user, item=version.item, code=code).delete()


@transaction.atomic
def finish_lesson(*, version: ItemVersion, user: User) -> None:
    if version.item.kind != Kind.LESSON:
        raise TopicError(_("Only a lesson can be finished."))
    LessonDone.objects.get_or_create(user=user, item=version.item)
