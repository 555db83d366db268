"""Street doors, floors, notes, coming back, warnings and the comparison's talk, on the phone against the server."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.doorstep.models import DoorEvent, EntranceEvent, NoteEvent
from conversations.doorstep.states import current_events
from tests.conversations.doorstep.test_phone_app import start, until

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes():
    return sorted(event.outcome for event in current_events(DoorEvent.objects.all()).values())


def served(page, path, change):
    """The server's answer, with something in it that the test puts there."""

    def answer(route):
        response = route.fetch()
        route.fulfill(response=response, json=change(response.json()))

    page.context.route(path, answer)


def test_a_whole_entrance_without_access_is_two_taps(phone_page, flat):
    page = phone_page
    start(page)
    page.click("[data-go=entrance]")
    page.click("[data-street-door=no_access]")
    until(lambda: EntranceEvent.objects.count() == 1 and DoorEvent.objects.count() == 8)
    assert outcomes() == ["no_access"] * 8
    assert EntranceEvent.objects.get().outcome == "no_access"
    page.wait_for_selector(".plate-nr:text-is('9')")


SLOW_STORAGE = """
const whole = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode, ...more) {
  const transaction = whole.call(this, stores, mode, ...more);
  if (mode === "readwrite") {
    const store = transaction.objectStore(transaction.objectStoreNames[0]);
    const end = performance.now() + 1500;
    const hold = () => { if (performance.now() < end) store.count().onsuccess = hold; };
    hold();
  }
  return transaction;
};
0;
"""


def test_who_went_on_while_the_phone_was_writing_is_not_fetched_back(phone_page, flat):
    page = phone_page
    start(page)
    page.click("[data-go=entrance]")
    page.click("[data-street-door=let_in]")
    page.wait_for_selector("[data-floor='0']")
    page.click("label.opt >> nth=0")
    page.evaluate(SLOW_STORAGE)
    page.click("[data-outcome=not_home]")
    page.click("#top [data-back]")
    page.wait_for_selector("body[data-screen=doors] .toast")
    until(lambda: outcomes() == ["not_home"])
    assert page.evaluate("document.body.dataset.screen") == "doors"


def test_a_silent_intercom_tried_every_door_and_can_be_taken_back(phone_page, flat):
    page = phone_page
    start(page)
    page.click("[data-go=entrance]")
    page.click("[data-street-door=silent]")
    until(lambda: outcomes() == ["not_home"] * 8)
    page.click(".toast .btn")
    until(lambda: outcomes() == [])


def test_not_let_in_says_nothing_of_the_doors_and_puts_them_off(phone_page, flat):
    page = phone_page
    start(page)
    page.click("[data-go=entrance]")
    page.click("[data-street-door=refused]")
    page.wait_for_selector(".plate-nr:text-is('9')")
    until(lambda: EntranceEvent.objects.count() == 1)
    assert DoorEvent.objects.count() == 0
    page.wait_for_selector(".doors li:has-text('De Toren'):has-text('Not let in')")


def test_nobody_on_a_floor_is_two_taps_and_the_walk_stays_in_the_building(phone_page, flat):
    page = phone_page
    start(page)
    page.click("[data-go=entrance]")
    page.click("[data-street-door=let_in]")
    page.wait_for_selector("[data-whole]")
    page.click("[data-floor='1']")
    page.click("[data-outcome=not_home]")
    until(lambda: outcomes() == ["not_home"] * 4)
    assert page.locator("input[name=bell]:disabled").count() == 4
    page.click("#top .btn >> nth=0")
    page.wait_for_selector(".plate-nr:text-is('1')")
    assert "Ground floor" in page.inner_text(".now")


def test_a_note_comes_and_goes_with_two_taps_each(phone_page, phone):
    page = phone_page
    start(page)
    page.click("[data-go=other]")
    page.click("[data-note=dog]")
    page.wait_for_selector(".now .tag:has-text('Dog')")
    page.reload()
    page.wait_for_selector(".now .tag:has-text('Dog')")
    page.click("[data-go=other]")
    page.click("[data-note=dog][aria-pressed=true]")
    page.wait_for_selector("body[data-screen=doors] .now")
    assert page.locator(".tag").count() == 0
    until(lambda: NoteEvent.objects.count() == 2)
    assert set(NoteEvent.objects.values_list("code", "gone")) == {("dog", False), ("dog", True)}


def test_a_note_on_the_street_door_shows_at_the_doors_behind_it(phone_page, flat):
    page = phone_page
    start(page)
    page.click("[data-go=entrance]")
    page.click("[data-note=lift_out]")
    page.wait_for_selector("body[data-screen=entrance] .tag:has-text('Lift')")
    page.click("#top .btn >> nth=0")
    page.wait_for_selector(".now .tag:has-text('Lift')")
    until(lambda: NoteEvent.objects.filter(entrance=flat, address=None).count() == 1)


