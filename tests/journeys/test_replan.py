"""Re-planning on the way: more turf for a duo with time left, another order for what is left, and the next pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys import evening
from tests.journeys.product import DESK, PHONE, Product, sign_in

COORDINATOR, VOLUNTEER, ADMIN = (f"{name}@demo.example" for name in ("coordinator", "vrijwilliger", "admin"))
PLANNED, FRESH = "Een eerlijk huis (demo)", "Welkom in de polder (demo)"
NOT_HOME = 3
# Two street doors with all their bells: no order of those is shorter than another.
TOWERS = "Wilgenlaan"


@pytest.fixture
def desk(browser: Browser, demo: Product) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    yield sign_in(context, demo.url, COORDINATOR)
    context.close()


@pytest.fixture
def phones(browser: Browser, demo: Product) -> Iterator[list[Page]]:
    """Two duos of one person each, so that each has a phone of its own here.

    Without the worker that keeps the pages: what it lets through, a test cannot change on the way (``zigzag``).
    """
    phone = {"viewport": PHONE, "locale": "en-GB", "has_touch": True, "is_mobile": True, "service_workers": "block"}
    contexts = [browser.new_context(**phone) for _ in (VOLUNTEER, ADMIN)]
    yield [sign_in(context, demo.url, who) for context, who in zip(contexts, (VOLUNTEER, ADMIN), strict=True)]
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def any_hour(demo: Product) -> None:
    """Journeys run at night too: nobody's doorbell rings here."""
    change = "from canvass.campaigns.models import Campaign as C; C.objects.update(quiet_from='23:59')"
    demo.manage("shell", "-c", change)


def open_campaign(desk: Page, demo: Product, name: str) -> str:
    desk.goto(f"{demo.url}/campaigns/")
    desk.get_by_role("link", name=name).first.click()
    return desk.url.rstrip("/").split("/")[-1]


def open_route(phone: Page, demo: Product, shift_url: str) -> None:
    """The route of this very shift: the same volunteer has others today, also of the same campaign."""
    phone.goto(f"{demo.url}/field/")
    phone.locator("html[data-ready='1']").wait_for(timeout=evening.LONG)
    routes = phone.context.request.get(f"{demo.url}/field/assignments").json()["assignments"]
    mine = [str(route["shift"]) for route in routes].index(shift_url.rstrip("/").split("/")[-1])
    if len(routes) > 1:
        phone.locator("li.card").nth(mine).get_by_role("button").click()
    phone.locator("#dock .btn-main").first.click()
    expect(phone.locator(".plate-nr")).to_be_visible()


def not_home(phone: Page) -> None:
    door = phone.get_by_role("heading", level=1).inner_text()
    phone.locator("[data-outcome='not_home']").click()
    expect(phone.get_by_role("heading", level=1)).not_to_have_text(door)


def two_duos(desk: Page, phones: list[Page], shift_url: str) -> None:
    """Each of the two in a duo of their own, on the first two turfs of one neighbourhood."""
    for page in phones:
        evening.join(page, shift_url)
    desk.goto(shift_url)
    desk.get_by_role("button", name="Suggest duos").click()
    desk.get_by_role("link", name=re.compile("^Move ")).first.click()
    desk.get_by_role("button", name="A new duo").click()
    desk.get_by_role("link", name="Turf for 2 duos").click()
    place = ""
    for _ in phones:
        choice = desk.get_by_label(re.compile("^Turf for duo")).first
        # Both in one neighbourhood, so that they can want the same turf later.
        place = place or "(" + choice.locator("option").first.inner_text().split("(")[-1].split(",")[0]
        offers = choice.locator("option", has_text=place).filter(has_not_text=TOWERS)
        choice.select_option(value=offers.first.get_attribute("value"))
        desk.get_by_role("button", name=re.compile("^Hand out .duo")).first.click()
    desk.goto(shift_url)
    expect(desk.get_by_text("Take the turf back")).to_have_count(2)


def where_a_turf_begins(demo: Product, campaign: str) -> dict[str, float]:
    """A corner with turf around it."""
    script = (
        "import json; from canvass.turf.models import Stop; "
        f"p = Stop.objects.filter(plan__campaign={campaign}, plan__state='published').latest('pk').address.point; "
        "print(json.dumps({'lon': p.x, 'lat': p.y}))"
    )
    answer: dict[str, float] = json.loads(demo.manage("shell", "-v0", "-c", script).splitlines()[-1])
    return answer


def zigzag(route: Route) -> None:
    """The walk as a poor planner would have it: every other door first, the core still before the rest."""
    answer = route.fetch()
    bundle = answer.json()
    parts = [[door for door in bundle["doors"] if door["core"] == core] for core in (True, False)]
    bundle["doors"] = [door for part in parts for door in part[::2] + part[1::2]]
    route.fulfill(response=answer, json=bundle)


