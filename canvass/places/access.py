"""Places are public reference data, shared by all organisations: an admin of any of them may load and look."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from canvass.places.models import PlaceLoad
from volunteers.people.access import require_anywhere
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb


def get_organisation_to_load_for(user: User) -> Organisation:
    """The organisation in whose name this admin loads; 404 for everybody else."""
    return require_anywhere(user, Verb.LOAD_PLACES)


def get_load(user: User, load_id: int) -> PlaceLoad:
    get_organisation_to_load_for(user)
    return get_object_or_404(PlaceLoad, pk=load_id)
