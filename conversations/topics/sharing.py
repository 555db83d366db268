"""Guides travel: down the tree by themselves, up by an offer, anywhere as a fork with its source named."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.drafting import copy_steps
from conversations.topics.errors import TopicError
from conversations.topics.models import Guide, GuideOffer, GuideVersion, Topic
from conversations.topics.offering import answer_offer, offer_upwards, withdraw_offer
from volunteers.people import audit
from volunteers.people.models import Organisation, User

__all__ = ["answer_offer", "archive_guide", "fork_guide", "offer_guide", "rename_guide", "withdraw_offer"]


@transaction.atomic
def fork_guide(
    *, source: GuideVersion, organisation: Organisation, topic: Topic, text_nl: str, text_en: str, by: User
) -> GuideVersion:
    """A guide of one's own that begins as a copy; returns its draft."""
    if source.is_draft:
        raise TopicError(_("Only a published version can be taken over."))
    guide = Guide.objects.create(
        organisation=organisation, topic=topic, text_nl=text_nl, text_en=text_en, based_on=source,
        origin=source.guide.origin, licence=source.guide.licence,
    )  # fmt: skip
    draft = GuideVersion.objects.create(guide=guide, version=1)
    copy_steps(source=source, to=draft)
    audit.note(actor=by, organisation=organisation, verb="forked guide", subject=f"version {source.pk}")
    return draft


@transaction.atomic
def rename_guide(*, guide: Guide, text_nl: str, text_en: str) -> None:
    guide.text_nl, guide.text_en = text_nl, text_en
    guide.save(update_fields=["text_nl", "text_en"])


@transaction.atomic
def archive_guide(*, guide: Guide, by: User, now: datetime | None) -> None:
    """Out of the lists and of new campaigns, or back again (``now`` is None). Running campaigns keep it."""
    guide.archived_at = now
    guide.save(update_fields=["archived_at"])
    verb = "archived guide" if now else "brought back guide"
    audit.note(actor=by, organisation=guide.organisation, verb=verb, subject=f"guide {guide.pk}")


def offer_guide(*, guide: Guide, to: Organisation, by: User) -> GuideOffer:
    return cast(GuideOffer, offer_upwards(thing=guide, to=to, by=by))
