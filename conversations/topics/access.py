"""The only door to topics and guides; what one may not see answers like what is not there.

Topics are seen by coordinators and changed by admins, each of their own organisation and below. From above one sees the
topics and the published guides, and below an organisation that accepted an offer, the offered guide.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from conversations.topics.models import Guide, GuideOffer, GuideStep, GuideVersion, Statement, Topic, Word
from conversations.topics.models.topics import TopicQuerySet
from conversations.topics.wordlists import WordList, words_of
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, organisations_where

Ids = frozenset[int]


@dataclass(frozen=True)
class Reach:
    """Organisation ids: where one reads everything, where one writes, and whose things come down to one."""

    own: Ids
    writes: Ids
    above: Ids

    def may_write(self, organisation_id: int) -> bool:
        return organisation_id in self.writes


def reach_of(user: User) -> Reach:
    """404 for who has nothing to do with topics."""
    own = frozenset(organisations_where(user, Verb.SEE_TOPICS).values_list("pk", flat=True))
    if not own:
        raise Http404
    writes = frozenset(organisations_where(user, Verb.MANAGE_TOPICS).values_list("pk", flat=True))
    return Reach(own, writes, ids_above(own) - own)


def require_writer(user: User) -> Reach:
    reach = reach_of(user)
    if not reach.writes:
        raise Http404
    return reach


def ids_above(organisations: Ids) -> Ids:
    """The organisations and all above them; one query."""
    parents = dict(Organisation.objects.values_list("pk", "parent_id"))
    found: set[int] = set()
    for at in organisations:
        up: int | None = at
        while up is not None and up not in found:
            found.add(up)
            up = parents.get(up)
    return frozenset(found)


def organisations_to_write_in(reach: Reach) -> QuerySet[Organisation]:
    rows: QuerySet[Organisation] = Organisation.objects.filter(pk__in=reach.writes)
    return rows


def topics_to_see(reach: Reach) -> TopicQuerySet:
    return Topic.objects.filter(organisation__in=reach.own | reach.above).select_related("organisation")


def get_topic_to_see(reach: Reach, topic_id: int) -> Topic:
    return get_object_or_404(topics_to_see(reach), pk=topic_id)


def get_topic_to_edit(reach: Reach, topic_id: int) -> Topic:
    return get_object_or_404(topics_to_see(reach).filter(organisation__in=reach.writes), pk=topic_id)


def get_statement_to_edit(reach: Reach, statement_id: int) -> Statement:
    rows = Statement.objects.filter(topic__organisation__in=reach.writes).select_related("topic__organisation")
    return get_object_or_404(rows, pk=statement_id)


def get_word_list(kind: str) -> WordList:
    try:
        return WordList(kind)
    except ValueError:
        raise Http404 from None


def get_word_to_edit(topic: Topic, kind: WordList, word_id: int) -> Word:
    """``topic`` comes from ``get_topic_to_edit``."""
    return get_object_or_404(words_of(topic, kind), pk=word_id)


def guides_to_see(reach: Reach) -> QuerySet[Guide]:
    """Every guide of one's own; of others what is published and came down, or was offered and accepted."""
    offered = GuideOffer.objects.filter(state=GuideOffer.State.ACCEPTED, organisation__in=reach.own | reach.above)
    shared = Q(organisation__in=reach.above) | Q(pk__in=offered.values("guide"))
    published = GuideVersion.objects.filter(published_at__isnull=False)
    mine = Q(organisation__in=reach.own)
    rows = Guide.objects.filter(mine | (shared & Q(pk__in=published.values("guide"))))
    return rows.select_related("organisation", "topic", "based_on__guide__organisation")


def get_guide_to_see(reach: Reach, guide_id: int) -> Guide:
    return get_object_or_404(guides_to_see(reach), pk=guide_id)


def get_guide_to_edit(reach: Reach, guide_id: int) -> Guide:
    return get_object_or_404(guides_to_see(reach).filter(organisation__in=reach.writes), pk=guide_id)


def get_version_to_see(reach: Reach, version_id: int) -> GuideVersion:
    """A draft only to those of its own organisation."""
    rows = GuideVersion.objects.select_related("guide__organisation", "guide__topic")
    seen = rows.filter(guide__in=guides_to_see(reach).values("pk"))
    return get_object_or_404(
        seen.filter(Q(published_at__isnull=False) | Q(guide__organisation__in=reach.own)), pk=version_id
    )


def get_published_version(reach: Reach, version_id: int) -> GuideVersion:
    version = get_version_to_see(reach, version_id)
    if version.is_draft:
        raise Http404
    return version


def get_draft_to_edit(reach: Reach, draft_id: int) -> GuideVersion:
    rows = GuideVersion.objects.filter(published_at=None, guide__organisation__in=reach.writes)
    return get_object_or_404(rows.select_related("guide__organisation", "guide__topic"), pk=draft_id)


def get_step_to_edit(reach: Reach, step_id: int) -> GuideStep:
    rows = GuideStep.objects.filter(version__published_at=None, version__guide__organisation__in=reach.writes)
    return get_object_or_404(rows.select_related("version__guide__organisation"), pk=step_id)


def get_line_to_correct(reach: Reach, line_id: int) -> GuideStep:
    """A step of a published version: only its spelling is open."""
    rows = GuideStep.objects.filter(version__published_at__isnull=False, version__guide__organisation__in=reach.writes)
    return get_object_or_404(rows.select_related("version__guide__organisation"), pk=line_id)


def get_offer_to_answer(reach: Reach, offer_id: int) -> GuideOffer:
    rows = GuideOffer.objects.filter(state=GuideOffer.State.OPEN, organisation__in=reach.writes)
    return get_object_or_404(rows.select_related("guide", "organisation"), pk=offer_id)


def get_offer_to_withdraw(reach: Reach, offer_id: int) -> GuideOffer:
    rows = GuideOffer.objects.filter(guide__organisation__in=reach.writes)
    return get_object_or_404(rows.select_related("guide__organisation", "organisation"), pk=offer_id)


def statements_to_choose(organisations: Ids, *, keep: int | None = None) -> QuerySet[Statement]:
    """For campaigns of these organisations: of their own and from above, and the one a campaign has already."""
    live = Q(topic__organisation__in=ids_above(organisations), topic__archived_at=None)
    rows = Statement.objects.filter(live | Q(pk=keep)).select_related("topic")
    return rows.order_by("topic__text_nl", "topic", "-version")


def guide_versions_to_choose(organisations: Ids, *, keep: int | None = None) -> QuerySet[GuideVersion]:
    """The same for guides: what is published now, and what an organisation above took over from a group."""
    seen = guides_to_see(Reach(organisations, frozenset(), ids_above(organisations) - organisations))
    live = Q(published_at__isnull=False, replaced_at=None, guide__in=seen.values("pk"), guide__archived_at=None)
    rows = GuideVersion.objects.filter(live | Q(pk=keep)).select_related("guide__topic")
    return rows.order_by("guide__text_nl", "guide", "-version")
