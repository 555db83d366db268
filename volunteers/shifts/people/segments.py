"""Saved searches of a group, and taking addresses out of the list: both by name, the second one written down."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from volunteers.people import audit
from volunteers.people.errors import PeopleError
from volunteers.people.models import Organisation, Segment, User
from volunteers.shifts.people.filters import known_questions

MOST = 40


@transaction.atomic
def save_segment(*, organisation: Organisation, name: str, filters: Mapping[str, str], by: User) -> Segment:
    """A name that exists already takes the new questions."""
    asked = known_questions(filters)
    if not asked:
        raise PeopleError(_("Filter the list first: a segment keeps the filters under a name."))
    old = Segment.objects.select_for_update().filter(organisation=organisation, name__iexact=name).first()
    if old is None and Segment.objects.filter(organisation=organisation).count() >= MOST:
        raise PeopleError(_("There are %(most)s segments already. Remove one first.") % {"most": MOST})
    segment = old or Segment(organisation=organisation)
    segment.name, segment.filters = name, asked
    segment.save()
    audit.note(actor=by, organisation=organisation, verb="saved segment", subject=f"segment {segment.pk}")
    return segment


@transaction.atomic
def delete_segment(*, segment: Segment, by: User) -> None:
    audit.note(actor=by, organisation=segment.organisation, verb="deleted segment", subject=f"segment {segment.pk}")
    segment.delete()


def note_copied(*, organisation: Organisation, people: int, purpose: str, by: User) -> None:
    subject = f"{people} addresses for {purpose}"
    audit.note(actor=by, organisation=organisation, verb="copied addresses", subject=subject)
