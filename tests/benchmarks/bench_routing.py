"""Are walks short, turfs fair, and plans quick? Measured beside other planners in the same run.

Run: make bench NAME=routing, or with ARGS="--only tours,tsplib,plans" (sections), "--long" (5,000
doors), "--tsplib DIR" (a folder of .tsp files with an optima.csv), "--osm FILE" (any extract). Exits
with 1 when a goal is missed. Peers (requirements-bench.txt) are never part of the product.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from canvass.routing.warm import warm
from tests.benchmarks.routing.options import Options
from tests.benchmarks.table import Row, report

SECTIONS = ("tours", "tsplib", "plans")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, with commas between")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--tsplib", type=Path)
    parser.add_argument("--osm", type=Path)
    asked = parser.parse_args()
    wanted = asked.only.split(",")
    if unknown := set(wanted) - set(SECTIONS):
        parser.error(f"unknown sections {sorted(unknown)}; known: {', '.join(SECTIONS)}")
    options = Options(asked.long, asked.osm, asked.tsplib)
    warm()
    found: list[Row] = []
    for name in wanted:
        rows: Callable[[Options], Iterator[Row]] = import_module(f"tests.benchmarks.routing.{name}").rows
        found += rows(options)
    for note in options.notes:
        print(f"note: {note}")
    return report("routing", found)


if __name__ == "__main__":
    sys.exit(main())
