"""Can hidden cells be worked out? Random tables against the interval (LP) attack.

Run: make bench NAME=suppression, or with ARGS="--tables 500". Exits with 1 when a hidden
figure is recovered, is known to within less than k, or hiding costs more than a fifth.
"""

import argparse
import random
import sys
import time

from conversations.statistics.suppression.attack import attack
from conversations.statistics.suppression.protect import protect
from conversations.statistics.suppression.table import Table, grid_table
from tests.benchmarks.table import Row, report

LEAST_TABLES = 10_000
MOST_EXTRA = 0.20


def random_table(rng: random.Random) -> Table:
    """12 neighbourhoods by 5 answers, mean cell 40, in a third of cases in three districts."""
    counts = [[int(rng.expovariate(1 / 40)) for _ in range(5)] for _ in range(12)]
    return grid_table(counts, groups=[row // 4 for row in range(12)] if rng.random() < 1 / 3 else None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=LEAST_TABLES)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cells = sensitive = extra = withheld = recovered = narrow = plain = 0
    protecting = 0.0
    for _ in range(options.tables):
        table = random_table(rng)
        started = time.perf_counter()
        found = protect(table)
        protecting += time.perf_counter() - started
        cells += sum(not arc.margin for arc in table.arcs)
        withheld += found.withheld
        if found.withheld:
            continue
        sensitive += len(found.sensitive)
        extra += len(found.extra)
        widths = [feasible.width for feasible in attack(table, found.hidden).values()]
        recovered += sum(width == 0 for width in widths)
        narrow += sum(width < table.rule.k for width in widths)
        plain += sum(feasible.width == 0 for feasible in attack(table, found.sensitive).values())
    print(f"cells {cells}, sensitive figures {sensitive}; by plain hiding {plain} would be recovered")
    return report(
        "suppression",
        [
            Row("tables", options.tables, op=">=", goal=LEAST_TABLES),
            Row("withheld", withheld, "tables"),
            Row("recovered exactly", recovered, "figures", "==", 0),
            Row("known to within less than k", narrow, "figures", "==", 0),
            Row("hidden beyond plain hiding", extra / cells, "of cells", "<=", MOST_EXTRA),
            Row("protecting a table", protecting / options.tables * 1000, "ms"),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
