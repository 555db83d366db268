"""The tree as a list, and what a merger would move."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import ngettext

from volunteers.people.federation.access import organisations_to_arrange
from volunteers.people.federation.kinds import BELOW
from volunteers.people.models import Membership, Organisation, User

PER_PAGE = 100
DEEPEST = 3


@dataclass(frozen=True)
class TreeRow:
    organisation: Organisation
    # As far as the page indents.
    depth: int
    members: int
    # Whether something may be added below it, and whether it may be moved or merged by this user.
    may_add: bool
    may_move: bool


def tree_page(user: User, *, words: str, number: str | None) -> tuple[list[TreeRow], Page[Organisation]]:
    """The organisations one arranges, each under the one above it; four queries beside the policy's own."""
    ids = set(organisations_to_arrange(user).values_list("pk", flat=True))
    nodes = Organisation.objects.with_tree_fields().filter(pk__in=ids)
    for word in words.split():
        nodes = nodes.filter(name__icontains=word)
    page = Paginator(nodes, PER_PAGE).get_page(number)
    shown = list(page.object_list)
    counts = dict(
        Membership.objects.filter(organisation__in=[node.pk for node in shown])
        .order_by()
        .values_list("organisation")
        .annotate(Count("pk"))
    )
    top = min((node.tree_depth for node in shown), default=0)
    rows = [
        TreeRow(
            node,
            min(DEEPEST, node.tree_depth - top),
            counts.get(node.pk, 0),
            may_add=bool(BELOW[node.kind]),
            may_move=node.parent_id in ids,
        )
        for node in shown
    ]
    return rows, page


# By name, because these apps stand above people: what one counts, and the way to its organisation.
MOVES = (
    ("people.Membership", "organisation"),
    ("people.Invitation", "organisation"),
    ("people.Organisation", "parent"),
    ("campaigns.Campaign", "organisation"),
    ("shifts.Shift", "campaign__organisation"),
    ("topics.Guide", "organisation"),
)


@dataclass(frozen=True)
class Merger:
    """What would move, in words, and how many people are in both."""

    moves: list[str]
    in_both: int


def merger(source: Organisation, into: Organisation) -> Merger:
    counts = {label: apps.get_model(label)._base_manager.filter(**{path: source.pk}).count() for label, path in MOVES}
    twice = Membership.objects.filter(organisation=source, user__memberships__organisation=into).count()
    return Merger([words for words in _in_words(counts) if words], twice)


def _in_words(counts: dict[str, int]) -> list[str]:
    people, invitations, below, campaigns, shifts, guides = (counts[label] for label, _path in MOVES)
    lines = (
        (people, ngettext("%(n)d membership", "%(n)d memberships", people)),
        (invitations, ngettext("%(n)d invitation", "%(n)d invitations", invitations)),
        (below, ngettext("%(n)d organisation below it", "%(n)d organisations below it", below)),
        (campaigns, ngettext("%(n)d campaign", "%(n)d campaigns", campaigns)),
        (shifts, ngettext("%(n)d shift", "%(n)d shifts", shifts)),
        (guides, ngettext("%(n)d conversation guide", "%(n)d conversation guides", guides)),
    )
    return [words % {"n": n} for n, words in lines if n]
