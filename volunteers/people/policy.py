"""Who may do what: the whole policy as one table. A role holds for its organisation and what lies below it,

except for verbs marked own-only: outcomes flow up as suppressed totals, never by looking down.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet

from volunteers.people.models import Membership, Organisation, User

Role = Membership.Role


class Verb(StrEnum):
    WALK = "walk"
    SEE_SHIFTS = "see shifts"
    PLAN_TURF = "plan turf"
    RUN_SHIFT = "run shift"
    MANAGE_CAMPAIGN = "manage campaign"
    SEE_TOPICS = "see topics"
    MANAGE_TOPICS = "manage topics"
    SEE_OUTCOMES = "see outcomes"
    EXPORT_TABLES = "export tables"
    SEE_COMPARISONS = "see comparisons"
    LOAD_PLACES = "load places"
    MANAGE_MEMBERS = "manage members"


COORDINATING = frozenset({Role.COORDINATOR, Role.ADMIN})
POLICY: dict[Verb, frozenset[Role]] = {
    Verb.WALK: frozenset(Role),
    Verb.SEE_SHIFTS: frozenset(Role),
    Verb.PLAN_TURF: COORDINATING,
    Verb.RUN_SHIFT: COORDINATING,
    Verb.MANAGE_CAMPAIGN: COORDINATING,
    Verb.SEE_TOPICS: COORDINATING,
    Verb.MANAGE_TOPICS: frozenset({Role.ADMIN}),
    Verb.SEE_OUTCOMES: COORDINATING,
    Verb.EXPORT_TABLES: COORDINATING,
    Verb.SEE_COMPARISONS: COORDINATING,
    Verb.LOAD_PLACES: frozenset({Role.ADMIN}),
    Verb.MANAGE_MEMBERS: frozenset({Role.ADMIN}),
}
OWN_ONLY = frozenset({Verb.SEE_OUTCOMES, Verb.EXPORT_TABLES})
# What a randomised comparison found reaches umbrellas and what they oversee, never a group by itself.
FROM_UMBRELLAS = frozenset({Verb.SEE_COMPARISONS})


def organisations_where(user: User, verb: Verb) -> QuerySet[Organisation]:
    """The organisations in which ``user`` may do ``verb``."""
    everything: QuerySet[Organisation] = Organisation.objects.all()
    if not user.is_authenticated or not user.is_active:
        return everything.none()
    if user.only_shift is not None and verb != Verb.WALK:
        return everything.none()
    memberships = Membership.objects.filter(user=user, role__in=POLICY[verb])
    if verb in FROM_UMBRELLAS:
        memberships = memberships.filter(organisation__kind=Organisation.Kind.UMBRELLA)
    roots = list(memberships.values_list("organisation_id", flat=True))
    if verb in OWN_ONLY or not roots:
        return everything.filter(pk__in=roots)
    below: set[int] = set(roots)
    for root in Organisation.objects.filter(pk__in=roots):
        below.update(root.descendants(include_self=True).values_list("pk", flat=True))
    return everything.filter(pk__in=below)


def may(user: User, verb: Verb, organisation: Organisation) -> bool:
    return organisations_where(user, verb).filter(pk=organisation.pk).exists()
