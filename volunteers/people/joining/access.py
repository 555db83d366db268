"""The only door to what a group's welcome needs; what one may not see answers like what is not there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from volunteers.people.models import JoinLink, JoinRequest, Organisation, PublicPage, User
from volunteers.people.policy import Verb, organisations_where


def get_organisation_to_welcome(user: User, slug: str) -> Organisation:
    return get_object_or_404(organisations_where(user, Verb.WELCOME_PEOPLE), slug=slug)


def get_link_to_manage(user: User, link_id: UUID) -> JoinLink:
    allowed = organisations_where(user, Verb.WELCOME_PEOPLE)
    return get_object_or_404(JoinLink.objects.select_related("organisation"), pk=link_id, organisation__in=allowed)


def get_request_to_answer(user: User, request_id: int) -> JoinRequest:
    allowed = organisations_where(user, Verb.WELCOME_PEOPLE)
    requests = JoinRequest.objects.select_related("organisation", "user")
    return get_object_or_404(requests, pk=request_id, organisation__in=allowed)


def get_open_page(slug: str) -> PublicPage:
    """For anybody. A closed page and a group that does not exist answer the same."""
    pages = PublicPage.objects.select_related("organisation")
    return get_object_or_404(pages, organisation__slug=slug, is_open=True)


def get_usable_link(token: str) -> JoinLink:
    link = JoinLink.objects.usable(now=timezone.now()).filter(token=token).first()
    if link is None:
        raise Http404
    return link
