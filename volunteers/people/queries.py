from __future__ import annotations

from django.db.models import Q, QuerySet

from volunteers.people.models import Membership, Organisation, User


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
