"""The phone's own pages in Chromium: the scripts' seal, outbox and screens against the real server."""

from __future__ import annotations

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from conversations.doorstep.keys import unseal
from conversations.doorstep.models import DoorEvent, SafetyReport, SealedConversation, Walk
from conversations.doorstep.payload import parse
from conversations.doorstep.states import current_events

pytestmark = pytest.mark.django_db(transaction=True)


def until(condition, seconds=15):
    """Wait for the server's rows: "0 waiting" on the page is also true before the tap is written."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    assert condition()


def tap(page, name, value):
    page.click(f"label:has(input[name={name}][value='{value}'])")


def start(page):
    page.click("#dock .btn-main")
    page.wait_for_selector(".plate-nr")


def have_all_screens(page):
    """They come when it is quiet; who loses the network before that is told so."""
    page.evaluate("import('/static/js/doorstep/screens.js').then((screens) => screens.fetchAll()).then(() => true)")


def tell_all(page):
    """The fullest conversation, from the list; returns the number of taps."""
    taps = 0
    for selector in ("[data-go=open]", "[data-go=talk]", "[data-go=after]"):
        page.click(selector)
        taps += 1
    answers = [("opening", 4), ("closing", 6), ("value", "care"), ("concern", "money"), ("prejudice", "free")]
    for name, value in [*answers, ("step", "story"), ("step", "value"), ("shift", "little")]:
        tap(page, name, value)
        taps += 1
    page.click("[data-save=card]")
    page.wait_for_selector(".toast")
    # The guide of the test has one value to choose; three cost two taps more.
    return taps + 1 + 2


def test_a_shift_online_from_start_to_the_way_back(phone_page, phone):
    page = phone_page
    start(page)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1 and Walk.objects.count() == 1)
    assert tell_all(page) <= 14
    until(lambda: DoorEvent.objects.count() == 2)
    assert SealedConversation.objects.count() == 0, "held while it can be taken back"
    page.click("[data-outcome=sticker]")
    until(lambda: SealedConversation.objects.count() == 1)
    entry = parse(unseal(SealedConversation.objects.get()))
    assert (entry.opening, entry.closing, entry.values, entry.concern) == (4, 6, ("care",), "money")
    assert (entry.prejudice, entry.observed_shift, entry.minutes_bucket) == ("free", "little", "0-5")
    assert entry.steps == ("story", "value")
    assert entry.area == phone.assignment.turf.plan.neighbourhood.code
    assert len(SealedConversation.objects.get().sealed) == 65 + 12 + 1024 + 16
    page.click("#tabs a >> nth=2")
    page.click("#dock .btn-main")
    until(lambda: Walk.objects.filter(back_at__isnull=False).exists())
    page.wait_for_selector(".banner.ok")
    assert page.get_attribute("[data-go=look-back]", "href").endswith(
        f"/shifts/{phone.assignment.duo.shift_id}/looking-back/"
    )
    assert {e.outcome for e in DoorEvent.objects.all()} == {"not_home", "conversation", "sticker"}


def test_undo_takes_back_the_door_and_the_conversation_before_it_is_sent(phone_page):
    page = phone_page
    start(page)
    tell_all(page)
    page.click(".toast .btn")
    page.wait_for_selector("#talk")
    assert page.is_checked("input[name=opening][value='4']"), "it can be told again"
    page.click("#top .btn >> nth=0")
    page.click("#top .btn >> nth=0")
    page.click("[data-outcome=not_interested]")
    until(lambda: DoorEvent.objects.count() == 3)
    assert [e.outcome for e in current_events(DoorEvent.objects.all()).values()] == ["not_interested"]
    assert SealedConversation.objects.count() == 0


def test_what_is_logged_without_network_is_sent_once_later(phone_page):
    page = phone_page
    start(page)
    until(lambda: Walk.objects.count() == 1)
    page.context.set_offline(True)
    for _ in range(8):
        page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-waiting='8']")
    assert DoorEvent.objects.count() == 0
    page.context.set_offline(False)
    until(lambda: DoorEvent.objects.count() == 8)
    page.wait_for_selector("#sync[data-waiting='0']")
    assert len({event.address_id for event in DoorEvent.objects.all()}) == 8


def test_the_app_opens_again_without_network(phone_page):
    page = phone_page
    start(page)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1)
    ready = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
    until(lambda: page.evaluate(ready))
    # The row is on the server before its answer is on the phone: only then is nothing left to send.
    page.wait_for_selector("#sync[data-waiting='0']")
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(".plate-nr:text-is('2')")
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-waiting='1']")
    page.close()
    again = page.context.new_page()
    again.goto(page.url)
    again.wait_for_selector(".plate-nr:text-is('3')")
    page.context.set_offline(False)
    until(lambda: DoorEvent.objects.count() == 2)


def test_two_tabs_send_everything_once(phone_page):
    page = phone_page
    start(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(".plate-nr")
    page.context.set_offline(True)
    for _ in range(4):
        page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-waiting='4']")
    page.context.set_offline(False)
    other.reload()
    until(lambda: DoorEvent.objects.count() == 4)
    page.wait_for_selector("#sync[data-waiting='0']")
    assert DoorEvent.objects.count() == 4


def test_an_expired_sign_in_keeps_the_notes_and_says_so(phone_page, phone):
    page = phone_page
    start(page)
    until(lambda: Walk.objects.count() == 1)
    page.wait_for_selector("#sync[data-waiting='0']")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("a#sync[data-waiting='1']")
    page.context.add_cookies(cookies)
    page.reload()
    until(lambda: DoorEvent.objects.count() == 1)


def test_doors_of_the_partner_turn_grey_and_a_correction_replaces(phone_page, duo):
    page, partner = phone_page, duo[1]
    partner.send(partner.door("conversation", at=0))
    start(page)
    page.reload()
    page.wait_for_selector(".plate-nr:text-is('2')")
    page.click("[data-outcome=not_home]")
    page.click("summary.tap")
    page.click("button[aria-label$='Kerkstraat 2']")
    page.click("[data-outcome=come_back]")
    until(lambda: DoorEvent.objects.count() == 3)
    outcomes = {e.outcome for e in current_events(DoorEvent.objects.all()).values()}
    assert outcomes == {"conversation", "come_back"}


def test_somebody_else_on_this_phone_sees_and_sends_nothing_of_mine(phone_page, duo):
    page, partner = phone_page, duo[1]
    start(page)
    until(lambda: Walk.objects.count() == 1)
    page.wait_for_selector("#sync[data-waiting='0']")
    mine = page.context.cookies()
    page.context.clear_cookies()
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("a#sync[data-waiting='1']")
    theirs = partner.client.cookies["sessionid"]
    page.context.add_cookies([{"name": theirs.key, "value": theirs.value, "url": page.url}])
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.click("#dock .btn-main")
    page.wait_for_selector("#sync[data-waiting='0']")
    assert page.inner_text(".plate-nr") == "1"
    assert DoorEvent.objects.count() == 0
    page.context.clear_cookies()
    page.context.add_cookies(mine)
    page.reload()
    until(lambda: DoorEvent.objects.count() == 1)
    assert DoorEvent.objects.get().owner_id == duo[0].user.pk


def test_do_not_ring_is_asked_twice(phone_page):
    page = phone_page
    start(page)
    page.click("[data-go=open]")
    page.click("[data-go=wish]")
    page.click("[data-outcome=do_not_ring]")
    until(lambda: DoorEvent.objects.filter(outcome="do_not_ring").count() == 1)


def test_an_unsafe_moment_reaches_the_coordinator(phone_page):
    page = phone_page
    start(page)
    page.click(".safe")
    assert page.locator("a[href='tel:112']").is_visible()
    page.click("[data-about=street]")
    until(lambda: SafetyReport.objects.count() == 1)
    assert SafetyReport.objects.get().street == "Kerkstraat"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_screens_have_no_accessibility_faults(phone_page, colours):
    page, faults = phone_page, {}
    page.emulate_media(color_scheme=colours)

    def check(name):
        found = Axe().run(page).response["violations"]
        faults.update({f"{name}: {fault['id']}": fault["nodes"][0]["html"] for fault in found})

    check("start")
    start(page)
    page.click("[data-outcome=not_home]")
    check("doors")
    page.click("[data-go=open]")
    check("open")
    page.click("[data-go=talk]")
    check("talk")
    page.click("[data-go=after]")
    page.click("[data-save=card]")
    check("after")
    page.click(".safe")
    check("safety")
    page.click("#top .btn")
    for tab in (1, 2):
        page.goto(page.url.split("#")[0])
        page.click(f"#tabs a >> nth={tab}")
        check(f"tab {tab}")
    assert faults == {}
