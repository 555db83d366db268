"""The phone's sender against a made-up server: what goes into a request, and what an answer does to the rows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conversations.doorstep.modules import ORIGIN, run

START = """
const { makeSync } = await import('/js/sync.js');
const said = [];
const urls = { session: "/session", sync: "/sync", conversations: "/conversations" };
const sync = makeSync({ owner: 1, urls, version: "v", pull: async () => {}, changed: (why) => said.push(why) });
const made = async (at, more) => {
  const id = `e${String(at).padStart(4, "0")}`;
  return { id, owner: 1, state: "queued", locked: await seal.lock(1, id, { item: { id, type: "door", ...more } }) };
};
const all = (n, more) => Promise.all(Array.from({ length: n }, (_one, at) => made(at, more)));
const fill = async (n, more = {}) => outbox.save(1, async () => ({ entries: await all(n, more) }));
const add = (sum, { state }) => ({ ...sum, [state]: (sum[state] || 0) + 1 });
const states = async () => (await db.rowsOf("entries", 1)).reduce(add, {});
"""


class Server:
    """Answers as told; keeps what came."""

    def __init__(self, page: Any) -> None:
        self.user = 1
        self.requests: list[dict[str, Any]] = []
        self.sealed: list[dict[str, Any]] = []
        self.asked = 0
        self.say = lambda body: (200, {"results": [{"id": item["id"], "status": "created"} for item in body["items"]]})
        page.route(f"{ORIGIN}/session", self.session)
        page.route(f"{ORIGIN}/sync", lambda route: self.take(route, self.requests))
        page.route(f"{ORIGIN}/conversations", lambda route: self.take(route, self.sealed))

    def session(self, route: Any) -> None:
        self.asked += 1
        route.fulfill(json={"user": self.user, "name": "", "csrf": f"token{self.asked}"})

    def take(self, route: Any, kept: list[dict[str, Any]]) -> None:
        body = json.loads(route.request.post_data)
        kept.append(body | {"csrf": route.request.headers["x-csrftoken"]})
        status, answer = self.say(body)
        if isinstance(answer, str):
            route.fulfill(status=status, body=answer, content_type="text/html")
        else:
            route.fulfill(status=status, json=answer)

    @property
    def sizes(self) -> list[int]:
        return [len(body["items"]) for body in self.requests]


@pytest.fixture
def server(modules) -> Server:
    return Server(modules)


def flush(page: Any, fill: str = "await fill(x);", argument: Any = None) -> Any:
    return run(page, f"{START} {fill} const why = await sync.flush(); return [why, await states()];", argument)


def test_a_hundred_and_fifty_entries_go_in_three_requests(modules, server):
    assert flush(modules, argument=150) == ["ok", {"sent": 150}]
    assert server.sizes == [50, 50, 50]
    body = server.requests[0]
    assert (body["owner"], body["schema"], body["app_version"], body["csrf"]) == (1, 2, "v", "token1")
    assert body["sent_at"].endswith("Z")
    assert [item["id"] for item in body["items"]] == [f"e{n:04}" for n in range(50)]
    assert server.asked == 1


def test_a_request_stays_below_the_servers_size(modules, server):
    assert flush(modules, "await fill(30, { text: 'é'.repeat(10000) });")[1] == {"sent": 30}
    assert len(server.sizes) == 3
    assert max(len(json.dumps(body, ensure_ascii=False).encode()) for body in server.requests) <= 256 * 1024


def test_too_large_is_halved_until_it_fits(modules, server):
    take = server.say
    server.say = lambda body: (413, {"code": "too_large"}) if len(body["items"]) > 10 else take(body)
    assert flush(modules, argument=40) == ["ok", {"sent": 40}]
    assert server.sizes[:3] == [40, 20, 10]


def test_one_poisoned_entry_is_refused_alone(modules, server):
    take = server.say
    bad = "e0007"
    server.say = lambda body: (
        (400, {"code": "malformed"}) if bad in [item["id"] for item in body["items"]] else take(body)
    )
    assert flush(modules, argument=20) == ["ok", {"sent": 19, "rejected": 1}]
    assert run(modules, "return (await db.rowsOf('entries', 1, 'rejected')).map((row) => [row.id, row.code]);") == [
        [bad, "malformed"]
    ]


def test_each_entry_gets_its_own_answer(modules, server):
    answers = ["created", "duplicate", "conflict_noted", "held", "rejected", "retry", "surprise"]
    server.say = lambda body: (
        200,
        {
            "results": [
                {"id": item["id"], "status": status, "code": "c", "text": "why"}
                for item, status in zip(body["items"], answers, strict=False)
            ]
        },
    )
    assert flush(modules, argument=7) == ["server", {"sent": 4, "rejected": 2, "queued": 1}]
    rejected = run(modules, "return (await db.rowsOf('entries', 1, 'rejected')).map((row) => [row.id, row.why]);")
    assert rejected == [["e0004", "why"], ["e0006", "why"]]


@pytest.mark.parametrize(
    ("status", "answer", "why"),
    [
        (500, {}, "server"),
        (502, "<h1>Bad gateway</h1>", "server"),
        (200, "<h1>Welcome to our hotel</h1>", "server"),
        (200, {"results": "none"}, "server"),
        (429, {}, "server"),
        (400, {"code": "schema"}, "server"),
        (401, {"detail": "Unauthorized"}, "auth"),
        (409, {"code": "owner"}, "auth"),
    ],
)
def test_nothing_is_lost_whatever_the_server_says(modules, server, status, answer, why):
    server.say = lambda body: (status, answer)
    assert flush(modules, argument=3) == [why, {"queued": 3}]


def test_somebody_else_who_is_signed_in_sends_nothing_of_mine(modules, server):
    server.user = 2
    assert flush(modules, argument=3) == ["auth", {"queued": 3}]
    server.user = None
    assert flush(modules, argument=3) == ["auth", {"queued": 3}]
    assert server.requests == []


def test_a_stale_token_is_fetched_anew_and_sent_again(modules, server):
    take = server.say
    server.say = lambda body: (403, {"code": "csrf"}) if server.asked == 1 else take(body)
    assert flush(modules, argument=3) == ["ok", {"sent": 3}]
    assert [body["csrf"] for body in server.requests] == ["token1", "token2"]


def test_a_row_that_cannot_be_read_does_not_hold_up_the_others(modules, server):
    damage = """await fill(3); const [first] = await db.rowsOf("entries", 1);
    await db.put({ entries: [{ ...first, locked: { iv: new Uint8Array(12), text: new ArrayBuffer(40) } }] });"""
    assert flush(modules, damage) == ["ok", {"rejected": 1, "sent": 2}]


def test_no_answer_means_smaller_requests_until_one_comes(modules, server):
    calls = []

    def slow(route: Any) -> None:
        items = json.loads(route.request.post_data)["items"]
        calls.append(len(items))
        if len(items) > 10:
            route.abort("timedout")
        else:
            route.fulfill(json={"results": [{"id": item["id"], "status": "created"} for item in items]})

    modules.route(f"{ORIGIN}/sync", slow)
    words = run(
        modules,
        f"{START} await fill(40); for (let n = 0; n < 4; n += 1) await sync.flush(); return [said, await states()];",
    )
    assert words == [["offline", "offline", "offline", "ok"], {"sent": 40}]
    assert calls == [40, 25, 12, 6, 6, 6, 6, 6, 6, 4]


def test_conversations_go_apart_and_leave_the_phone(modules, server):
    talks = """const talk = (id, state, sealed) => ({ id, owner: 1, shift: 7, state, sealed });
    await outbox.save(1, async () => ({ sealed: [talk("t1", "queued", "x"), talk("t2", "held", "y")] }));"""
    assert flush(modules, f"await fill(1); await outbox.releaseHeld(1); {talks}") == ["ok", {"sent": 1}]
    assert [body["items"] for body in server.sealed] == [[{"id": "t1", "shift": 7, "sealed": "x"}]]
    assert set(server.sealed[0]) == {"owner", "items", "csrf"}, "no time goes with it"
    assert run(modules, "return (await db.rowsOf('sealed', 1)).map((row) => row.id);") == ["t2"]


def test_what_is_logged_during_a_flush_goes_in_the_same_one(modules, server):
    late = """await fill(1); const first = sync.flush();
    await new Promise((resume) => setTimeout(resume, 0)); await fill(2); const same = sync.flush();"""
    assert run(modules, f"{START} {late} return [await first, await same, await states()];") == [
        "ok",
        "ok",
        {"sent": 2},
    ]


def test_refused_entries_can_be_sent_again(modules, server):
    take, server.say = (
        server.say,
        lambda body: (
            200,
            {
                "results": [
                    {"id": item["id"], "status": "rejected", "code": "not_yours", "text": ""} for item in body["items"]
                ]
            },
        ),
    )
    assert flush(modules, argument=2)[1] == {"rejected": 2}
    server.say = take
    assert flush(modules, "await outbox.queueAgain(1);") == ["ok", {"sent": 2}]
