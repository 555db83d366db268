from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from volunteers.people.models import Membership, Organisation, User
from volunteers.people.policy import Verb, organisations_where


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    depth: int
    members: int


def manageable_organisations(user: User) -> list[OrganisationRow]:
    """The organisations whose members ``user`` manages, in tree order."""
    ids = organisations_where(user, Verb.MANAGE_MEMBERS).values("pk")
    tree = Organisation.objects.with_tree_fields().filter(pk__in=ids).annotate(member_count=Count("memberships"))
    return [OrganisationRow(node, node.tree_depth, node.member_count) for node in tree]


def manages_others(user: User, organisation: Organisation) -> bool:
    """Whether somebody who manages ``organisation`` manages another too: one below it, or where they are admin."""
    admin_there = Q(memberships__user=user, memberships__role=Membership.Role.ADMIN)
    others = Organisation.objects.filter(Q(parent=organisation) | admin_there).exclude(pk=organisation.pk)
    return bool(others.exists())


def members_of(organisation: Organisation, *, search: str = "", role: str = "") -> QuerySet[Membership]:
    members = Membership.objects.filter(organisation=organisation).select_related("user")
    if search:
        members = members.filter(Q(user__name__icontains=search) | Q(user__email__icontains=search))
    if role:
        members = members.filter(role=role)
    return members.order_by("user__name", "user__email")
