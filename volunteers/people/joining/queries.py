from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from volunteers.people.models import JoinLink, JoinRequest, Organisation

PAGE = 25


@dataclass(frozen=True)
class LinkRow:
    link: JoinLink
    works: bool


@dataclass(frozen=True)
class Welcome:
    """What the page about newcomers shows: who waits, and which links are about."""

    requests: Page[JoinRequest]
    links: Page[JoinLink]
    rows: list[LinkRow]


def welcome_of(organisation: Organisation, *, now: datetime, page: str = "", links: str = "") -> Welcome:
    asking = JoinRequest.objects.filter(organisation=organisation).select_related("user").order_by("created_at", "pk")
    made = JoinLink.objects.filter(organisation=organisation).order_by("-created_at", "pk")
    shown = Paginator(made, PAGE).get_page(links)
    return Welcome(
        requests=Paginator(asking, PAGE).get_page(page),
        links=shown,
        rows=[LinkRow(link, _works(link, now)) for link in shown],
    )


def _works(link: JoinLink, now: datetime) -> bool:
    return link.closed_at is None and link.expires_at > now and (link.max_uses is None or link.uses < link.max_uses)
