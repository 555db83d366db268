"""The main job on real streets: the Amsterdam extract and its official neighbourhoods, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys import evening
from tests.journeys.product import DESK, PHONE, Product, product, sign_in
from tests.realdata.files import real_file
from tests.realdata.seed import CAMPAIGN, COORDINATOR, VOLUNTEERS

NOT_HOME = 5


@pytest.fixture(scope="module")
def amsterdam(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Product]:
    areas, streets = real_file("amsterdam_buurten.geojson"), real_file("amsterdam_small.osm.pbf")
    load = [
        ["load_neighbourhoods", str(areas), "--map", "code=cbsCode,name=naam"],
        ["load_osm", str(streets)],
        ["shell", "--no-imports", "-c", "from tests.realdata.seed import seed; seed('De Wetbuurt')"],
    ]
    with product(f"amsterdam_{worker_id}", tmp_path_factory.mktemp("amsterdam"), *load) as running:
        yield running


def test_from_real_streets_to_door_totals(browser: Browser, amsterdam: Product):
    desk = sign_in(browser.new_context(viewport=DESK, locale="en-GB"), amsterdam.url, COORDINATOR)
    hand = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True, is_mobile=True)
    phone = sign_in(hand, amsterdam.url, VOLUNTEERS[0])
    desk.goto(f"{amsterdam.url}/campaigns/")
    desk.get_by_role("link", name=CAMPAIGN).first.click()
    campaign = desk.url.rstrip("/").split("/")[-1]
    plan_url = desk.get_by_role("link", name="Plan turf").first.evaluate("a => a.href")

    assert evening.cut_and_publish(desk, plan_url) >= 1
    shift_url = evening.add_shift(desk, amsterdam.url, campaign)
    evening.join(phone, shift_url)
    evening.join(desk, shift_url)
    evening.hand_out(desk, shift_url, "1. ")
    evening.walk_route(phone, amsterdam.url, campaign=CAMPAIGN, not_home=NOT_HOME)
    evening.debrief(desk, amsterdam.url, shift_url, conversations=1)

    rows = evening.export_doors(desk.context, desk, f"{amsterdam.url}/outcomes/{campaign}/exports/")
    assert {row["outcome"]: int(row["doors"]) for row in rows} == {"not_home": NOT_HOME, "conversation": 1}
