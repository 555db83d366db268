"""Who may do what: the whole policy as one table. A role holds for its organisation and what lies below it,

except for verbs marked own-only: outcomes flow up as suppressed totals, never by looking down.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

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
    LEARN = "learn"
    WRITE_KNOWLEDGE = "write knowledge"
    SEE_OUTCOMES = "see outcomes"
    EXPORT_TABLES = "export tables"
    EXPORT_RECORDS = "export records"
    SEE_COMPARISONS = "see comparisons"
    LOAD_PLACES = "load places"
    MANAGE_MEMBERS = "manage members"
    MANAGE_TOKENS = "manage tokens"
    SEE_PEOPLE = "see people"
    WELCOME_PEOPLE = "welcome people"
    SEE_AUDIT = "see audit"


COORDINATING = frozenset({Role.COORDINATOR, Role.ADMIN})
POLICY: dict[Verb, frozenset[Role]] = {
    Verb.WALK: frozenset(Role),
    Verb.SEE_SHIFTS: frozenset(Role),
    Verb.PLAN_TURF: COORDINATING,
    Verb.RUN_SHIFT: COORDINATING,
    Verb.MANAGE_CAMPAIGN: COORDINATING,
    Verb.SEE_TOPICS: COORDINATING,
    Verb.MANAGE_TOPICS: frozenset({Role.ADMIN}),
    Verb.LEARN: frozenset(Role),
    Verb.WRITE_KNOWLEDGE: COORDINATING,
    Verb.SEE_OUTCOMES: COORDINATING,
    Verb.EXPORT_TABLES: COORDINATING,
    Verb.EXPORT_RECORDS: frozenset({Role.ADMIN}),
    Verb.SEE_COMPARISONS: COORDINATING,
    Verb.LOAD_PLACES: frozenset({Role.ADMIN}),
    Verb.MANAGE_MEMBERS: frozenset({Role.ADMIN}),
    Verb.MANAGE_TOKENS: frozenset({Role.ADMIN}),
    Verb.SEE_PEOPLE: COORDINATING,
    Verb.WELCOME_PEOPLE: COORDINATING,
    Verb.SEE_AUDIT: frozenset({Role.ADMIN}),
}
# A group's people are its own: their addresses, when they can, who asks to join and what they did concern no umbrella.
OWN_ONLY = frozenset(
    {
        Verb.SEE_OUTCOMES,
        Verb.EXPORT_TABLES,
        Verb.EXPORT_RECORDS,
        Verb.MANAGE_TOKENS,
        Verb.SEE_PEOPLE,
        Verb.WELCOME_PEOPLE,
        Verb.SEE_AUDIT,
    }
)
# What a randomised comparison found reaches umbrellas and what they oversee, never a group by itself.
FROM_UMBRELLAS = frozenset({Verb.SEE_COMPARISONS})


BELOW = """
    WITH RECURSIVE below(id) AS (
        {roots}
        UNION
        SELECT lower.id FROM people_organisation lower JOIN below ON lower.parent_id = below.id
    ) SELECT id FROM below
"""


def organisations_where(user: User, verb: Verb) -> QuerySet[Organisation]:
    """The organisations in which ``user`` may do ``verb``."""
    everything: QuerySet[Organisation] = Organisation.objects.all()
    if not user.is_authenticated or not user.is_active:
        return everything.none()
    if user.only_shift is not None and verb != Verb.WALK:
        return everything.none()
    memberships = Membership.objects.holding().filter(user=user, role__in=POLICY[verb])
    if verb in FROM_UMBRELLAS:
        memberships = memberships.filter(organisation__kind=Organisation.Kind.UMBRELLA)
    roots = memberships.order_by().values("organisation_id")
    return everything.filter(pk__in=roots if verb in OWN_ONLY else _with_all_below(roots))


def _with_all_below(roots: QuerySet[Membership, Any]) -> RawSQL:
    """Inside the question that uses it, so that a right never costs a question of its own."""
    sql, values = roots.query.sql_with_params()
    return RawSQL(BELOW.format(roots=sql), values)  # noqa: S611 - the rows' own statement, values apart


def may(user: User, verb: Verb, organisation: Organisation) -> bool:
    return organisations_where(user, verb).filter(pk=organisation.pk).exists()
