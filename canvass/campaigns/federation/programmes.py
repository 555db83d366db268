"""An umbrella's programmes: goals for some years, and which campaigns count towards them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from canvass.campaigns.models import Campaign, Programme, ProgrammeGoal
from volunteers.people import audit
from volunteers.people.models import Organisation, User


@dataclass(frozen=True)
class GoalDetails:
    name: str
    measure: str
    target: int


@dataclass(frozen=True)
class ProgrammeDetails:
    name: str
    first_year: int
    last_year: int
    goals: Sequence[GoalDetails]


@transaction.atomic
def create_programme(*, organisation: Organisation, details: ProgrammeDetails, by: User) -> Programme:
    programme = Programme.objects.create(
        organisation=organisation, name=details.name, first_year=details.first_year, last_year=details.last_year
    )
    _set_goals(programme, details.goals)
    audit.note(actor=by, organisation=organisation, verb="made programme", subject=f"programme {programme.pk}")
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, details: ProgrammeDetails, by: User) -> None:
    programme.name, programme.first_year, programme.last_year = details.name, details.first_year, details.last_year
    programme.save(update_fields=["name", "first_year", "last_year"])
    _set_goals(programme, details.goals)
    audit.note(
        actor=by, organisation=programme.organisation, verb="changed programme", subject=f"programme {programme.pk}"
    )


@transaction.atomic
def end_programme(*, programme: Programme, by: User) -> None:
    """The goals go; the campaigns that counted towards them stay as they are."""
    audit.note(
        actor=by, organisation=programme.organisation, verb="ended programme", subject=f"programme {programme.pk}"
    )
    programme.delete()


def programmes_above(organisations: QuerySet[Organisation]) -> QuerySet[Programme]:
    """Of these organisations and all above them: what their campaigns may count towards. One query, and the rows."""
    return Programme.objects.filter(organisation__in=organisations_and_above(organisations))


def organisations_and_above(organisations: QuerySet[Organisation]) -> set[int]:
    """Their ids and those of all above them, in one query; empty only if there are none."""
    asked = ExpressionWrapper(Q(pk__in=organisations.order_by().values("pk")), output_field=BooleanField())
    rows = list(Organisation.objects.order_by().annotate(asked=asked).values_list("pk", "parent_id", "asked"))
    parents: dict[int, int | None] = {pk: parent for pk, parent, _asked in rows}
    seen: set[int] = set()
    for start in (pk for pk, _parent, is_asked in rows if is_asked):
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            at = parents[at]
    return seen


@transaction.atomic
def leave_foreign_programmes(*, organisation: Organisation) -> int:
    """After a move: campaigns below no longer count towards goals of who is not above them any more."""
    left = 0
    for below in organisation.descendants(include_self=True):
        above = below.ancestors(include_self=True).values("pk")
        counting = Campaign.objects.filter(organisation=below, programme__isnull=False)
        left += counting.exclude(programme__organisation__in=above).update(programme=None)
    return left


def _set_goals(programme: Programme, goals: Sequence[GoalDetails]) -> None:
    """Goals have no history: progress is counted anew whenever it is shown."""
    programme.goals.all().delete()
    ProgrammeGoal.objects.bulk_create(ProgrammeGoal(programme=programme, **vars(goal)) for goal in goals)
