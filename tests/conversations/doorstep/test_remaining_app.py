"""What is left of a walk, on the phone: a shorter order and back, and more turf when time is left."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from canvass.campaigns.models import Campaign
from conversations.doorstep.models import DoorEvent, Walk
from conversations.doorstep.states import current_events
from tests.conversations.doorstep.phone import Phone
from tests.conversations.doorstep.test_phone_app import have_all_screens, start, until
from tests.factories import make_assignment, make_turf
from volunteers.shifts.models import Assignment

pytestmark = pytest.mark.django_db(transaction=True)


def shows(page, number):
    """The plate of the current door; a tap is saved before the next door comes."""
    page.wait_for_selector(f"body[data-screen=doors] .plate-nr:text-is('{number}')")


def plate(page):
    return page.inner_text(".plate-nr")


def test_the_rest_is_put_in_a_shorter_order_and_back(phone_page, phone):
    page = phone_page
    Campaign.objects.update(quiet_from="23:59")
    page.reload()
    start(page)
    # The street of the test goes from side to side: 1, 2, 3, ...
    page.click("[data-outcome=not_home]")
    shows(page, 2)
    assert "more door" in page.inner_text("[data-go=rest]") or "fit" in page.inner_text("[data-go=rest]")
    page.click("[data-go=rest]")
    page.click("[data-go=shorten]")
    shows(page, 3)  # along one side first
    page.click("[data-outcome=not_home]")
    shows(page, 5)
    page.reload()
    page.wait_for_selector(".plate-nr")
    shows(page, 5)  # the order outlives the tab
    page.click("[data-go=as-planned]")
    shows(page, 5)  # the door in front of one stays
    page.click("[data-outcome=not_home]")
    shows(page, 6)
    until(lambda: DoorEvent.objects.count() == 3)


def test_a_door_put_off_comes_after_the_rest_also_in_a_new_order(phone_page):
    page = phone_page
    start(page)
    page.click("[data-outcome=not_home]")
    page.click("text=Other")
    page.click("text=Later this shift")
    shows(page, 3)
    page.reload()
    page.wait_for_selector(".plate-nr")
    shows(page, 3)
    page.click("[data-go=rest]")
    page.click("[data-go=shorten]")
    seen = []
    for _door in range(11):
        seen.append(plate(page))
        page.click("[data-outcome=not_home]")
        page.wait_for_function("n => document.querySelector('.plate-nr')?.textContent !== n", arg=seen[-1])
    assert seen[-1] == "2"
    assert sorted(seen, key=int) == [str(n) for n in range(2, 13)]
    assert seen != sorted(seen, key=int)


def test_time_left_takes_a_turf_near_by_and_the_partner_goes_along(phone_page, phone, duo):
    page, campaign = phone_page, phone.assignment.turf.plan.campaign
    free = make_turf(campaign=campaign)
    start(page)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1)
    page.click("[data-go=rest]")
    page.click("[data-go=nearby]")
    page.wait_for_selector(f"[data-take='{free.pk}']")
    page.click(f"[data-take='{free.pk}']")
    page.wait_for_selector("body[data-screen=doors] .plate-nr:text-is('1')")
    now_out = Assignment.objects.get(returned_at=None)
    assert (now_out.duo, now_out.turf) == (phone.assignment.duo, free)
    page.click("[data-outcome=sticker]")
    until(lambda: DoorEvent.objects.filter(walk__assignment=now_out).count() == 1)
    assert Walk.objects.get(assignment=phone.assignment).back_at is not None
    page.click("#tabs a >> nth=2")
    assert page.inner_text(".stats .stat >> nth=0").startswith("2"), "both turfs count"
    page.click("#dock .btn-main")
    page.wait_for_selector(".banner.ok")
    names = page.evaluate("async () => (await indexedDB.databases()).map((d) => d.name)")
    assert names == ["canvass-field"]
    left = page.evaluate(
        """() => new Promise((done) => { const open = indexedDB.open("canvass-field"); open.onsuccess = () => {
        const all = open.result.transaction("bundles").objectStore("bundles").count();
        all.onsuccess = () => { open.result.close(); done(all.result); }; }; })"""
    )
    assert left == 0, "neither route stays on the phone"


def test_the_partner_hears_of_the_new_turf(phone_page, phone, duo):
    page, free = phone_page, make_turf(campaign=phone.assignment.turf.plan.campaign)
    start(page)
    until(lambda: Walk.objects.count() == 1)
    assert duo[1].post(f"take/{phone.assignment.pk}", {"turf": free.pk}).status_code == 200
    page.click("[data-outcome=not_home]")
    page.click("[data-go=along]")
    page.wait_for_selector(".plate-nr:text-is('1')")
    until(lambda: DoorEvent.objects.filter(walk__assignment=phone.assignment).count() == 1)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.filter(walk__assignment__turf=free).count() == 1)


def test_taken_by_another_duo_is_said_and_the_next_is_offered(phone_page, phone):
    page, campaign = phone_page, phone.assignment.turf.plan.campaign
    first, second = make_turf(campaign=campaign), make_turf(campaign=campaign)
    other = make_assignment(shift=phone.assignment.duo.shift, turf=make_turf(campaign=campaign))
    start(page)
    page.click("[data-go=rest]")
    page.click("[data-go=nearby]")
    page.wait_for_selector(f"[data-take='{second.pk}']")
    colleague = Phone(other.duo.members.first().volunteer, other)
    assert colleague.post(f"take/{other.pk}", {"turf": first.pk}).status_code == 200
    page.click(f"[data-take='{first.pk}']")
    page.wait_for_selector("[role=alert]:has-text('just taken')")
    page.wait_for_selector(f"[data-take='{first.pk}']", state="detached")
    page.click(f"[data-take='{second.pk}']")
    page.wait_for_selector("body[data-screen=doors]")
    assert Assignment.objects.get(duo=phone.assignment.duo, returned_at=None).turf == second


def test_without_network_it_says_that_it_needs_one(phone_page):
    page = phone_page
    start(page)
    have_all_screens(page)
    page.context.set_offline(True)
    page.click("[data-go=rest]")
    page.click("[data-go=nearby]")
    page.wait_for_selector("[role=alert]:has-text('needs a connection')")
    page.click("#top .btn >> nth=0")
    shows(page, 1)


def test_a_position_goes_only_on_a_tap_and_only_coarsely(phone_page, phone):
    page, sent = phone_page, []
    make_turf(campaign=phone.assignment.turf.plan.campaign)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 5.3987654, "latitude": 52.1543219})
    page.on("request", lambda r: sent.append((r.url, r.post_data)) if "/nearby/" in r.url else None)
    start(page)
    page.click("[data-go=rest]")
    page.click("[data-go=nearby]")
    page.wait_for_selector("[data-take]")
    assert [body for _url, body in sent] == ["{}"]
    with page.expect_response("**/nearby/**"):
        page.click("[data-go=from-here]")
    page.wait_for_selector("[data-take]")
    assert sent[1][1] == '{"lon":5.3991,"lat":52.1541}'
    assert all("?" not in url for url, _body in sent)
    kept = page.evaluate(
        """async () => { const open = indexedDB.open("canvass-field");
        const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
        const rows = await Promise.all(["meta", "entries", "bundles"].map((name) => new Promise((done) => {
        const all = db.transaction(name).objectStore(name).getAll(); all.onsuccess = () => done(all.result); })));
        db.close(); return JSON.stringify(rows); }"""
    )
    assert "5.3991" not in kept
    assert "52.1541" not in kept


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_new_screens_have_no_accessibility_faults(phone_page, phone, colours):
    page, faults = phone_page, {}
    page.emulate_media(color_scheme=colours)
    make_turf(campaign=phone.assignment.turf.plan.campaign)

    def check(name):
        found = Axe().run(page).response["violations"]
        faults.update({f"{name}: {fault['id']}": fault["nodes"][0]["html"] for fault in found})

    start(page)
    page.click("[data-outcome=not_home]")
    shows(page, 2)
    page.click("[data-go=rest]")
    check("rest")
    page.click("[data-go=shorten]")
    check("another order")
    page.click("[data-go=rest]")
    page.click("[data-go=nearby]")
    page.wait_for_selector("[data-take]")
    check("near by")
    page.context.set_offline(True)
    page.click("#top .btn >> nth=0")
    page.click("[data-go=rest]")
    page.click("[data-go=nearby]")
    page.wait_for_selector("[data-go=again]")
    check("near by, offline")
    assert faults == {}


def test_no_time_now_may_say_which_part_of_the_day_suits(phone_page):
    page = phone_page
    start(page)
    page.click("[data-go=open]")
    page.click("[data-outcome=come_back]")
    shows(page, 2)
    page.click("[data-part=evening]")
    page.wait_for_selector("[data-part]", state="detached")
    shows(page, 2)
    until(lambda: DoorEvent.objects.count() == 2)
    (event,) = current_events(DoorEvent.objects.all()).values()
    assert (event.outcome, event.day_part) == ("come_back", "evening")
    page.click(".toast .btn")
    shows(page, 1)
    until(lambda: DoorEvent.objects.count() == 3)
