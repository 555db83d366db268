from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from canvass.campaigns.models import Campaign
from canvass.places.models import Address, Entrance
from tests.conversations.doorstep.modules import module_page
from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment
from tests.journeys.product import PHONE, launch
from volunteers.people.models import User

# Playwright's own event loop runs in the tests' thread; rows are read between its calls.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def duo(db) -> list[Phone]:
    """Both phones of one duo, out on a turf of twelve doors."""
    assignment = make_assignment()
    members = User.objects.filter(pk__in=assignment.duo.members.values("volunteer")).order_by("pk")
    return [Phone(user, assignment) for user in members]


@pytest.fixture
def phone(duo) -> Phone:
    return duo[0]


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Browser]:
    """One browser for all; each test has a profile of its own in it."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def phone_page(chromium, transactional_db, live_server, phone) -> Iterator[Page]:
    """The app in a phone-sized Chromium, signed in as the first of the duo."""
    # The first request loads every page of the product: that is no part of the phone's patience.
    phone.client.get("/field/")
    cookie = phone.client.cookies[settings.SESSION_COOKIE_NAME]
    context = chromium.new_context(viewport=PHONE, locale="en")
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{live_server.url}/field/")
    page.wait_for_selector("html[data-ready]")
    yield page
    context.unroute_all(behavior="ignoreErrors")
    # Also those that the test itself made.
    for one in chromium.contexts:
        one.close()
    assert errors == []


@pytest.fixture
def flat(phone_page, phone) -> Entrance:
    """The first eight doors are behind one street door, four on a floor; the phone has the route, not yet begun."""
    first = phone.assignment.turf.stops.select_related("address").order_by("position")[:8]
    entrance = Entrance.objects.create(source_key="flat", label="De Toren", point=first[0].address.point)
    for at, stop in enumerate(first):
        Address.objects.filter(pk=stop.address_id).update(entrance=entrance, floor=at // 4)
    Campaign.objects.update(quiet_from="23:59")
    phone_page.reload()
    phone_page.wait_for_selector("html[data-ready]")
    return entrance


@pytest.fixture
def modules(chromium) -> Iterator[Page]:
    """The phone's modules with an empty database and no server."""
    page = module_page(chromium)
    yield page
    page.context.close()
