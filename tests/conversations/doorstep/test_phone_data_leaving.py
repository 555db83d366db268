"""Notes that cannot be sent: what waits and what was refused, as a file, signing out, and a sign-in that ran out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from conversations.doorstep.keys import unseal
from conversations.doorstep.models import DoorEvent, SealedConversation, ShiftKey, Walk
from tests.conversations.doorstep.phone import open_sealed
from tests.conversations.doorstep.test_phone_app import start, tell_all, until

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = """async () => {
  const open = indexedDB.open("canvass-field");
  await new Promise((resolve) => { open.onsuccess = resolve; });
  const count = (store) => new Promise((resolve) => {
    const request = open.result.transaction(store).objectStore(store).count();
    request.onsuccess = () => resolve(request.result);
  });
  const names = ["entries", "sealed", "bundles", "keys"];
  const counts = await Promise.all(names.map(count));
  open.result.close();
  return Object.fromEntries(names.map((name, at) => [name, counts[at]]));
}"""


def out(page: Any) -> None:
    """Out on the walk, and everything sent so far."""
    start(page)
    until(lambda: Walk.objects.count() == 1, seconds=60)
    page.wait_for_selector("#sync[data-waiting='0']")


def refuse(page: Any) -> None:
    def answer(route: Any) -> None:
        items = json.loads(route.request.post_data)["items"]
        rows = [{"id": item["id"], "status": "rejected", "code": "not_yours", "text": "Not yours."} for item in items]
        route.fulfill(json={"results": rows})

    page.route("**/field/sync", answer)


def test_what_was_refused_shows_with_its_reason_and_goes_only_by_hand(phone_page):
    page = phone_page
    out(page)
    refuse(page)
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-rejected='1']")
    page.click("#sync")
    card = page.locator("[data-refused=not_yours]")
    assert "Kerkstraat 1: not home" in card.inner_text()
    assert "Not yours." in card.inner_text()
    page.click("[data-go=discard]")
    page.click("text=No, keep it")
    assert card.count() == 1
    page.click("[data-go=discard]")
    page.click("[data-go=discard-yes]")
    page.wait_for_selector("h1:has-text('Everything is sent')")
    assert DoorEvent.objects.count() == 0


def test_what_was_refused_can_be_sent_again(phone_page):
    page = phone_page
    out(page)
    refuse(page)
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-rejected='1']")
    page.unroute("**/field/sync")
    page.click("#sync")
    page.click("[data-go=send-again]")
    until(lambda: DoorEvent.objects.count() == 1)
    page.wait_for_selector("h1:has-text('Everything is sent')")


def test_the_file_holds_all_that_is_unsent_and_only_the_server_reads_it(phone_page, phone):
    page = phone_page
    out(page)
    page.route("**/field/sync", lambda route: route.abort())
    page.route("**/field/conversations", lambda route: route.abort())
    page.click("[data-outcome=sticker]")
    tell_all(page)
    page.click("#sync")
    with page.expect_download() as download:
        page.click("[data-go=file]")
    assert download.value.suggested_filename.endswith(".canvass")
    text = download.value.path().read_text()
    assert "sticker" not in text
    file = json.loads(text)
    shift = phone.assignment.duo.shift
    assert (file["format"], file["v"], file["owner"], file["shift"]) == ("canvass-hand-in", 1, phone.user.pk, shift.pk)
    assert file["assignment"] == str(phone.assignment.pk)
    key = ShiftKey.objects.get(shift=shift)
    inside = open_sealed(key, f"{phone.user.pk}|{shift.pk}|hand-in", file["entries"])
    assert inside["schema"] == 2
    assert [item["payload"]["outcome"] for item in inside["items"]] == ["sticker", "conversation"]
    assert inside["sent_at"].endswith("Z")
    [talk] = file["sealed"]
    assert open_sealed(key, f"{phone.user.pk}|{shift.pk}|{talk['id']}", talk["sealed"])["opening"] == 4
    # Nothing is deleted by it: the same entries are sent when there is a connection.
    page.unroute("**/field/sync")
    page.unroute("**/field/conversations")
    page.click("[data-go=send]")
    until(lambda: DoorEvent.objects.count() == 2 and SealedConversation.objects.count() == 1)
    assert unseal(SealedConversation.objects.get())["opening"] == 4
    assert str(SealedConversation.objects.get().pk) == talk["id"]


def test_signing_out_with_nothing_unsent_leaves_nothing_on_the_phone(phone_page):
    page = phone_page
    out(page)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1)
    page.wait_for_selector("#sync[data-waiting='0']")
    page.evaluate("() => { location.hash = ''; }")
    to_account(page)
    page.click("[data-go=leave]")
    page.wait_for_url("**/login/**")
    assert page.evaluate(ROWS) == {"entries": 0, "sealed": 0, "bundles": 0, "keys": 0}
    page.goto(f"{page.url.split('/accounts')[0]}/field/")
    page.wait_for_url("**/login/**")


def to_account(page: Any) -> None:
    """By the end of the shift, where one leaves."""
    page.click("#tabs a >> nth=2")
    page.click("[data-go=account]")


def test_signing_out_with_unsent_notes_keeps_them_sealed_for_their_owner(phone_page, duo):
    page, partner = phone_page, duo[1]
    out(page)
    mine = page.context.cookies()
    page.route("**/field/sync", lambda route: route.abort())
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-waiting='1']")
    to_account(page)
    page.click("[data-go=send]")
    page.wait_for_selector("[role=alert]:has-text('Not everything is sent yet')")
    page.click("[data-go=keep]")
    page.wait_for_url("**/login/**")
    kept = page.evaluate(ROWS)
    assert (kept["entries"], kept["bundles"], kept["keys"]) == (2, 0, 1), "the walk out, sent, and the door"
    page.unroute("**/field/sync")
    theirs = partner.client.cookies["sessionid"]
    field = f"{page.url.split('/accounts')[0]}/field/"
    page.context.clear_cookies()
    page.context.add_cookies([{"name": theirs.key, "value": theirs.value, "url": field.removesuffix("field/")}])
    page.goto(field)
    page.wait_for_selector("html[data-ready]")
    page.click("#dock .btn-main")
    page.wait_for_selector("#sync[data-waiting='0']")
    assert DoorEvent.objects.count() == 0
    page.context.clear_cookies()
    duo[0].client.force_login(duo[0].user)
    own = duo[0].client.cookies["sessionid"]
    assert mine
    page.context.add_cookies([{"name": own.key, "value": own.value, "url": field.removesuffix("field/")}])
    page.goto(field)
    until(lambda: DoorEvent.objects.count() == 1)
    assert DoorEvent.objects.get().owner_id == duo[0].user.pk


def test_signing_out_without_a_connection_is_told_and_changes_nothing(phone_page):
    page = phone_page
    out(page)
    to_account(page)
    page.context.set_offline(True)
    page.click("[data-go=leave]")
    page.wait_for_selector("[role=alert]:has-text('needs a connection')")
    page.context.set_offline(False)
    page.click("#top .btn >> nth=0")
    page.wait_for_selector("[data-go=back]")


def test_a_sign_in_that_ran_out_shows_no_route_and_loses_nothing(phone_page, phone):
    field = phone_page.url
    # Without a worker, so that the test can say where the page comes from.
    context = phone_page.context.browser.new_context(service_workers="block", locale="en")
    context.add_cookies(phone_page.context.cookies())
    page = context.new_page()
    page.goto(field)
    page.wait_for_selector("html[data-ready]")
    out(page)
    page.route("**/field/sync", lambda route: route.abort())
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-waiting='1']")
    # "Phone lost": the coordinator ends its session.
    shell = phone.client.get("/field/", headers={"accept-language": "en"}).content.decode()
    phone.client.logout()
    # As the worker of a phone has it: the page comes from the phone itself.
    page.route(field, lambda route: route.fulfill(content_type="text/html", body=shell))
    page.reload()
    page.wait_for_selector("h1:has-text('your notes are safe')")
    assert "Kerkstraat" not in page.inner_text("body")
    assert Axe().run(page).violations_count == 0
    with page.expect_download():
        page.click("[data-go=file]")
    page.unroute("**/field/sync")
    page.unroute(field)
    assert "next=/field/" in page.get_attribute("[data-go=sign-in]", "href")
    phone.client.force_login(phone.user)
    cookie = phone.client.cookies["sessionid"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": field.removesuffix("field/")}])
    page.goto(field)
    page.wait_for_selector(".plate-nr:text-is('2')")
    until(lambda: DoorEvent.objects.count() == 1)


def test_the_screens_have_no_accessibility_faults(phone_page):
    page, faults = phone_page, {}

    def check(name):
        found = Axe().run(page).response["violations"]
        faults.update({f"{name}: {fault['id']}": fault["nodes"][0]["html"] for fault in found})

    out(page)
    page.route("**/field/conversations", lambda route: route.abort())
    refuse(page)
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-rejected='1']")
    tell_all(page)
    page.wait_for_selector("#sync[data-rejected='2']")
    page.click("#sync")
    page.click("[data-go=discard] >> nth=0")
    check("waiting")
    page.click("#top .btn >> nth=0")
    to_account(page)
    check("account")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.evaluate("() => { location.hash = 'sheet=nothing'; }")
    page.wait_for_selector("[role=alert]:has-text('not the code of a sheet')")
    check("card")
    assert faults == {}
