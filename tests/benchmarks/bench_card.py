"""Can a card's code be guessed? A million guesses in process and ten thousand over HTTP, with residents in between.

Run: make bench NAME=card, or with ARGS="--guesses 10000 --requests 500". Exits with 1 when one guess is a hit, the
limiter lets misses through, or a resident with a right code does not get in while somebody guesses from their network.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode, urlsplit

from conversations.doorstep.card_text import LETTERS, check_letter
from tests.benchmarks.table import Row, report
from tests.journeys.product import ROOT, product

GUESSERS = 4
# Every so many guesses a resident with a right code comes by.
RESIDENT_EVERY = 100
# Stands only on a page that shows a conversation, or a card that waits for one.
HIT = re.compile(rb'action="/card/(?:change|erase)"')
MOST_MISSES = 30


@dataclass
class Seen:
    hits: int = 0
    stopped: int = 0
    answered: int = 0
    errors: int = 0
    residents: int = 0
    residents_in: int = 0
    guess_ms: list[float] = field(default_factory=list)
    resident_ms: list[float] = field(default_factory=list)


class Visitor:
    """One connection with its form token."""

    def __init__(self, url: str) -> None:
        self.connection = HTTPConnection(urlsplit(url).netloc, timeout=120)
        self.connection.request("GET", "/card")
        response = self.connection.getresponse()
        page = response.read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        cookies = response.headers.get_all("Set-Cookie") or []
        assert found, "no form on the card's page"
        self.token = found[1]
        self.cookie = "; ".join(cookie.split(";")[0] for cookie in cookies)

    def send(self, code: str) -> tuple[int, bytes, float]:
        body = urlencode({"csrfmiddlewaretoken": self.token, "code": code})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        began = time.perf_counter()
        self.connection.request("POST", "/card/kept", body, headers)
        response = self.connection.getresponse()
        page = response.read()
        return response.status, page, (time.perf_counter() - began) * 1000


def guess_for_a_while(url: str, kept: str, requests: int, seed: int) -> Seen:
    rng, seen, visitor = random.Random(seed), Seen(), Visitor(url)
    for turn in range(requests):
        letters = "".join(rng.choices(LETTERS, k=16))
        status, page, ms = visitor.send(letters + check_letter(letters))
        seen.guess_ms.append(ms)
        seen.hits += bool(HIT.search(page))
        seen.stopped += status == 429
        seen.answered += status == 200
        seen.errors += status not in (200, 429)
        if turn % RESIDENT_EVERY == RESIDENT_EVERY - 1:
            status, page, ms = visitor.send(kept)
            seen.resident_ms.append(ms)
            seen.residents += 1
            seen.residents_in += status == 200 and bool(HIT.search(page))
    return seen


def over_http(url: str, kept: str, waiting: str, requests: int) -> list[Row]:
    each = requests // GUESSERS
    began = time.monotonic()
    with ThreadPoolExecutor(GUESSERS) as pool:
        parts = list(pool.map(lambda seed: guess_for_a_while(url, kept, each, seed), range(GUESSERS)))
    seconds = time.monotonic() - began
    total = {name: sum(getattr(part, name) for part in parts) for name in ("hits", "stopped", "answered", "errors")}
    residents, inside = sum(p.residents for p in parts), sum(p.residents_in for p in parts)
    guess_ms = [ms for part in parts for ms in part.guess_ms]
    resident_ms = [ms for part in parts for ms in part.resident_ms]
    visitor = Visitor(url)
    unused = [visitor.send(waiting)[2] for _ in range(50)]
    unknown = [visitor.send("0" * 17)[2] for _ in range(50)]
    hours = 1 + int(seconds // 3600) + 1
    return [
        Row("guesses over HTTP", each * GUESSERS),
        Row("hits over HTTP", total["hits"], "", "<=", 0),
        Row("misses answered before the limiter", total["answered"], "", "<=", MOST_MISSES * hours),
        Row("misses stopped", total["stopped"]),
        Row("errors", total["errors"], "", "<=", 0),
        Row("residents with a right code, during it", residents),
        Row("of those who got in", 100 * inside / max(1, residents), "%", ">=", 100),
        Row("guess, median", median(guess_ms), "ms"),
        Row("resident, 95th percentile", quantiles(resident_ms, n=20)[-1], "ms"),
        Row("unknown against unused card, median time", median(unknown) / median(unused), "x"),
        Row("took", seconds, "s"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=1_000)
    parser.add_argument("--guesses", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, product("bench_card", Path(folder)) as running:
        command = [
            sys.executable, "-m", "tests.benchmarks.made_cards",
            "--sheets", str(options.sheets), "--guesses", str(options.guesses),
        ]  # fmt: skip
        environment = running.environment | {"DJANGO_SETTINGS_MODULE": "canvass.settings"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr[-3000:], file=sys.stderr)
            return 1
        made = json.loads(done.stdout.splitlines()[-1])
        rows = over_http(running.url, made["kept"], made["waiting"], options.requests)
    return report(
        "card",
        [
            Row("cards printed", options.sheets * 10),
            Row("guesses in process", options.guesses),
            Row("hits in process", made["hits"], "", "<=", 0),
            Row("in process, a million", made["seconds"] * 1e6 / options.guesses, "s"),
            *rows,
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
