"""Published items and guides as entries of a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from conversations.topics.knowledge.access import Scope, current_to_see, guides_in_scope
from conversations.topics.knowledge.exchange import GUIDE, Entry
from conversations.topics.knowledge.searching import Found
from conversations.topics.models import Guide, GuideStep, GuideVersion, ItemVersion


def entries_of(scope: Scope, chosen: Iterable[Found]) -> list[Entry]:
    """In the order given; drafts stay at home. Four queries at most."""
    chosen = [one for one in chosen if not one.draft]
    items = {
        row.item_id: row
        for row in current_to_see(scope).filter(item__in=[one.thing_id for one in chosen if one.kind != GUIDE])
    }
    steps = Prefetch("steps", GuideStep.objects.order_by("position"))
    now = GuideVersion.objects.filter(published_at__isnull=False, replaced_at=None).prefetch_related(steps)
    found = guides_in_scope(scope).filter(pk__in=[one.thing_id for one in chosen if one.kind == GUIDE])
    guides = {row.pk: row for row in found.prefetch_related(Prefetch("versions", now, to_attr="now"))}
    entries = []
    for number, one in enumerate(chosen, 1):
        if one.kind == GUIDE and one.thing_id in guides:
            entries.append(_guide(number, guides[one.thing_id]))
        elif one.thing_id in items and one.kind != GUIDE:
            entries.append(_item(number, items[one.thing_id]))
    return entries


def _item(number: int, version: ItemVersion) -> Entry:
    item = version.item
    return Entry(
        number, item.kind, _text(version.title_nl, version.title_en), item.topic.code if item.topic else "",
        item.origin or item.organisation.name, item.licence, version.parts,
    )  # fmt: skip


def _guide(number: int, guide: Guide) -> Entry:
    [version] = guide.now  # type: ignore[attr-defined]  # prefetched above
    parts = [
        {"kind": step.kind, "code": step.code, "logged": step.logged, "text": _text(step.text_nl, step.text_en)}
        for step in version.steps.all()
    ]
    return Entry(
        number, GUIDE, _text(guide.text_nl, guide.text_en), guide.topic.code,
        guide.origin or guide.organisation.name, guide.licence, parts,
    )  # fmt: skip


def _text(dutch: str, english: str) -> dict[str, str]:
    return {language: text for language, text in (("nl", dutch), ("en", english)) if text}
