"""What a conversation said stands in no file of the browser's profile and in no log of the server."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.faults.clerk import Clerk
from tests.faults.handset import Handset, Talk
from tests.faults.leaks import TABLE_MAGIC, find, unsnap
from tests.faults.profile import Profile
from tests.journeys.product import Product

TALKS = 30
# Keys of a conversation that no bundle, script or page has in this form.
KEYS = (
    "opening",
    "opening_missing",
    "closing",
    "closing_missing",
    "observed_shift",
    "minutes_bucket",
    "card_code_hash",
)
AS_JSON = [f'"{key}":' for key in KEYS]
# As browsers write an object's keys into IndexedDB: a mark, the length, the letters.
AS_STORED = [f'"{chr(len(key))}{key}' for key in KEYS]
# As the form's ticks would be kept in a draft.
AS_TICKED = ["opening=", "closing=", "concern=money", "prejudice=free", "value=care"]
NEEDLES = [*AS_JSON, *AS_STORED, *AS_TICKED]
CONTROL = """async word => {
  localStorage.setItem("control", JSON.stringify({ "minutes_bucket": word }));
  const opened = await new Promise(done => {
    const request = indexedDB.open("control", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("rows");
    request.onsuccess = () => done(request.result);
  });
  const transaction = opened.transaction("rows", "readwrite", { durability: "strict" });
  transaction.objectStore("rows").put({ "minutes_bucket": word, much: "x".repeat(20000) }, 1);
  await new Promise(done => { transaction.oncomplete = done; });
  opened.close();
}"""


@pytest.fixture
def profile(playwright: Playwright, tmp_path: Path) -> Iterator[Profile]:
    made = Profile(playwright, tmp_path / "profile")
    yield made
    made.end()


def test_thirty_conversations_leave_no_readable_trace(profile: Profile, served: Product, office: Clerk):
    [route] = office.evening(doors=40)
    cookie = office.cookie(route.members[0], served.url)
    phone = Handset.new(profile.launch(cookie), served.url).open().start().controlled()
    phone.waiting(0)
    for n in range(TALKS):
        # Half of them wait on the phone for a while.
        phone.offline(n % 10 < 5)
        phone.talk(Talk(opening=str(n % 11), closing=str(n * 7 % 11)), quick=True)
    profile.kill()
    assert find(profile.folder, NEEDLES) == []

    phone = Handset.new(profile.launch(cookie), served.url).open()
    phone.sticker()
    office.until_rows(route.shift, doors=TALKS + 1, talks=TALKS)
    phone.waiting(0)
    phone.page.evaluate(CONTROL, "found")
    profile.context.close()  # type: ignore[union-attr]
    hits = find(profile.folder, NEEDLES)
    assert {word for _file, word in hits} == {'"minutes_bucket":', '"\x0eminutes_bucket'}, "only what we planted"
    assert {Path(file).parts[1] for file, _word in hits} == {"IndexedDB", "Local Storage"}

    logs = Path(served.environment["CANVASS_VAR"])
    asked = (logs / "product.log").read_text(errors="replace")
    assert asked.count("POST /field/conversations") >= 2, "requests are in the log"
    assert find(logs, NEEDLES) == []
    databases = Path(os.environ["CANVASS_DB_HOST"]).parent / "log"
    assert find(databases, [*AS_JSON, *AS_STORED]) == []


def test_what_browsers_pack_is_unpacked(tmp_path: Path):
    assert unsnap(bytes([6, 8, *b"abc", 10, 3, 0])) == b"abcabc"
    assert unsnap(bytes([10, 0, *b"a", 21, 1])) == b"a" * 10, "a copy may read what it writes"
    files = {
        "utf16": "..secret".encode("utf-16-le"),
        "gzip": b"head" + gzip.compress(b"a secret answer"),
        "table": _table(b"a sec" + b"ret row"),
        "wrapped": b"\x00" + b"\xff\x11\x02" + bytes([8, 8, *b"sec", 16, *b"retly"]),
        "clean": b"nothing of the kind",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert {file for file, _word in find(tmp_path, ["secret"])} == set(files) - {"clean"}


def _table(value: bytes) -> bytes:
    """The smallest LevelDB table: one block, packed so that no word stands in it in one piece."""
    restarts = bytes([0, 0, 0, 0, 1, 0, 0, 0])
    rows = bytes([0, 3, len(value), *b"key", *value]) + restarts
    packed = bytes([len(rows)]) + b"".join(bytes([0, letter]) for letter in rows)
    handle = bytes([0, len(packed)])
    index = bytes([0, 3, len(handle), *b"key", *handle]) + restarts
    whole = packed + bytes([1, 0, 0, 0, 0])
    footer = bytes([0, 0, len(whole), len(index)]).ljust(40, b"\x00") + TABLE_MAGIC
    return whole + index + bytes([0, 0, 0, 0, 0]) + footer
