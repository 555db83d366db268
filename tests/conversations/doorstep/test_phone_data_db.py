"""The phone's database: it survives what browsers do to it, and says so when it cannot."""

from __future__ import annotations

import pytest

from tests.conversations.doorstep.modules import run

ROW = """
const row = async (owner, id, state = "queued") =>
  ({ id, owner, state, locked: await seal.lock(owner, id, { item: { id, type: "door" } }) });
const rows = (owner, ids) => Promise.all(ids.map((id) => row(owner, id)));
const save = async (owner, ...ids) => outbox.save(owner, async () => ({ entries: await rows(owner, ids) }));
"""
FIRST_SHAPE = """
await new Promise((resolve, reject) => {
  const request = indexedDB.open("canvass-field", 1);
  request.onupgradeneeded = () => {
    const old = request.result;
    old.createObjectStore("meta", { keyPath: "key" });
    old.createObjectStore("keys", { keyPath: "owner" });
    old.createObjectStore("bundles", { keyPath: "key" });
    old.createObjectStore("entries", { keyPath: "id" }).createIndex("owner", "owner");
    old.createObjectStore("sealed", { keyPath: "id" }).createIndex("owner", "owner");
  };
  request.onsuccess = () => {
    const put = request.result.transaction(["entries", "sealed"], "readwrite");
    put.objectStore("entries").put({ id: "a", owner: 1, state: "queued" });
    put.objectStore("entries").put({ id: "b", owner: 1, state: "sent" });
    put.objectStore("sealed").put({ id: "c", owner: 1, state: "held" });
    put.objectStore("sealed").put({ id: "d", owner: 2, state: "queued" });
    window.old = request.result;
    put.oncomplete = resolve;
  };
  request.onerror = reject;
});
"""
# Patience and pauses of seconds pass at once.
HURRY = "const real = window.setTimeout; window.setTimeout = (work, wait) => real(work, Math.min(wait, 300));"

# A page that comes back opens its database anew.
ANOTHER_BURST = "window.dispatchEvent(new Event('pagehide'));"


def test_rows_of_the_first_version_are_there_after_the_upgrade(modules):
    counts = "return [await outbox.countRows(1), await outbox.countRows(2), (await db.rowsOf('entries', 1)).length];"
    mine, theirs, rows = run(modules, f"{FIRST_SHAPE} window.old.close(); {counts}")
    assert (mine, theirs, rows) == ({"waiting": 2, "rejected": 0}, {"waiting": 1, "rejected": 0}, 2)


def test_a_tab_that_holds_the_old_shape_is_named_and_then_nothing_is_lost(modules):
    assert run(modules, f"{FIRST_SHAPE} {HURRY} await outbox.countRows(1);") == {"error": "Blocked"}
    assert run(modules, "window.old.close(); return outbox.countRows(1);") == {"waiting": 2, "rejected": 0}


def test_a_page_of_before_goes_on_beside_a_newer_one(modules):
    newer = """await outbox.countRows(1);
    await new Promise((resolve) => {
      indexedDB.open("canvass-field", 9).onsuccess = (event) => { event.target.result.close(); resolve(); };
    });"""
    assert run(modules, f"{newer} {ROW} await save(1, 'a'); return outbox.countRows(1);")["waiting"] == 1


@pytest.mark.parametrize(
    "broken",
    [
        # WebKit: "Connection to Indexed Database server lost. Refresh the page to try again."
        "IDBDatabase.prototype.transaction = function () { throw new DOMException('lost', 'InvalidStateError'); };",
        """IDBDatabase.prototype.transaction = function (...args) {
          const found = real.apply(this, args); found.abort(); return found;
        };""",
    ],
)
def test_a_lost_connection_is_opened_again(modules, broken):
    once = f"""const real = IDBDatabase.prototype.transaction;
    {ROW} await save(1, 'a'); {broken}
    const lost = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...args) {{
      IDBDatabase.prototype.transaction = real; return lost.apply(this, args);
    }};
    await save(1, 'b'); return outbox.countRows(1);"""
    assert run(modules, once) == {"waiting": 2, "rejected": 0}


