"""The phone's battery dies, the browser crashes, the system throws the tab away: what was saved is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.faults.clerk import Clerk, Route
from tests.faults.handset import PLATE, Handset, Talk
from tests.faults.profile import Profile
from tests.journeys.product import Product

NewProfile = Callable[[], Profile]


@pytest.fixture
def new_profile(playwright: Playwright, tmp_path: Path) -> Iterator[NewProfile]:
    with ExitStack() as stack:

        def make() -> Profile:
            profile = Profile(playwright, tmp_path / f"profile{len(list(tmp_path.iterdir()))}")
            stack.callback(profile.end)
            return profile

        yield make


@pytest.mark.parametrize("pause_ms", [0, 50, 500])
def test_a_browser_killed_after_saving_sends_once_later(
    new_profile: NewProfile, served: Product, office: Clerk, route: Route, pause_ms: int
):
    profile, cookie = new_profile(), office.cookie(route.members[0], served.url)
    phone = Handset.new(profile.launch(cookie), served.url).open().start().controlled()
    phone.waiting(0)
    phone.offline()
    phone.not_home()
    talk = Talk(opening="2", closing="9")
    phone.talk(talk)
    phone.page.wait_for_timeout(pause_ms)
    profile.kill()

    # In a cellar still: the page opens from what the phone kept, without a cookie too.
    again = Handset.new(profile.launch(), served.url).offline().open()
    again.waiting(3)
    assert again.door() == list(route.doors)[2]
    again.context.add_cookies([cookie])
    again.offline(False)
    found = office.until_rows(route.shift, doors=2, talks=1)
    assert talk.is_in(found["talks"][0])
    again.waiting(0)
    profile.kill()

    # Nothing is sent a second time.
    last = Handset.new(profile.launch(cookie), served.url).open()
    last.sticker()
    office.until_rows(route.shift, doors=3, talks=1)


def test_a_browser_killed_while_saving_keeps_all_or_nothing(
    new_profile: NewProfile, served: Product, office: Clerk, route: Route
):
    """The door and its conversation are one: not one without the other, at whatever moment the tap was cut."""
    profile, cookie = new_profile(), office.cookie(route.members[0], served.url)
    for pause_ms in (0, 5, 20):
        phone = Handset.new(profile.launch(cookie), served.url).open()
        if phone.page.locator(PLATE).count() == 0:
            phone.start().controlled()
        phone.offline()
        phone.fill(Talk(opening=str(pause_ms % 10)))
        # Not waited for: the click returns before the page has handled it to the end.
        phone.page.evaluate("setTimeout(() => document.querySelector('[data-save=card]').click())")
        phone.page.wait_for_timeout(pause_ms)
        profile.kill()
    phone = Handset.new(profile.launch(cookie), served.url).open()
    phone.sticker()
    phone.waiting(0)
    found = office.until(route.shift, lambda rows: any(e["outcome"] == "sticker" for e in rows["events"]))
    kept = sum(event["outcome"] == "conversation" for event in found["events"])
    assert kept == len(found["talks"]) <= 3
