"""The worker that keeps the pages on the phone: how a newer one takes over, and how all of it is taken away again."""

from __future__ import annotations

import pytest

from conversations.doorstep import shell as shell_module
from conversations.doorstep.models import DoorEvent, Walk
from tests.conversations.doorstep.test_phone_app import start, until

pytestmark = pytest.mark.django_db(transaction=True)

CONTROLLED = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
CACHES = "caches.keys().then((names) => names.filter((name) => name.startsWith('field-')).sort())"
UPDATE = "navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => true)"
AGAIN = "navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => true, () => true)"
WAITING = "navigator.serviceWorker.ready.then((registration) => registration.waiting !== null)"


# Of the worker that answers for this page.
ACTIVE = """navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event) => resolve(event.data);
  active.postMessage("version", [port2]);
}))"""
VERSION = "JSON.parse(document.getElementById('settings').textContent).version"
# How often this page let a worker that waits take over.
COUNT_LET_IN = """
window.letIn = 0;
const post = ServiceWorker.prototype.postMessage;
ServiceWorker.prototype.postMessage = function (...message) {
  window.letIn += message[0] === "activate";
  return post.apply(this, message);
};
"""


def shows_the_newest(page, phone) -> bool:
    """A slow server is not waited for: then the page comes from the phone once more."""
    page.reload()
    page.wait_for_selector("html[data-ready]")
    answer = phone.client.get("/field/", headers={"accept-language": "en"}).content.decode()
    return f'"version": "{page.evaluate(VERSION)}"' in answer


def takes_over(page) -> bool:
    """A browser lets the worker before finish what it is busy with, for minutes at times, while a page is open."""
    if page.evaluate(ACTIVE) == page.evaluate(VERSION):
        return True
    here = page.url
    page.goto("about:blank")
    page.goto(here)
    return False


def newer(monkeypatch, name: str) -> None:
    """The server's next version: one more file in the shell."""
    monkeypatch.setattr(shell_module, "OTHERS", (*shell_module.OTHERS, name))


def test_a_newer_version_waits_until_all_is_sent_and_nobody_talks(phone_page, monkeypatch):
    page = phone_page
    start(page)
    until(lambda: page.evaluate(CONTROLLED), seconds=60)
    until(lambda: Walk.objects.count() == 1, seconds=60)
    [before] = page.evaluate(CACHES)
    page.route("**/field/sync", lambda route: route.abort())
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-waiting='1']")
    newer(monkeypatch, "img/icon-192.png")
    page.evaluate(UPDATE)
    until(lambda: page.evaluate(WAITING), seconds=60)
    page.click("[data-go=open]")
    page.unroute("**/field/sync")
    until(lambda: DoorEvent.objects.count() == 1, seconds=60)
    assert not page.locator("#update").count(), "somebody is at an open door"
    page.click("#top .btn >> nth=0")
    page.wait_for_selector("#update")
    assert before in page.evaluate(CACHES)
    page.click("[data-go=update]")
    page.wait_for_function("name => caches.keys().then((names) => names.some((one) => one !== name))", arg=before)
    page.wait_for_selector(".plate-nr:text-is('2')")
    until(lambda: not page.evaluate(WAITING))
    kept = page.evaluate(CACHES)
    assert (len(kept), before in kept) == (2, True), "the version before is kept for one round"


def test_a_page_that_is_new_already_lets_the_new_worker_in_without_a_word(phone_page, phone, monkeypatch):
    page = phone_page
    page.add_init_script(COUNT_LET_IN)
    until(lambda: page.evaluate(CONTROLLED), seconds=60)
    for name in ("img/icon-192.png", "img/icon-512.png"):
        newer(monkeypatch, name)
        until(lambda: shows_the_newest(page, phone), seconds=60)
        # Asked again as browsers do at each visit: a server that is slow may fail the first time.
        until(lambda: page.evaluate(AGAIN) and page.evaluate("window.letIn > 0"), seconds=60)
        assert not page.locator("#update").count()
        until(lambda: takes_over(page), seconds=60)
    # Two at most: the one in use and the one before.
    until(lambda: len(page.evaluate(CACHES)) == 2, seconds=60)


def test_the_kill_switch_takes_the_worker_away_and_leaves_the_notes(phone_page, settings):
    page = phone_page
    start(page)
    until(lambda: page.evaluate(CONTROLLED), seconds=60)
    until(lambda: Walk.objects.count() == 1, seconds=60)
    page.route("**/field/sync", lambda route: route.abort())
    page.click("[data-outcome=not_home]")
    page.wait_for_selector("#sync[data-waiting='1']")
    settings.FIELD_KILL_SWITCH = True
    page.reload()
    page.wait_for_selector("#sync[data-waiting='1']")
    gone = "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)"
    until(lambda: page.evaluate(gone) and page.evaluate(CACHES) == [], seconds=60)
    page.reload()
    page.wait_for_selector(".plate-nr:text-is('2')")
    assert page.evaluate("navigator.serviceWorker.controller === null")
    page.unroute("**/field/sync")
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 2, seconds=60)


def test_the_killing_worker_touches_no_database(client, settings):
    settings.FIELD_KILL_SWITCH = True
    text = client.get("/field/sw.js").content.decode()
    assert "unregister" in text
    assert "indexedDB" not in text
    assert "fetch" not in text


def test_the_first_page_names_every_module_it_needs_and_no_more_than_it_may(phone):
    names = shell_module.first_scripts()
    assert names[:2] == list(shell_module.ENTRIES)
    assert "js/seal.js" in names
    assert "js/doorstep/screens/after.js" not in names
    page = phone.client.get("/field/").content.decode()
    assert all(f'rel="modulepreload" href="/static/{name}"' in page for name in names)


def test_the_version_changes_with_words_files_and_pages(monkeypatch):
    first = shell_module.shell("nl", {"a": "b"}).version
    assert shell_module.shell("nl", {"a": "c"}).version != first
    assert shell_module.shell("en", {"a": "b"}).version != first
    newer(monkeypatch, "img/icon-192.png")
    assert shell_module.shell("nl", {"a": "b"}).version != first
