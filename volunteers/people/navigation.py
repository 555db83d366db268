"""The top bar: which pages whom concern. URL names only; the pages themselves check rights."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import Membership
from volunteers.people.policy import COORDINATING

Role = Membership.Role
EVERYBODY, ADMINS = frozenset(Role), frozenset({Role.ADMIN})
PAGES: tuple[tuple[str, object, frozenset[Role]], ...] = (
    ("insight:home", _("Overview"), EVERYBODY),
    ("campaigns:list", _("Campaigns"), COORDINATING),
    ("shifts:index", _("Shifts"), EVERYBODY),
    ("people_list:index", _("People"), COORDINATING),
    ("insight:index", _("Outcomes"), COORDINATING),
    ("topics:list", _("Topics"), COORDINATING),
    ("topics:training", _("Training"), frozenset({Role.VOLUNTEER})),
    ("doorstep:app", _("At the door"), frozenset({Role.VOLUNTEER})),
    ("places:index", _("Addresses"), ADMINS),
    ("people:organisations", _("Members"), ADMINS),
)


@dataclass(frozen=True)
class NavItem:
    url: str
    label: object
    current: bool


def nav_items(request: HttpRequest, roles: frozenset[str]) -> list[NavItem]:
    """The pages for these roles; the one with the longest matching path is the current one."""
    urls = [(reverse(name), label) for name, label, who in PAGES if roles & who]
    # A campaign's turf pages have an address of their own and belong to it all the same.
    path = request.path.replace("/turf/", "/campaigns/", 1) if request.path.startswith("/turf/") else request.path
    here = max((url for url, _label in urls if path.startswith(url)), key=len, default="")
    return [NavItem(url, label, url == here) for url, label in urls]
