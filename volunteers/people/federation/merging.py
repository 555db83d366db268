"""Two organisations become one: everything of the first goes to the second, and the first is no more.

Whatever refers to an organisation moves, also what was added to the product after this was written. Where both have
the same thing (one person's membership, one invitation, one word of a list) a rule decides; what fits no rule stops
the merger, and nothing has changed.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from canvass.core.models import Job
from volunteers.people import audit
from volunteers.people.errors import PeopleError
from volunteers.people.federation.arranging import lock_tree, require_outside
from volunteers.people.federation.hooks import has_moved
from volunteers.people.federation.kinds import fits_below
from volunteers.people.models import Membership, Organisation, User

# From the least to the most that somebody may do.
RANK = (Membership.Role.VOLUNTEER, Membership.Role.COORDINATOR, Membership.Role.ADMIN)


@transaction.atomic
def merge_organisations(*, source: Organisation, into: Organisation, by: User) -> None:
    """All of ``source`` goes to ``into``. It cannot be undone."""
    lock_tree()
    both = Organisation.objects.select_for_update().in_bulk([source.pk, into.pk])
    if len(both) != 2:
        raise PeopleError(_("One of the two is not there any more."))
    source, into = both[source.pk], both[into.pk]
    refuse_merger(source=source, into=into)
    _merge_memberships(source, into)
    for relation in Organisation._meta.related_objects:
        _move_all(relation, source, into)
    Job.objects.filter(organisation_id=source.pk).update(organisation_id=into.pk)
    for relation in Organisation._meta.related_objects:
        if relation.related_model._base_manager.filter(**{relation.field.name: source.pk}).exists():
            raise PeopleError(_("Something of the first organisation could not be moved. Nothing was changed."))
    audit.note(actor=by, organisation=into, verb="merged organisation", subject=f"organisation {source.pk}")
    Organisation.objects.filter(pk=source.pk).delete()
    has_moved(into)


def refuse_merger(*, source: Organisation, into: Organisation) -> None:
    """Raises where the tree would not hold afterwards; the page that asks for confirmation asks this too."""
    if source.pk == into.pk:
        raise PeopleError(_("These are the same organisation."))
    require_outside(into, source)
    if not all(fits_below(child.kind, into) for child in source.children.exclude(pk=into.pk)):
        raise PeopleError(_("What lies below the first organisation does not fit below the second."))


def _merge_memberships(source: Organisation, into: Organisation) -> None:
    """Who is in both keeps one membership, with the higher role and the older date."""
    there = {row.user_id: row for row in Membership.objects.select_for_update().filter(organisation=into)}
    for row in Membership.objects.select_for_update().filter(organisation=source):
        other = there.get(row.user_id)
        if other is None:
            continue
        _keep_the_most(row, other)
        row.delete()


def _keep_the_most(row: Membership, other: Membership) -> None:
    higher = row if RANK.index(Membership.Role(row.role)) > RANK.index(Membership.Role(other.role)) else other
    fields = {"role": higher.role, "created_at": min(row.created_at, other.created_at)}
    if hasattr(row, "ends_on"):
        # A last day belongs to the role that it was set for.
        fields["ends_on"] = higher.ends_on
    Membership.objects.filter(pk=other.pk).update(**fields)


def _move_all(relation: Any, source: Organisation, into: Organisation) -> None:
    """At once where nothing stands in the way, else row by row."""
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: source.pk})
    if relation.many_to_many:
        raise PeopleError(_("Something of the first organisation could not be moved. Nothing was changed."))
    try:
        with transaction.atomic():
            rows.update(**{name: into})
    except IntegrityError:
        for row in rows.order_by("pk"):
            _move(row, name, into, called=source.name)


def _move(row: models.Model, name: str, into: Organisation, *, called: str) -> None:
    model = type(row)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{name: into})
    except IntegrityError as error:
        words = _words_that_clash(model, error)
        if "name" in words or (words and _has_dependents(row)):
            _rename(row, words[0], name, into, called=called)
        else:
            _drop_twin(row)


def _words_that_clash(model: type[models.Model], error: IntegrityError) -> list[str]:
    """The text fields of the rule "once in an organisation" that was broken."""
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    rule = next((c for c in model._meta.constraints if c.name == broken), None)
    fields = rule.fields if isinstance(rule, models.UniqueConstraint) else ()
    return [field for field in fields if isinstance(model._meta.get_field(field), models.CharField)]


def _rename(row: models.Model, word: str, name: str, into: Organisation, *, called: str) -> None:
    """A thing with a life of its own (a campaign, a topic) stays, told apart from its namesake."""
    model, text = type(row), str(getattr(row, word))
    longest = getattr(model._meta.get_field(word), "max_length", None) or 40
    tail = f" ({called})"[:longest] if word == "name" else f"-{row.pk}"
    new = text[: longest - len(tail)] + tail
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{word: new, name: into})
    except IntegrityError:
        raise _stop(model) from None


def _drop_twin(row: models.Model) -> None:
    """The other organisation has the same already, and nothing hangs on this one."""
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, IntegrityError):
        raise _stop(type(row)) from None


def _has_dependents(row: models.Model) -> bool:
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).exists()
        for relation in type(row)._meta.related_objects
    )


def _stop(model: type[models.Model]) -> PeopleError:
    name = str(model._meta.verbose_name)
    return PeopleError(_("Both organisations have the same %(what)s. Change one first.") % {"what": name})