def test_a_database_that_never_answers_is_asked_again_and_then_given_up(modules):
    silent = f"""{HURRY} {ROW} await save(1, 'a'); {ANOTHER_BURST}
    const open = indexedDB.open.bind(indexedDB); let asked = 0;
    IDBFactory.prototype.open = function () {{ asked += 1; return asked > x ? open(...arguments) : {{}}; }};"""
    assert run(modules, f"{silent} await save(1, 'b'); return outbox.countRows(1);", 2)["waiting"] == 2
    assert run(modules, f"{silent} await save(1, 'c');", 99) == {"error": "TimeoutError"}


FULL = """const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value) {
  if (value.id === "new" && x.full()) throw new DOMException("full", "QuotaExceededError");
  return put.call(this, value);
};"""


def test_a_full_phone_gives_up_what_the_server_has_and_nothing_else(modules):
    setup = f"""{ROW} await save(1, 'a', 'b', 'c'); const [a, b] = await db.rowsOf('entries', 1);
    await outbox.settle('entries', [a, b], [{{ id: a.id, status: 'created' }}, {{ id: b.id, status: 'held' }}]);"""
    full = f"let tries = 0; x = {{ full: () => (tries += 1) < 2 }}; {FULL}"
    kept = "return (await db.rowsOf('entries', 1)).map(({ id, state }) => `${id} ${state}`);"
    assert run(modules, f"{setup} {full} await save(1, 'new'); {kept}") == ["c queued", "new queued"]


def test_a_phone_that_stays_full_says_so_and_keeps_what_waits(modules):
    full = f"x = {{ full: () => true }}; {FULL}"
    assert run(modules, f"{ROW} await save(1, 'a'); {full} await save(1, 'new');") == {"error": "QuotaExceededError"}
    assert run(modules, "return outbox.countRows(1);") == {"waiting": 1, "rejected": 0}


def test_a_conversation_is_taken_back_only_while_it_is_held(modules):
    setup = f"{ROW} await outbox.save(1, async () => ({{ sealed: [{{ id: 't', owner: 1, state: 'held' }}] }}));"
    undo = (
        "await outbox.save(1, async () => ({ entries: [await row(1, 'undo')] }), { takeBack: ['t'], keepHeld: true });"
    )
    assert run(modules, f"{setup} {undo} return outbox.countRows(1);") == {"waiting": 1, "rejected": 0}
    refused = f"{setup} await outbox.releaseHeld(1); {undo}"
    assert run(modules, refused) == {"error": "Changed"}
    assert run(modules, "return (await db.rowsOf('sealed', 1, 'queued')).length;") == 1, "all or nothing"


def test_the_next_entry_releases_what_was_held(modules):
    states = f"""{ROW} await outbox.save(1, async () => ({{ sealed: [{{ id: 't', owner: 1, state: 'held' }}] }}));
    await outbox.save(1, async () => ({{ entries: [await row(1, 'note')] }}), {{ keepHeld: true }});
    const before = (await db.rowsOf('sealed', 1))[0].state; await save(1, 'a');
    return [before, (await db.rowsOf('sealed', 1))[0].state];"""
    assert run(modules, states) == ["held", "queued"]


def test_after_a_wipe_in_another_tab_rows_are_locked_with_the_key_that_is_there(modules):
    wiped = f"{ROW} await save(1, 'a'); await db.remove('keys', [1]); await save(1, 'b'); seal.forgetKey(1);"
    read = "const [, b] = await db.rowsOf('entries', 1); return (await seal.unlock(1, 'b', b.locked)).item.id;"
    assert run(modules, f"{wiped} {read}") == "b"


