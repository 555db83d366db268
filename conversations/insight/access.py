"""The only door to outcomes, debriefs and exports. Outcomes stay with their own organisation."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.insight.models import Export
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, organisations_where
from volunteers.shifts.access import get_shift_to_run, shifts_to_see
from volunteers.shifts.models import Shift, SignUp


def campaigns_to_see(user: User) -> QuerySet[Campaign]:
    allowed = organisations_where(user, Verb.SEE_OUTCOMES).values("pk")
    return Campaign.objects.filter(organisation__in=allowed).select_related("organisation", "statement__topic")


def get_campaign_to_see(user: User, campaign_id: int) -> Campaign:
    return get_object_or_404(campaigns_to_see(user), pk=campaign_id)


def organisations_to_see_together(user: User) -> QuerySet[Organisation]:
    """Whose totals, with those of all groups below added in, one may see: one's own, never those of a group below."""
    return organisations_where(user, Verb.SEE_OUTCOMES)


def get_organisation_to_see_together(user: User, slug: str) -> Organisation:
    return get_object_or_404(organisations_to_see_together(user), slug=slug)


def get_organisation_to_guard(user: User, slug: str) -> Organisation:
    """For the state of data protection: where one is an admin, or above it. It names no outcome."""
    return get_object_or_404(organisations_where(user, Verb.MANAGE_MEMBERS), slug=slug)


def get_campaign_to_export(user: User, campaign_id: int) -> Campaign:
    allowed = organisations_where(user, Verb.EXPORT_TABLES).values("pk")
    return get_object_or_404(Campaign, pk=campaign_id, organisation__in=allowed)


def get_shift_to_debrief(user: User, shift_id: int) -> Shift:
    """A debrief shows ratings: whoever runs the shift from above sees it no more than other outcomes."""
    shift = get_shift_to_run(user, shift_id)
    get_campaign_to_see(user, shift.campaign_id)
    return shift


def get_shift_to_look_back_on(user: User, shift_id: int) -> Shift:
    """One's own: somebody of a duo that walked, or who signed up, once it has begun."""
    walked = Q(duos__members__volunteer=user) | Q(
        sign_ups__volunteer=user, sign_ups__state=SignUp.State.GOING, duos__isnull=True
    )
    begun = shifts_to_see(user).filter(walked, starts_at__lte=timezone.now()).exclude(state=Shift.State.CANCELLED)
    return get_object_or_404(begun.distinct(), pk=shift_id)


def get_own_export(user: User, export_id: UUID) -> Export:
    """Asked for by oneself, whatever became of it, while one still has the right to it."""
    return get_object_or_404(_own_exports(user), pk=export_id)


def get_export_to_download(user: User, export_id: UUID) -> Export:
    """One's own finished export, while it lasts and while one still has the right to it."""
    ready = _own_exports(user).exclude(file_name="").filter(expires_at__gt=timezone.now())
    return get_object_or_404(ready, pk=export_id)


def _own_exports(user: User) -> QuerySet[Export]:
    tables = organisations_where(user, Verb.EXPORT_TABLES).values("pk")
    records = organisations_where(user, Verb.EXPORT_RECORDS).values("pk")
    own = Export.objects.filter(asked_by=user).select_related("campaign__organisation")
    is_record = Q(kind=Export.Kind.RECORDS)
    return own.filter(
        Q(~is_record, campaign__organisation__in=tables) | Q(is_record, campaign__organisation__in=records)
    )