def test_no_time_now_is_logged_and_comes_back_when_its_time_is_there(phone_page):
    page = phone_page
    page.clock.install()
    page.reload()
    start(page)
    page.click("[data-go=open]")
    page.click("[data-outcome=come_back]")
    page.click("[data-later='30']")
    page.wait_for_selector(".toast:has-text('back at about')")
    page.wait_for_selector(".plate-nr:text-is('2')")
    until(lambda: outcomes() == ["come_back"])
    page.reload()
    page.wait_for_selector(".plate-nr:text-is('2')")
    assert page.locator("[data-go=due]").count() == 0
    page.clock.fast_forward("31:00")
    page.click("[data-go=due]")
    page.wait_for_selector(".plate-nr:text-is('1')")
    page.click("[data-outcome=not_home]")
    until(lambda: outcomes() == ["not_home"] and DoorEvent.objects.count() == 2)
    assert page.locator("[data-go=due]").count() == 0


def test_a_warning_shows_street_and_hour_until_it_is_read(phone_page):
    page = phone_page
    at = (timezone.now() - timedelta(minutes=5)).isoformat()
    served(page, "**/field/bundle/**", lambda data: data | {"warnings": [{"street": "Kerkstraat", "at": at}]})
    served(page, "**/field/changes/**", lambda data: data | {"warnings": [{"street": "Kerkstraat", "at": at}]})
    page.reload()
    start(page)
    assert "Kerkstraat, " in page.inner_text("main .banner.limit")
    page.click("[data-go=warned]")
    page.wait_for_selector("main .banner.limit", state="detached")
    page.wait_for_selector(".now .tag.limit")


def test_both_numbers_of_the_coordinators_can_be_called(phone_page):
    page = phone_page
    served(page, "**/field/bundle/**", lambda data: data | {"safety_phone": "06 1", "safety_phone_2": "06 2"})
    page.reload()
    start(page)
    page.click(".safe")
    numbers = page.eval_on_selector_all("#dock a", "links => links.map((link) => link.getAttribute('href'))")
    assert numbers == ["tel:112", "tel:061", "tel:062"]


def with_arms(data):
    steps = [{"code": "neutral", "nl": "Vraag", "en": "Ask the neutral question", "logged": True}]
    question = {"nl": "Wat vindt u van de buurt?", "en": "How do you like living here?"}
    data["talk"]["comparison"] = {"guide_version": 1, "question": question, "steps": steps}
    for at, door in enumerate(data["doors"]):
        door["arm"] = "comparison" if at == 0 else "conversation"
    return data


def test_the_arm_of_a_comparison_is_told_only_at_an_open_door(phone_page):
    page = phone_page
    served(page, "**/field/bundle/**", with_arms)
    page.reload()
    start(page)
    before = page.inner_text("body")
    assert "comparison" not in before
    page.click("[data-go=open]")
    page.wait_for_selector("[data-arm=comparison]")
    page.click("[data-go=talk]")
    page.wait_for_selector(".say:has-text('How do you like living here?')")
    assert "Ask the neutral question" in page.inner_text("main")
    page.click("#top .btn >> nth=0")
    page.click("#top .btn >> nth=0")
    page.click("[data-outcome=not_home]")
    page.click("[data-go=open]")
    page.wait_for_selector("[data-arm=conversation]")
    page.click("[data-go=talk]")
    assert "neutral" not in page.inner_text("main")


def test_doors_of_others_are_grey_and_say_so_without_a_name(phone_page, duo):
    page, partner = phone_page, duo[1]
    partner.send(partner.door("not_interested", at=2))
    page.reload()
    start(page)
    assert page.inner_text(".gevel [data-done]") == "3"
    page.click("summary.tap")
    line = page.inner_text("li.past")
    assert "by someone else" in line
    assert partner.user.first_name not in line


def test_one_phone_for_two_is_remembered_for_the_shift(phone_page, phone):
    page = phone_page
    page.check("input[name=one_phone]")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.is_checked("input[name=one_phone]")
    kept = page.evaluate("""() => new Promise((done) => { const open = indexedDB.open("canvass-field");
      open.onsuccess = () => { const all = open.result.transaction("meta").objectStore("meta").getAll();
      all.onsuccess = () => { open.result.close(); done(JSON.stringify(all.result)); }; }; })""")
    keys = [row["key"] for row in json.loads(kept)]
    assert f"one_phone|{phone.user.pk}|{phone.assignment.duo.shift_id}" in keys