def test_settling_leaves_alone_what_another_tab_took_away(modules):
    gone = f"""{ROW} await save(1, 'a', 'b'); const both = await db.rowsOf('entries', 1);
    await db.remove('entries', ['a']);
    await outbox.settle('entries', both, [{{ id: 'a', status: 'created' }}, {{ id: 'b', status: 'retry' }}]);
    return (await db.rowsOf('entries', 1)).map((one) => one.id + one.state);"""
    assert run(modules, gone) == ["bqueued"]


def test_two_cards_rows_of_two_tabs_do_not_overwrite_one_another(modules):
    twice = """let tries = 0; const key = "cards|1|1";
    const make = async () => ({ meta: [{ key, rev: (tries += 1) > 1 ? 2 : 1 }] });
    await outbox.save(1, make); tries = 0; await outbox.save(1, make);
    return [tries, (await db.get("meta", key)).rev];"""
    assert run(modules, twice) == [2, 2]


def test_clearing_takes_the_key_only_when_nothing_is_left(modules):
    setup = f"{ROW} await save(1, 'a'); await save(2, 'b');"
    assert run(modules, f"{setup} return [await outbox.clear(1), Boolean(await db.get('keys', 1))];") == [False, True]
    everything = """const nothing = await outbox.clear(1, { all: true });
    return [nothing, await db.get('keys', 1) || null, (await outbox.countRows(2)).waiting];"""
    assert run(modules, everything) == [True, None, 1]


@pytest.mark.parametrize("locks", [True, False])
def test_only_one_flusher_at_a_time_with_or_without_locks(modules, locks):
    drop = "" if locks else "Object.defineProperty(navigator, 'locks', { value: undefined });"
    both = f"""{drop} const {{ alone }} = await import('/js/alone.js'); let inside = 0; let most = 0;
    const work = async () => {{
      inside += 1; most = Math.max(most, inside);
      await new Promise((resume) => setTimeout(resume, 200));
      inside -= 1; return "done";
    }};
    const answers = await Promise.all([alone("flush", work), alone("flush", work), alone("flush", work)]);
    return [answers.sort(), most, await alone("flush", work)];"""
    assert run(modules, both) == [["busy", "busy", "done"], 1, "done"]


def test_a_lease_of_a_tab_that_died_runs_out(modules):
    dead = """Object.defineProperty(navigator, 'locks', { value: undefined });
    const { alone } = await import('/js/alone.js');
    const answer = async (until) => {
      await db.put({ meta: [{ key: "lease|flush", token: "other", until }] });
      return alone("flush", async () => "done");
    };
    return [await answer(Date.now() + 20000), await answer(Date.now() - 1)];"""
    assert run(modules, dead) == ["busy", "done"]


def test_ids_keep_their_order_when_the_clock_is_put_back(modules):
    made = """const { sortAfter, uuid7 } = await import('/js/uuid.js'); sortAfter(x);
    return [uuid7(), uuid7(), uuid7(Date.now() - 1e9), uuid7()];"""
    before = "01fff000-0000-7000-8000-000000000000"
    ids = run(modules, made, before)
    assert [before, *ids] == sorted([before, *ids])
    assert len(set(ids)) == 4


def test_what_is_over_goes_by_itself_and_what_waits_stays(modules):
    tidied = """const { tidy } = await import('/js/doorstep/tidy.js'); const now = Date.UTC(2026, 4, 20);
    const id = (days) => { const hex = (now - days * 864e5).toString(16).padStart(12, "0");
      return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`; };
    const row = (days, state) => ({ id: id(days), owner: 1, state });
    await db.put({ entries: [row(5, "sent"), row(1, "sent"), row(6, "queued"), row(7, "rejected")],
      bundles: [{ key: "1|a", bundle: { ends_at: "2026-05-10" } },
        { key: "2|b", bundle: { ends_at: "2026-05-19" } }] });
    await tidy(now);
    return [(await db.rowsOf("entries", 1)).map((one) => one.state).sort(), await db.get("bundles", "1|a") || null,
      Boolean(await db.get("bundles", "2|b"))];"""
    assert run(modules, tidied) == [["queued", "rejected", "sent"], None, True]
