"""Who sees how far a programme is: whoever sees outcomes in an organisation that it is for."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from canvass.campaigns.federation.programmes import organisations_and_above
from canvass.campaigns.models import Programme
from conversations.insight.access import organisations_to_see_together
from volunteers.people.models import User


def programmes_to_see(user: User) -> QuerySet[Programme]:
    """Those of the organisations whose outcomes one sees, and of the ones above: counts, never another's outcomes."""
    organisations = organisations_and_above(organisations_to_see_together(user))
    if not organisations:
        raise Http404
    programmes = Programme.objects.filter(organisation__in=organisations)
    return programmes.select_related("organisation").prefetch_related("goals")


def get_programme_to_see(user: User, programme_id: int) -> Programme:
    return get_object_or_404(programmes_to_see(user), pk=programme_id)
