"""Writing a briefing, checklist, lesson or deck, part by part. A published version is copied, never touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.knowledge.parts import MOST_PARTS, Part
from conversations.topics.knowledge.publishing import findings
from conversations.topics.knowledge.reading import fits
from conversations.topics.models import Item, ItemVersion, Topic
from conversations.topics.starting import free_code
from volunteers.people import audit
from volunteers.people.models import Organisation, User


@dataclass(frozen=True)
class Titles:
    title_nl: str
    title_en: str


@transaction.atomic
def start_item(
    *, organisation: Organisation, kind: str, topic: Topic | None, titles: Titles, by: User | None,
    parts: list[Part] | None = None, origin: str = "", licence: str = "",
) -> ItemVersion:  # fmt: skip
    """An item with its first draft, empty or with the parts of a file."""
    item = Item.objects.create(organisation=organisation, kind=kind, topic=topic, origin=origin, licence=licence)
    draft = ItemVersion.objects.create(item=item, version=1, parts=parts or [], **vars(titles))
    audit.note(actor=by, organisation=organisation, verb="started item", subject=f"item {item.pk}")
    return draft


@transaction.atomic
def fork_item(*, source: ItemVersion, organisation: Organisation, topic: Topic | None, by: User) -> ItemVersion:
    """An item of one's own that begins as a copy and keeps saying so. Codes stay: the copies can be compared."""
    if source.is_draft:
        raise TopicError(_("Only a published version can be taken over."))
    item = Item.objects.create(
        organisation=organisation, kind=source.item.kind, topic=topic, place=source.item.place, based_on=source,
        origin=source.item.origin, licence=source.item.licence,
    )  # fmt: skip
    draft = ItemVersion.objects.create(
        item=item, version=1, title_nl=source.title_nl, title_en=source.title_en, parts=source.parts
    )
    audit.note(actor=by, organisation=organisation, verb="forked item", subject=f"version {source.pk}")
    return draft


@transaction.atomic
def start_draft(*, item: Item) -> ItemVersion:
    """The draft of this item: the one there is, or a copy of the newest version."""
    Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    newest = item.versions.order_by("-version").first()
    if newest is not None and newest.is_draft:
        return newest
    if newest is None:
        raise TopicError(_("This item is gone."))
    return ItemVersion.objects.create(
        item=item, version=newest.version + 1, title_nl=newest.title_nl, title_en=newest.title_en, parts=newest.parts
    )


@transaction.atomic
def describe(*, draft: ItemVersion, titles: Titles, topic: Topic | None, place: int) -> None:
    """Titles belong to the version; topic and order to the item, and hold at once."""
    locked = _locked(draft)
    locked.title_nl, locked.title_en = titles.title_nl, titles.title_en
    locked.save(update_fields=["title_nl", "title_en"])
    Item.objects.filter(pk=draft.item_id).update(topic=topic, place=place)


@transaction.atomic
def add_part(*, draft: ItemVersion, part: Part) -> Part:
    """At the end. Its code comes from its kind, never changes, and is never given out again."""
    locked = _locked(draft)
    if len(locked.parts) >= MOST_PARTS:
        raise TopicError(_("At most %(n)d parts: nobody reads more.") % {"n": MOST_PARTS})
    earlier = ItemVersion.objects.filter(item=draft.item_id).values_list("parts", flat=True)
    taken = {old["code"] for parts in earlier for old in parts}
    made = part | {"code": free_code(part["kind"], taken)}
    _save(locked, [*locked.parts, made])
    return made


@transaction.atomic
def change_part(*, draft: ItemVersion, code: str, part: Part) -> None:
    locked = _locked(draft)
    _save(locked, [part | {"code": code} if old["code"] == code else old for old in locked.parts])


@transaction.atomic
def move_part(*, draft: ItemVersion, code: str, up: bool) -> None:
    """Change places with the neighbour."""
    locked = _locked(draft)
    parts = list(locked.parts)
    at = next((number for number, part in enumerate(parts) if part["code"] == code), None)
    if at is None or not 0 <= (to := at - 1 if up else at + 1) < len(parts):
        return
    parts[at], parts[to] = parts[to], parts[at]
    _save(locked, parts)


@transaction.atomic
def remove_part(*, draft: ItemVersion, code: str) -> None:
    locked = _locked(draft)
    _save(locked, [part for part in locked.parts if part["code"] != code])


@transaction.atomic
def discard_draft(*, draft: ItemVersion, by: User) -> bool:
    """Throw the draft away; with it the item (True) when it never had another version."""
    item = Item.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=draft.item_id)
    _locked(draft).delete()
    audit.note(actor=by, organisation=item.organisation, verb="discarded draft", subject=f"item {item.pk}")
    if item.versions.exists():
        return False
    item.delete()
    return True


@transaction.atomic
def publish_item(*, version: ItemVersion, by: User | None, now: datetime, note: str = "") -> None:
    """Fix the draft for good; what was published before it is replaced."""
    item = Item.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=version.item_id)
    draft = _locked(version)
    blocking = [finding.text for finding in findings(item.kind, draft.parts) if finding.blocks]
    if blocking:
        raise TopicError(" ".join(blocking))
    item.versions.filter(published_at__isnull=False, replaced_at=None).update(replaced_at=now)
    draft.published_at, draft.note = now, note
    draft.save(update_fields=["published_at", "note"])
    audit.note(actor=by, organisation=item.organisation, verb="published item", subject=f"version {draft.pk}")


@transaction.atomic
def archive_item(*, item: Item, by: User, now: datetime | None) -> None:
    """Out of the lists, or back again (``now`` is None)."""
    item.archived_at = now
    item.save(update_fields=["archived_at"])
    verb = "archived item" if now else "brought back item"
    audit.note(actor=by, organisation=item.organisation, verb=verb, subject=f"item {item.pk}")


def _locked(draft: ItemVersion) -> ItemVersion:
    """The version's row is the lock: publishing waits for it too."""
    locked = ItemVersion.objects.select_for_update().get(pk=draft.pk)
    if not locked.is_draft:
        raise TopicError(_("This version is published and never changes. Make a new version."))
    return locked


def _save(draft: ItemVersion, parts: list[Part]) -> None:
    if not fits(parts):
        raise TopicError(_("It is too long: make two of it."))
    draft.parts = parts
    draft.save(update_fields=["parts"])
