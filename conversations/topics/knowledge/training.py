"""What a volunteer has to learn and how far they are: for the page of that name and for their home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse

from conversations.topics.knowledge.access import Scope, current_in_line, scope_of
from conversations.topics.knowledge.parts import Kind
from conversations.topics.models import ItemVersion, LessonDone, Tick
from volunteers.people.models import User

# Nobody is sent out with more lists than this; what a movement piles up beyond it is left out here, not in the library.
MOST_LISTS = 10


@dataclass(frozen=True)
class NextItem:
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class Training:
    ticks_done: int
    ticks_total: int
    lessons_done: int
    lessons_total: int
    next_item: NextItem | None

    @property
    def is_done(self) -> bool:
        return self.next_item is None


@dataclass(frozen=True)
class Checklist:
    version: ItemVersion
    done: int
    total: int


def training_of(user: User) -> Training:
    """Ticks and lessons as counts, and what comes next: the lists first, lessons in their order. Six queries."""
    try:
        scope = scope_of(user)
    except Http404:
        return Training(0, 0, 0, 0, None)
    return training_in(scope, user=user)


def training_in(scope: Scope, *, user: User, lists: list[Checklist] | None = None) -> Training:
    lists = checklists(scope, user=user) if lists is None else lists
    lessons = lessons_of(scope, user=user)
    total = lessons.count()
    following = lessons.filter(is_done=False)
    open_list = next((each for each in lists if each.done < each.total), None)
    first = open_list.version if open_list else following.first()
    done = total - following.count() if total else 0
    return Training(sum(each.done for each in lists), sum(each.total for each in lists), done, total, _next(first))


def checklists(scope: Scope, *, user: User) -> list[Checklist]:
    """The lists of one's own line with how many of their lines are ticked; two queries."""
    rows = list(_of_kind(scope, Kind.CHECKLIST)[:MOST_LISTS])
    ticked: dict[int, set[str]] = {}
    for item_id, code in Tick.objects.filter(user=user, item__in=[row.item_id for row in rows]).values_list(
        "item_id", "code"
    ):
        ticked.setdefault(item_id, set()).add(code)
    return [
        Checklist(row, sum(part["code"] in ticked.get(row.item_id, ()) for part in row.parts), len(row.parts))
        for row in rows
    ]


def lessons_of(scope: Scope, *, user: User) -> QuerySet[Any, Any]:
    """Lessons in their order, each with ``is_done``."""
    done = Exists(LessonDone.objects.filter(user=user, item=OuterRef("item")))
    return _of_kind(scope, Kind.LESSON).annotate(is_done=done)


def to_read(scope: Scope) -> QuerySet[ItemVersion]:
    """Briefings and practice cards."""
    rows = current_in_line(scope).filter(item__kind__in=[Kind.BRIEFING, Kind.PRACTICE])
    return rows.select_related("item__topic").order_by("item__kind", "item__place", "title_nl", "pk")


def _of_kind(scope: Scope, kind: Kind) -> QuerySet[ItemVersion]:
    rows = current_in_line(scope).filter(item__kind=kind).select_related("item")
    return rows.order_by("item__place", "title_nl", "title_en", "pk")


def _next(version: ItemVersion | None) -> NextItem | None:
    if version is None:
        return None
    return NextItem(version.item.kind, version.title.text, reverse("topics:read", args=[version.item_id]))