def look_around(phone: Page, place: dict[str, float]) -> list[str]:
    """Open "we have time left" and look from where one stands; the turfs on offer."""
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"longitude": place["lon"], "latitude": place["lat"]})
    phone.locator("[data-go='rest']").click()
    phone.locator("[data-go='nearby']").click()
    expect(phone.locator("[data-take]").first).to_be_visible(timeout=evening.LONG)
    with phone.expect_response("**/nearby/**", timeout=evening.LONG):
        phone.locator("[data-go='from-here']").click()
    expect(phone.locator("[data-take]").first).to_be_visible(timeout=evening.LONG)
    return [str(offer.get_attribute("data-take")) for offer in phone.locator("[data-take]").all()]


def test_time_left_is_used_by_two_duos_and_one_walks_in_another_order(desk: Page, phones: list[Page], demo: Product):
    campaign = open_campaign(desk, demo, PLANNED)
    shift_url = evening.add_shift(desk, demo.url, campaign)
    two_duos(desk, phones, shift_url)
    first, second = phones
    second.route("**/field/bundle/*", zigzag)
    for phone in phones:
        open_route(phone, demo, shift_url)
        not_home(phone)

    # The second takes the shorter order for what is left, and goes back to the planned one.
    second.locator("[data-go='rest']").click()
    second.locator("[data-go='shorten']").click()
    expect(second.locator("[data-go='as-planned']")).to_be_visible()
    here = second.get_by_role("heading", level=1).inner_text()
    second.reload()
    expect(second.get_by_role("heading", level=1)).to_have_text(here, timeout=evening.LONG)
    second.locator("[data-go='as-planned']").click()
    expect(second.get_by_role("heading", level=1)).to_have_text(here)
    expect(second.locator("[data-go='as-planned']")).to_have_count(0)

    # They met at one corner and both look; one takes the nearest, the other is told and takes the next.
    corner = where_a_turf_begins(demo, campaign)
    offers = look_around(first, corner)
    assert look_around(second, corner) == offers
    wanted = offers[0]
    first.locator(f"[data-take='{wanted}']").click()
    expect(first.locator("body[data-screen='doors'] .plate-nr")).to_be_visible(timeout=evening.LONG)
    second.locator(f"[data-take='{wanted}']").click()
    expect(second.get_by_text("Another duo has just taken this turf")).to_be_visible(timeout=evening.LONG)
    expect(second.locator(f"[data-take='{wanted}']")).to_have_count(0)
    second.locator("[data-take]").first.click()
    expect(second.locator("body[data-screen='doors'] .plate-nr")).to_be_visible(timeout=evening.LONG)
    not_home(second)

    # The coordinator sees who walks where now, and what they had.
    desk.goto(shift_url)
    expect(desk.get_by_text("Had earlier:")).to_have_count(2)
    expect(desk.get_by_text("Take the turf back")).to_have_count(2)
    for phone in phones:
        phone.locator("#tabs a").last.click()
        phone.get_by_role("button", name="I am back").click()
        expect(phone.locator(".banner.ok")).to_be_visible(timeout=evening.LONG)


def test_a_second_pass_after_the_shift_is_closed(desk: Page, phones: list[Page], demo: Product):
    phone = phones[0]
    campaign = open_campaign(desk, demo, FRESH)
    plan_url = desk.get_by_role("link", name="Plan turf").last.evaluate("a => a.href")
    evening.cut_and_publish(desk, plan_url)
    place = desk.title().split(" · ")[1]
    shift_url = evening.add_shift(desk, demo.url, campaign)
    evening.join(phone, shift_url)
    evening.join(desk, shift_url)
    evening.hand_out(desk, shift_url, f"({place},")
    evening.walk_route(phone, demo.url, campaign=FRESH, not_home=NOT_HOME)
    evening.debrief(desk, demo.url, shift_url, conversations=1)

    desk.goto(plan_url)
    desk.get_by_role("link", name="Plan the next pass").click()
    again = int(re.sub(r"\D", "", desk.get_by_role("heading", level=1).inner_text()))
    assert again >= NOT_HOME
    expect(desk.get_by_text("of the first pass")).to_be_visible()
    desk.get_by_role("button", name="Divide into turfs").click()
    expect(desk.get_by_role("link", name="Fix and hand out")).to_be_visible(timeout=evening.LONG)
    expect(desk.get_by_role("heading", level=1)).to_contain_text(f"{again} doors")
    desk.get_by_role("link", name="Fix and hand out").click()
    desk.get_by_role("button", name="Fix and hand out").click()

    shift_url = evening.add_shift(desk, demo.url, campaign)
    evening.join(phone, shift_url)
    evening.join(desk, shift_url)
    evening.hand_out(desk, shift_url, f"({place},")
    open_route(phone, demo, shift_url)
    expect(phone.locator("section.now")).to_contain_text("Second time")
    expect(phone.get_by_text("not home", exact=True)).to_have_count(0)
