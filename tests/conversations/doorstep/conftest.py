from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.conversations.doorstep.phone import Phone
from tests.factories import make_assignment
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


@pytest.fixture
def phone_page(playwright, transactional_db, live_server, phone) -> Iterator[Page]:
    """The app in a phone-sized Chromium, signed in as the first of the duo."""
    cookie = phone.client.cookies[settings.SESSION_COOKIE_NAME]
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en")
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{live_server.url}/field/")
    page.wait_for_selector("html[data-ready]")
    yield page
    browser.close()
    assert errors == []
