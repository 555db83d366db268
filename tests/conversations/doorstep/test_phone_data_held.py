"""What can still be told again, and what happens to it when the page goes: sent once, never lost, never twice."""

from __future__ import annotations

import pytest

from conversations.doorstep.keys import unseal
from conversations.doorstep.models import DoorEvent, SealedConversation, Walk
from conversations.doorstep.states import current_events
from tests.conversations.doorstep.test_phone_app import start, tap, tell_all, until

pytestmark = pytest.mark.django_db(transaction=True)

BROKEN = """() => {
  window.real = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = () => { throw new DOMException("lost", "InvalidStateError"); };
}"""

# The route as an older app left it on the phone, or the one of now.
BUNDLE = """async (aged) => {
  const { get, put } = await import("/static/js/db.js");
  const owner = (await get("meta", "owner")).value;
  const route = await get("meta", `route|${owner}`);
  const row = await get("bundles", `${owner}|${route.value}`);
  const old = { ...row, version: "older", bundle: { ...row.bundle, neighbourhood: "Old words" } };
  if (aged) await put({ bundles: [old] });
  return row.bundle.neighbourhood;
}"""


def test_a_conversation_that_was_held_goes_with_the_next_visit(phone_page):
    page = phone_page
    start(page)
    tell_all(page)
    until(lambda: DoorEvent.objects.count() == 1)
    page.reload()
    until(lambda: SealedConversation.objects.count() == 1)
    page.wait_for_selector("#sync[data-waiting='0']")
    assert not page.locator(".toast").count(), "sealed for good"
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 2)
    assert SealedConversation.objects.count() == 1


def test_a_page_closed_without_network_loses_no_conversation(phone_page):
    page = phone_page
    start(page)
    until(lambda: Walk.objects.count() == 1)
    until(
        lambda: page.evaluate("navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")
    )
    page.context.set_offline(True)
    tell_all(page)
    page.close()
    again = page.context.new_page()
    again.goto(page.url)
    again.wait_for_selector("#sync[data-waiting='2']")
    page.context.set_offline(False)
    until(lambda: SealedConversation.objects.count() == 1 and DoorEvent.objects.count() == 1)


def test_another_tab_seals_it_and_undo_then_changes_nothing(phone_page):
    page = phone_page
    start(page)
    tell_all(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("html[data-ready]")
    until(lambda: SealedConversation.objects.count() == 1)
    page.click(".toast .btn")
    page.wait_for_selector("#trouble:has-text('sealed by now')")
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 2)
    outcomes = sorted(event.outcome for event in current_events(DoorEvent.objects.all()).values())
    assert (outcomes, SealedConversation.objects.count()) == (["conversation", "not_home"], 1)
    assert page.locator("#trouble").is_hidden(), "the next save went well"


def test_a_conversation_told_again_is_stored_once_as_told_last(phone_page):
    page = phone_page
    start(page)
    tell_all(page)
    page.click(".toast .btn")
    page.wait_for_selector("#talk")
    tap(page, "closing", 9)
    page.click("[data-save=no-card]")
    page.wait_for_selector(".toast")
    page.click("[data-outcome=not_home]")
    until(lambda: SealedConversation.objects.count() == 1 and DoorEvent.objects.count() == 4)
    assert unseal(SealedConversation.objects.get())["closing"] == 9


def test_two_taps_at_once_are_one_entry(phone_page):
    page = phone_page
    start(page)
    page.evaluate(
        "() => { const button = document.querySelector('[data-outcome=not_home]'); button.click(); button.click(); }"
    )
    page.wait_for_selector(".plate-nr:text-is('2')")
    until(lambda: DoorEvent.objects.count() == 1)
    page.wait_for_selector("#sync[data-waiting='0']")
    assert DoorEvent.objects.count() == 1


def test_what_cannot_be_saved_stays_on_the_page_in_red(phone_page):
    # A page of its own: the fault is reported there, as it should be.
    page = phone_page.context.new_page()
    page.goto(phone_page.url)
    page.wait_for_selector("html[data-ready]")
    start(page)
    for selector in ("[data-go=open]", "[data-go=talk]", "[data-go=after]"):
        page.click(selector)
    for name, value in (("opening", 4), ("closing", 6), ("value", "care")):
        tap(page, name, value)
    page.evaluate(BROKEN)
    page.click("[data-save=no-card]")
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.is_checked("input[name=closing][value='6']")
    page.evaluate("() => { IDBDatabase.prototype.transaction = window.real; }")
    page.click("[data-save=no-card]")
    page.wait_for_selector(".toast")
    assert page.locator("#trouble").is_hidden()
    page.click("[data-outcome=not_home]")
    until(lambda: SealedConversation.objects.count() == 1 and DoorEvent.objects.count() == 2)


def test_the_walk_goes_on_at_once_from_the_phone_when_the_server_is_slow(phone_page):
    page = phone_page
    start(page)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1)
    page.route("**/field/assignments", lambda route: route.abort())
    page.route("**/field/bundle/*", lambda route: route.abort())
    page.reload()
    page.wait_for_selector(".plate-nr:text-is('2')")


def test_on_one_phone_for_two_the_conversation_says_who_led(phone_page, duo):
    page = phone_page
    page.check("input[name=one_phone]")
    start(page)
    page.click("[data-go=open]")
    page.click("[data-go=talk]")
    page.click("[data-go=after]")
    assert page.is_checked(f"input[name=led][value='{duo[0].user.pk}']")
    tap(page, "led", duo[1].user.pk)
    for name, value in (("opening", 4), ("closing", 6), ("value", "care")):
        tap(page, name, value)
    page.click("[data-save=no-card]")
    page.wait_for_selector(".toast")
    page.click("[data-outcome=not_home]")
    until(lambda: SealedConversation.objects.count() == 1)
    assert unseal(SealedConversation.objects.get())["led_by"] == duo[1].user.pk


def test_the_phones_own_way_back_keeps_one_in_the_app(phone_page):
    page = phone_page
    start(page)
    for selector in ("[data-go=open]", "[data-go=talk]", "[data-go=after]"):
        page.click(selector)
    for screen in ("talk", "open", "doors"):
        page.wait_for_selector("#top [data-back]")
        page.evaluate("history.back()")
        page.wait_for_selector(f"body[data-screen={screen}]")
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1)


def test_a_route_of_an_older_app_is_fetched_anew_while_one_walks(phone_page):
    page = phone_page
    start(page)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1)
    page.wait_for_selector("#sync[data-waiting='0']")
    words = page.evaluate(BUNDLE, True)
    page.reload()
    page.wait_for_selector(".plate-nr:text-is('2')")
    until(lambda: page.evaluate(BUNDLE, False) == words)
    page.click("[data-outcome=sticker]")
    page.wait_for_selector(".plate-nr:text-is('3')")
    until(lambda: DoorEvent.objects.count() == 2)
