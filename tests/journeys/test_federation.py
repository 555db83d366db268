"""An umbrella's admin sees totals only and sets goals; two groups meet in one street, and the second is warned."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.pages import check, follow
from tests.journeys.product import DESK, Product, sign_in

UMBRELLA = "koepel@demo.example"
FIRST, SECOND, GROUP = "Een eerlijk huis (demo)", "Buren over wonen (demo)", "Buurtgesprek Lindenhaven"


def test_an_umbrella_sees_totals_sets_goals_and_two_groups_share_a_town(browser: Browser, demo: Product):
    context = browser.new_context(viewport=DESK, locale="en-GB")
    context.set_default_timeout(60_000)
    desk = sign_in(context, demo.url, UMBRELLA)

    desk.get_by_role("link", name="See the outcomes together").click()
    expect(desk.get_by_text("This is not a measured effect").first).to_be_visible()
    main = desk.locator("main")
    for name in (FIRST, SECOND, GROUP, "Omzien Lindenhaven"):
        expect(main).not_to_contain_text(name)
    check(desk)

    desk.goto(f"{demo.url}/outcomes/programmes/")
    desk.get_by_role("link", name="Make a programme").click()
    desk.get_by_label("Name").first.fill("Samen wonen")
    desk.get_by_label("First year").fill("2026")
    desk.get_by_label("Last year").fill("2028")
    goal = desk.get_by_role("group", name="Goal 1")
    goal.get_by_label("Goal").fill("Duizend gesprekken")
    goal.get_by_label("How many").fill("1000")
    goal.get_by_label("Counted in").select_option("conversations")
    check(desk)
    desk.get_by_role("button", name="Make this programme").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Samen wonen")
    expect(desk.locator("main")).to_contain_text("0 of 1,000")
    check(desk)

    desk.goto(f"{demo.url}/campaigns/")
    desk.get_by_role("link", name=SECOND).first.click()
    follow(desk.get_by_role("link", name="Reserved streets"))
    check(desk)
    desk.get_by_label("Neighbourhood").select_option(label="De Wilgen")
    desk.get_by_role("button", name="Reserve", exact=True).click()
    expect(desk.get_by_text("reserved already")).to_be_visible()
    expect(desk.locator("main")).not_to_contain_text(FIRST)
    expect(desk.locator("main")).not_to_contain_text(GROUP)

    desk.goto(f"{demo.url}/organisations/")
    expect(desk.get_by_role("link", name="Merge Omzien Lindenhaven")).to_be_visible()
    check(desk)
    context.close()
