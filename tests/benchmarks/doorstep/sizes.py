"""What the phone has to fetch, in bytes on the wire."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.request import Request, urlopen

from tests.benchmarks.table import Row

OWN_JS_KB, SHELL_KB, MAP_KB, BUNDLE_KB = 30.0, 100.0, 65.0, 60.0
MAP = ("leaflet/", "js/doorstep/screens/map.", "css/map.")


@dataclass(frozen=True)
class Fetched:
    path: str
    content: bytes
    packed: int
    # Whether the server packs it itself; in front of it a proxy may.
    by_server: bool


def fetch(url: str, path: str, cookie: dict[str, str]) -> Fetched:
    headers = {"Accept-Encoding": "gzip", "Cookie": f"{cookie['name']}={cookie['value']}"}
    with urlopen(Request(url + path, headers=headers), timeout=30) as answer:
        raw, packed = answer.read(), answer.headers.get("Content-Encoding") == "gzip"
    content = gzip.decompress(raw) if packed else raw
    return Fetched(path, content, len(raw) if packed else len(gzip.compress(content, 6)), packed)


def shell_files(worker: str) -> list[str]:
    found = re.search(r"^const FILES = (\[.*?\]);", worker, re.MULTILINE | re.DOTALL)
    assert found, "the worker lists the shell's files"
    return list(json.loads(found.group(1)))


def sizes(url: str, cookie: dict[str, str], assignment: str, first: Iterable[str]) -> list[Row]:
    """``first``: addresses of the scripts that the page fetched before it was ready."""
    page, worker = fetch(url, "/field/", cookie), fetch(url, "/field/sw.js", cookie)
    files = [fetch(url, path, cookie) for path in shell_files(worker.content.decode())]
    bundle = fetch(url, f"/field/bundle/{assignment}", cookie)
    scripts = [file for file in files if file.path.endswith(".js") and "leaflet" not in file.path]
    wanted = {script.removeprefix(url) for script in first}
    at_once = [file for file in scripts if file.path in wanted]
    for_map = [file for file in files if any(part in file.path for part in MAP)]
    others = [page, worker, *(file for file in files if file not in for_map)]
    plain = [file for file in (page, bundle, *files) if not file.by_server and len(file.content) > 1024]
    return [
        _kb("own JS until ready, gz", at_once, OWN_JS_KB),
        _kb("own JS of all screens, gz", scripts),
        _kb("shell without map, gz", others, SHELL_KB),
        _kb("map extra, gz", for_map, MAP_KB),
        _kb("bundle of 120 doors, gz", [bundle], BUNDLE_KB),
        Row("answers that the server itself does not pack", len(plain)),
    ]


def _kb(name: str, files: list[Fetched], goal: float | None = None) -> Row:
    total = sum(file.packed for file in files) / 1000
    return Row(name, total, "kB", "<=" if goal else "", goal)
