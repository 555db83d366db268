"""The only door to briefings, checklists, lessons and cards; what one may not see answers like what is not there.

Everybody of an organisation learns from what is published there, below and above it, and from what an organisation
above accepted. Coordinators write, each in their own organisation and below; admins offer it upwards and answer offers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from conversations.topics.access import Reach, guides_to_see
from conversations.topics.models import Guide, Item, ItemOffer, ItemVersion, Mark, Topic, WaitingFile
from volunteers.people.models import Membership, Organisation, User
from volunteers.people.policy import POLICY, Verb

Ids = frozenset[int]


@dataclass(frozen=True)
class Scope:
    """Organisation ids: what one reads, writes and shares in, whose things come down, and one's own line upwards."""

    reads: Ids
    writes: Ids
    shares: Ids
    above: Ids
    line: Ids
    # The tree: of each organisation the one above it.
    parents: dict[int, int | None] = field(repr=False, default_factory=dict)

    @property
    def sees(self) -> Ids:
        return self.reads | self.above

    def above_of(self, organisation_id: int) -> Ids:
        return _line(organisation_id, self.parents) - {organisation_id}

    def may_write(self, organisation_id: int) -> bool:
        return organisation_id in self.writes

    def may_share(self, organisation_id: int) -> bool:
        return organisation_id in self.shares


def scope_of(user: User) -> Scope:
    """In two queries, whatever one is a member of; 404 for who is a member of nothing."""
    own: dict[str, set[int]] = {}
    if user.is_active and user.only_shift is None:
        held = Membership.objects.holding().filter(user=user)
        for organisation_id, role in held.values_list("organisation_id", "role"):
            own.setdefault(role, set()).add(organisation_id)
    if not own:
        raise Http404
    parents: dict[int, int | None] = dict(Organisation.objects.order_by().values_list("pk", "parent_id"))

    def below(verb: Verb) -> Ids:
        roots = set().union(*(own.get(role, set()) for role in POLICY[verb]))
        return frozenset(one for one in parents if roots & _line(one, parents)) if roots else frozenset()

    line = frozenset().union(*(_line(one, parents) for found in own.values() for one in found))
    reads = below(Verb.LEARN)
    return Scope(reads, below(Verb.WRITE_KNOWLEDGE), below(Verb.MANAGE_TOPICS), line - reads, line, parents)


def _line(organisation: int, parents: dict[int, int | None]) -> Ids:
    """It and all above it."""
    found: set[int] = set()
    at: int | None = organisation
    while at is not None and at not in found:
        found.add(at)
        at = parents.get(at)
    return frozenset(found)


def require_writer(user: User) -> Scope:
    scope = scope_of(user)
    if not scope.writes:
        raise Http404
    return scope


def require_sharer(user: User) -> Scope:
    scope = scope_of(user)
    if not scope.shares:
        raise Http404
    return scope


def versions_to_see(scope: Scope) -> QuerySet[ItemVersion]:
    """Published versions of what one sees; drafts only where one writes."""
    offered = ItemOffer.objects.filter(state=ItemOffer.State.ACCEPTED, organisation__in=scope.sees)
    seen = Q(item__organisation__in=scope.sees) | Q(item__in=offered.values("item"))
    shared = Q(published_at__isnull=False) & seen
    return ItemVersion.objects.filter(shared | Q(item__organisation__in=scope.writes))


def current_to_see(scope: Scope) -> QuerySet[ItemVersion]:
    """What is published now and not put away, one version an item."""
    rows = versions_to_see(scope).filter(published_at__isnull=False, replaced_at=None, item__archived_at=None)
    return rows.select_related("item__organisation", "item__topic")


def current_in_line(scope: Scope) -> QuerySet[ItemVersion]:
    """What one's own organisations and those above them offer to learn from; the copy of a nearer one hides its source.

    Without what lies below: an umbrella's coordinator does not take the lessons of two hundred groups.
    """
    taken = ItemOffer.objects.filter(state=ItemOffer.State.ACCEPTED, organisation__in=scope.line)
    now = ItemVersion.objects.filter(published_at__isnull=False, replaced_at=None, item__archived_at=None)
    # Ids once, not a look for every row: with thousands of items that is the difference between seconds and hours.
    copied = now.filter(item__organisation__in=scope.line, item__based_on__isnull=False)
    rows = now.filter(Q(item__organisation__in=scope.line) | Q(item__in=taken.values("item")))
    return rows.exclude(item__in=copied.values("item__based_on__item"))


def get_item_to_see(scope: Scope, item_id: int) -> Item:
    rows = Item.objects.filter(pk__in=versions_to_see(scope).values("item"))
    return get_object_or_404(rows.select_related("organisation", "topic", "based_on__item__organisation"), pk=item_id)


def get_item_to_edit(scope: Scope, item_id: int) -> Item:
    rows = Item.objects.filter(organisation__in=scope.writes).select_related("organisation", "topic")
    return get_object_or_404(rows, pk=item_id)


def get_item_to_share(scope: Scope, item_id: int) -> Item:
    rows = Item.objects.filter(organisation__in=scope.shares).select_related("organisation")
    return get_object_or_404(rows, pk=item_id)


def get_current(scope: Scope, item_id: int) -> ItemVersion:
    return get_object_or_404(current_to_see(scope), item=item_id)


def get_published(scope: Scope, item_id: int, number: int) -> ItemVersion:
    rows = versions_to_see(scope).filter(published_at__isnull=False).select_related("item__organisation", "item__topic")
    return get_object_or_404(rows, item=item_id, version=number)


def get_draft_to_edit(scope: Scope, item_id: int) -> ItemVersion:
    rows = ItemVersion.objects.filter(published_at=None, item__organisation__in=scope.writes)
    return get_object_or_404(rows.select_related("item__organisation", "item__topic"), item=item_id)


def get_offer_to_answer(scope: Scope, offer_id: int) -> ItemOffer:
    rows = ItemOffer.objects.filter(state=ItemOffer.State.OPEN, organisation__in=scope.shares)
    return get_object_or_404(rows.select_related("item", "organisation"), pk=offer_id)


def get_offer_to_withdraw(scope: Scope, offer_id: int) -> ItemOffer:
    rows = ItemOffer.objects.filter(item__organisation__in=scope.shares)
    return get_object_or_404(rows.select_related("item", "organisation"), pk=offer_id)


def guides_in_scope(scope: Scope) -> QuerySet[Guide]:
    """Guides with a published version, by the same rule as the guides' own pages."""
    return guides_to_see(Reach(frozenset(), frozenset(), scope.sees)).filter(archived_at=None)


def get_guide_to_read(scope: Scope, guide_id: int) -> Guide:
    return get_object_or_404(guides_in_scope(scope), pk=guide_id)


def topics_in_scope(scope: Scope) -> QuerySet[Topic]:
    return Topic.objects.live().filter(organisation__in=scope.sees)


def organisations_of(ids: Ids) -> QuerySet[Organisation]:
    rows: QuerySet[Organisation] = Organisation.objects.filter(pk__in=ids)
    return rows


def organisations_to_write_in(scope: Scope) -> QuerySet[Organisation]:
    return organisations_of(scope.writes)


def get_waiting_file(user: User) -> WaitingFile:
    return get_object_or_404(WaitingFile, user=user)


def get_mark_to_take_back(scope: Scope, mark_id: int) -> Mark:
    rows = Mark.objects.filter(organisation__in=scope.writes).select_related("organisation", "item", "guide")
    return get_object_or_404(rows, pk=mark_id)
