"""The only door to tokens, and from a token to what it may read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from canvass.campaigns.models import Campaign
from conversations.insight.models import ApiToken, Export
from volunteers.people.models import Organisation, User
from volunteers.people.policy import Verb, organisations_where
from volunteers.shifts.models import Shift


def get_organisation_to_connect(user: User, slug: str) -> Organisation:
    """Where one is an admin oneself: a token reads outcomes, and those stay with their own organisation."""
    return get_object_or_404(organisations_where(user, Verb.MANAGE_TOKENS), slug=slug)


def get_token_to_revoke(user: User, token_id: int) -> ApiToken:
    allowed = organisations_where(user, Verb.MANAGE_TOKENS).values("pk")
    return get_object_or_404(ApiToken.objects.select_related("organisation"), pk=token_id, organisation__in=allowed)


def campaigns_of(token: ApiToken) -> QuerySet[Campaign]:
    return Campaign.objects.filter(organisation=token.organisation).order_by("-starts_on", "pk")


def get_campaign_of(token: ApiToken, campaign_id: int) -> Campaign:
    found = campaigns_of(token).select_related("organisation", "statement__topic")
    return get_object_or_404(found, pk=campaign_id)


def shifts_of(token: ApiToken) -> QuerySet[Shift]:
    return Shift.objects.filter(campaign__organisation=token.organisation)


def exports_of(token: ApiToken) -> QuerySet[Export]:
    """Finished ones that have not gone yet. Single conversations are for people who proved twice who they are."""
    found = Export.objects.filter(campaign__organisation=token.organisation).exclude(file_name="")
    return found.exclude(kind=Export.Kind.RECORDS)
