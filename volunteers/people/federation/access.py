"""Who arranges the tree: an admin, for the own organisation and what lies below it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from volunteers.people.federation.kinds import BELOW
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, organisations_where


def organisations_to_arrange(user: User) -> QuerySet[Organisation]:
    return organisations_where(user, Verb.MANAGE_MEMBERS)


def get_organisation_to_arrange(user: User, slug: str) -> Organisation:
    return get_object_or_404(organisations_to_arrange(user), slug=slug)


def get_organisation_to_add_below(user: User, slug: str) -> Organisation:
    """Nothing lies below a local group."""
    organisation = get_organisation_to_arrange(user, slug)
    if not BELOW[organisation.kind]:
        raise Http404
    return organisation


def get_organisation_to_move(user: User, slug: str) -> Organisation:
    """From above: a group does not take itself out of its umbrella, nor is it merged away, without one."""
    own = list(organisations_to_arrange(user).values_list("pk", flat=True))
    return get_object_or_404(Organisation, pk__in=own, parent__in=own, slug=slug)


def places_to_move_to(user: User, organisation: Organisation) -> QuerySet[Organisation]:
    """Organisations under which it fits, of those one arranges, without what lies below itself."""
    kinds = [kind for kind, below in BELOW.items() if organisation.kind in below]
    inside = organisation.descendants(include_self=True).values("pk")
    rows: QuerySet[Organisation] = organisations_to_arrange(user).filter(kind__in=kinds)
    return rows.exclude(pk__in=inside).exclude(pk=organisation.parent_id).order_by("name")


def organisations_to_merge_into(user: User, organisation: Organisation) -> QuerySet[Organisation]:
    inside = organisation.descendants(include_self=True).values("pk")
    rows: QuerySet[Organisation] = organisations_to_arrange(user).exclude(pk__in=inside)
    return rows.order_by("name")
