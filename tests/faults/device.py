"""A phone without a screen: speaks with the server as the scripts do, for what is about the wire only."""

from __future__ import annotations

import http.client
import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tests.conversations.doorstep.phone import TALK, seal
from tests.faults.clerk import Clerk, Route

Item = dict[str, Any]


@dataclass
class Device:
    url: str
    route: Route
    user: int
    cookie: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, office: Clerk, url: str, route: Route, member: int = 0) -> Device:
        user = route.members[member]
        return cls(url, route, user, office.cookie(user, url))

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        jar = {self.cookie["name"]: self.cookie["value"], **self.tokens}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()), "Accept": "application/json"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "X-CSRFToken": self.tokens.get("csrftoken", "")}
        try:
            line.request(method, f"/field/{path}", json.dumps(body) if body is not None else None, headers)
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            if name == "csrftoken":
                self.tokens[name] = rest.partition(";")[0]
        return answer.status, json.loads(content) if content else None

    def item(self, kind: str = "door", **fields: Any) -> Item:
        now = datetime.now(UTC).isoformat()
        return {
            "id": str(uuid.uuid4()),
            "type": kind,
            "assignment": self.route.assignment,
            "logged_at": now,
            "payload": {},
            **fields,
        }

    def door(self, number: str, outcome: str = "not_home") -> Item:
        return self.item(stop=self.route.doors[number], payload={"outcome": outcome})

    def sealed(self, **answers: Any) -> Item:
        _status, bundle = self.ask("GET", f"bundle/{self.route.assignment}")
        row = str(uuid.uuid4())
        text = seal(bundle["public_key"], f"{self.user}|{self.route.shift}|{row}", TALK | answers)
        return {"id": row, "shift": self.route.shift, "sealed": text}

    def sync(self, *items: Item, schema: int = 2, **more: Any) -> tuple[int, Any]:
        self.ask("GET", "session")
        body = {"owner": self.user, "schema": schema, "sent_at": datetime.now(UTC).isoformat(), "items": list(items)}
        return self.ask("POST", "sync", body | more)

    def conversations(self, *items: Item) -> tuple[int, Any]:
        self.ask("GET", "session")
        return self.ask("POST", "conversations", {"owner": self.user, "items": list(items)})


def statuses(answer: tuple[int, Any]) -> list[str]:
    status, content = answer
    assert status == 200, content
    return [result["status"] for result in content["results"]]
