"""A file comes in: checked and kept aside, looked at, then taken over as drafts. All of what was chosen, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.knowledge.access import Ids
from conversations.topics.knowledge.exchange import GUIDE, Document, Entry
from conversations.topics.knowledge.writing import Titles, start_item
from conversations.topics.models import Guide, GuideStep, GuideVersion, Topic, WaitingFile
from conversations.topics.starting import start_guide
from volunteers.people import audit
from volunteers.people.models import Organisation, User


@dataclass(frozen=True)
class Taken:
    items: int
    guides: int


@transaction.atomic
def keep_aside(*, document: Document, user: User) -> WaitingFile:
    """In place of the file this person sent before, if that still waits."""
    kept, _created = WaitingFile.objects.update_or_create(user=user, defaults={"document": document.as_json()})
    return kept


@transaction.atomic
def take_in(*, user: User, numbers: set[int], organisation: Organisation, topic: Topic | None, line: Ids) -> Taken:
    """The chosen entries as drafts of this organisation, each under the topic of its code, else under ``topic``.

    ``line``: the organisation and those above it, whose topics it works with. The row is the lock: a second tap finds
    nothing any more.
    """
    kept = WaitingFile.objects.select_for_update().filter(user=user).first()
    if kept is None:
        raise TopicError(_("No file is waiting: send it again."))
    entries = [entry for entry in Document.from_json(kept.document).entries if entry.number in numbers]
    if not entries or any(entry.errors for entry in entries):
        raise TopicError(_("Choose at least one item that can be taken in."))
    topics = {row.code: row for row in Topic.objects.live().filter(organisation__in=line)}
    for entry in entries:
        about = topics.get(entry.topic, topic)
        if entry.kind != GUIDE:
            _item(entry, organisation, about, user)
        elif about is None:
            raise TopicError(_("Choose a topic for guides whose own topic you do not have."))
        else:
            _guide(entry, organisation, about, user)
    kept.delete()
    audit.note(actor=user, organisation=organisation, verb="imported knowledge", subject=f"{len(entries)} items")
    guides = sum(entry.kind == GUIDE for entry in entries)
    return Taken(len(entries) - guides, guides)


@transaction.atomic
def drop_file(*, user: User) -> None:
    WaitingFile.objects.filter(user=user).delete()


def _item(entry: Entry, organisation: Organisation, topic: Topic | None, by: User) -> None:
    titles = Titles(entry.title.get("nl", ""), entry.title.get("en", ""))
    start_item(
        organisation=organisation, kind=entry.kind, topic=topic, titles=titles, by=by, parts=entry.parts,
        origin=entry.origin, licence=entry.licence,
    )  # fmt: skip


def _guide(entry: Entry, organisation: Organisation, topic: Topic, by: User) -> None:
    draft: GuideVersion = start_guide(
        organisation=organisation, topic=topic, text_nl=entry.title["nl"], text_en=entry.title.get("en", ""), by=by,
        with_steps=False,
    )  # fmt: skip
    Guide.objects.filter(pk=draft.guide_id).update(origin=entry.origin, licence=entry.licence)
    GuideStep.objects.bulk_create(
        GuideStep(
            version=draft, position=position, kind=part["kind"], code=part["code"], logged=part["logged"],
            text_nl=part["text"]["nl"], text_en=part["text"].get("en", ""),
        )
        for position, part in enumerate(entry.parts, 1)
    )  # fmt: skip
