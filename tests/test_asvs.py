"""The ledger of ASVS items: every item once, every test and heading in it there, and the page made from it."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEAST_TESTED = 0.85


def _script():
    spec = importlib.util.spec_from_file_location("asvs", ROOT / "scripts/asvs.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["asvs"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


asvs = _script()
ITEMS = asvs.read_items()
BY_ID = {item.id: item for item in ITEMS}
LISTED = [
    tuple(line.split()) for line in (ROOT / "tests/asvs_items.txt").read_text().splitlines() if not line.startswith("#")
]


@lru_cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text())
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return frozenset(name for name in functions if name.startswith("test_"))


@lru_cache
def headings_of(path: str) -> frozenset[str]:
    lines = re.findall(r"^#+ (.+?)[ †]*$", (ROOT / path).read_text(), re.M)
    return frozenset(line.replace("`", "") for line in lines)


def test_every_item_of_the_standard_is_there_once():
    assert [(item.id, item.level) for item in ITEMS] == LISTED
    assert len(BY_ID) == len(ITEMS)
    assert sum(level == "1" for _id, level in LISTED) == 70
    assert sum(level == "2" for _id, level in LISTED) == 183
    assert [number for number, level in LISTED if level == "3"] == ["1.2.10", "8.2.4", "8.3.2", "14.2.6", "14.2.7"]


@pytest.mark.parametrize("number", BY_ID)
def test_an_item_is_judged_and_what_it_names_is_there(number):
    item = BY_ID[number]
    assert item.verdict in asvs.VERDICTS
    assert 1 <= len(item.asks.split()) <= 12
    assert "|" not in item.asks + item.note
    tests = [part.split("::") for part in item.evidence if "::" in part]
    places = [part.split("#") for part in item.evidence if "#" in part]
    assert len(tests) + len(places) == len(item.evidence)
    assert bool(tests) == (item.verdict == "test")
    assert bool(places) == (item.verdict == "document")
    if item.verdict in ("reason", "open", "not applicable"):
        assert len(item.note.split()) >= 2, "say why"
    for path, name in tests:
        assert name in names_in(path), (path, name)
    for path, heading in places:
        assert heading in headings_of(path), (path, heading)


def test_enough_items_map_to_a_test():
    assert asvs.share_tested(ITEMS) >= LEAST_TESTED


def test_the_page_is_what_the_script_prints():
    kept = (ROOT / "docs/asvs.md").read_text()
    assert kept == asvs.as_markdown(ITEMS), ".venv/bin/python scripts/asvs.py > docs/asvs.md"


def test_the_script_counts_what_is_there():
    one = asvs.Item("1.1.1", "1", "x", "test", ("a::b",), "")
    items = [
        one,
        asvs.Item("1.1.2", "2", "y", "open", (), "no z"),
        asvs.Item("1.1.3", "2", "z", "not applicable", (), ""),
    ]
    page = asvs.as_markdown(items)
    assert asvs.share_tested(items) == 0.5
    assert "| **applicable** | 1 | 1 | 0 | **2** |" in page
    assert "- **1.1.2** (level 2) y: no z." in page
