"""Adding organisations to the tree, renaming and moving them. One transaction each, with a line in the audit log."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from volunteers.people import audit
from volunteers.people.errors import PeopleError
from volunteers.people.federation.hooks import has_moved
from volunteers.people.federation.kinds import fits_below
from volunteers.people.models import Organisation, User

LONGEST_SLUG = 50


@transaction.atomic
def add_organisation(*, name: str, kind: str, above: Organisation, by: User) -> Organisation:
    if not fits_below(kind, above):
        raise PeopleError(_("That kind of organisation does not fit there."))
    made: Organisation = Organisation.objects.create(name=name, kind=kind, parent=above, slug=free_slug(name))
    audit.note(actor=by, organisation=made, verb="added organisation", subject=f"below {above.pk}")
    return made


@transaction.atomic
def rename_organisation(*, organisation: Organisation, name: str, by: User) -> None:
    """Its address stays, so that links and printed codes still lead there."""
    organisation.name = name
    organisation.save(update_fields=["name"])
    audit.note(actor=by, organisation=organisation, verb="renamed organisation", subject=organisation.pk)


@transaction.atomic
def move_organisation(*, organisation: Organisation, above: Organisation, by: User) -> None:
    """With everything below it. What its campaigns counted towards outside its new place, they no longer do."""
    lock_tree()
    moved = Organisation.objects.get(pk=organisation.pk)
    require_outside(above, moved)
    if not fits_below(moved.kind, above):
        raise PeopleError(_("That kind of organisation does not fit there."))
    if moved.parent_id == above.pk:
        raise PeopleError(_("It lies there already."))
    before = moved.parent_id
    moved.parent = above
    moved.save(update_fields=["parent"])
    has_moved(moved)
    audit.note(actor=by, organisation=moved, verb="moved organisation", subject=f"from {before} to {above.pk}")


def require_outside(above: Organisation, organisation: Organisation) -> None:
    if organisation.descendants(include_self=True).filter(pk=above.pk).exists():
        raise PeopleError(_("An organisation cannot lie below itself."))


def lock_tree() -> None:
    """Changes to the tree come one after another; the same lock as the trigger's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('people.organisation tree'))")


def free_slug(name: str) -> str:
    base = slugify(name)[: LONGEST_SLUG - 5] or "groep"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
