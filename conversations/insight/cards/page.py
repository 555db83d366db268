"""A page for a resident: no account, no session, its own language, and nothing of it kept by any cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from canvass.campaigns.models import Campaign
from canvass.core.cookies import named
from canvass.core.wall.scope import holding_cards
from conversations.insight.cards.desks import desk_of
from conversations.insight.cards.limits import note_try
from conversations.insight.cards.lookup import Found, State, hash_of, look_up
from conversations.insight.cards.texts import (
    COOKIE,
    choices,
    direction,
    further,
    known_languages,
    language_of,
    speaking,
)
from volunteers.people.models import Organisation

LONGEST_CODE = 120
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Page:
    request: HttpRequest
    language: str
    texts: dict[str, str]

    @property
    def code(self) -> str:
        return self.request.POST.get("code", "")[:LONGEST_CODE]

    @property
    def address(self) -> str:
        return str(get_adapter().get_client_ip(self.request))

    @property
    def own_words(self) -> bool:
        """Django can name days and months in this language."""
        return self.language not in further()

    def day(self, day: date) -> str:
        return date_format(day, "j F Y") if self.own_words else f"{day:%d-%m-%Y}"

    def show(self, name: str, *, status: int = 200, campaign: Campaign | None = None, **context: Any) -> HttpResponse:
        organisation: Organisation | None = campaign.organisation if campaign else None
        shared = {
            "t": self.texts,
            "language": self.language,
            "direction": direction(self.language),
            "languages": choices(),
            "unreviewed": self.language in further() and not further()[self.language].reviewed,
            "code": self.code,
            "organisation": organisation,
            "desk": desk_of(organisation) if organisation else None,
        }
        response = render(self.request, f"card/{name}.html", shared | context, status=status)
        # Nothing that was followed from here says where it came from.
        response["Referrer-Policy"] = "same-origin"
        chosen = self.request.POST.get("in") or self.request.GET.get("in")
        if chosen in known_languages():
            secure = self.request.is_secure()
            response.set_cookie(named(COOKIE), chosen, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
        return response


View = Callable[..., HttpResponse]


def resident_page(view: Callable[[Page], HttpResponse]) -> View:
    @never_cache
    @sensitive_post_parameters("code", "email", "postcode", "number", "street")
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with speaking(language) as texts:
            return view(Page(request, language, texts))

    return wrapped


def with_card(view: Callable[[Page, Found], HttpResponse]) -> View:
    """For pages behind a code: POST only. An unknown code is counted, and answered like every other page."""

    @require_POST
    @resident_page
    def wrapped(page: Page) -> HttpResponse:
        with holding_cards(hash_of(page.code)):
            return answer(page)

    def answer(page: Page) -> HttpResponse:
        found = look_up(page.code)
        missed = found.state is State.UNKNOWN
        too_many = note_try(address=page.address, missed=missed, now=timezone.now())
        if missed:
            return page.show("start", problem="limited" if too_many else "unknown", status=429 if too_many else 200)
        return view(page, found)

    return wraps(view)(wrapped)
