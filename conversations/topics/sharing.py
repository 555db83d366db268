"""Guides travel: down the tree by themselves, up by an offer, anywhere as a fork with its source named."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.drafting import copy_steps
from conversations.topics.errors import TopicError
from conversations.topics.models import Guide, GuideOffer, GuideVersion, Topic
from volunteers.people import audit
from volunteers.people.models import Organisation, User

State = GuideOffer.State


@transaction.atomic
def fork_guide(
    *, source: GuideVersion, organisation: Organisation, topic: Topic, text_nl: str, text_en: str, by: User
) -> GuideVersion:
    """A guide of one's own that begins as a copy; returns its draft."""
    if source.is_draft:
        raise TopicError(_("Only a published version can be taken over."))
    guide = Guide.objects.create(
        organisation=organisation, topic=topic, text_nl=text_nl, text_en=text_en, based_on=source
    )
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


@transaction.atomic
def offer_guide(*, guide: Guide, to: Organisation, by: User) -> GuideOffer:
    """Hold a published guide out to an organisation above; offering again after a no asks again."""
    if not guide.organisation.ancestors().filter(pk=to.pk).exists():
        raise TopicError(_("A guide is offered to an organisation above its own."))
    if not guide.versions.filter(published_at__isnull=False).exists():
        raise TopicError(_("Publish the guide first."))
    offer, created = GuideOffer.objects.select_for_update().get_or_create(guide=guide, organisation=to)
    if not created:
        if offer.state != State.DECLINED:
            raise TopicError(_("This guide is offered there already."))
        offer.state, offer.answered_at = State.OPEN, None
        offer.save(update_fields=["state", "answered_at"])
    audit.note(actor=by, organisation=to, verb="offered guide", subject=f"guide {guide.pk}")
    return offer


@transaction.atomic
def answer_offer(*, offer: GuideOffer, accept: bool, by: User, now: datetime) -> None:
    """Accepted, the guide is shown to the whole organisation and all below it."""
    locked = GuideOffer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=offer.pk)
    locked.state, locked.answered_at = (State.ACCEPTED if accept else State.DECLINED), now
    locked.save(update_fields=["state", "answered_at"])
    verb = "accepted guide" if accept else "declined guide"
    audit.note(actor=by, organisation=locked.organisation, verb=verb, subject=f"guide {locked.guide_id}")


@transaction.atomic
def withdraw_offer(*, offer: GuideOffer, by: User) -> None:
    """Back to its own organisation and what lies below it; campaigns and forks elsewhere keep what they have."""
    audit.note(actor=by, organisation=offer.organisation, verb="withdrew guide", subject=f"guide {offer.guide_id}")
    offer.delete()
