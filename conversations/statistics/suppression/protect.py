"""Complementary suppression: hide a few more figures so that the hidden ones stay hidden.

Plain hiding of small cells beside published totals is undone by subtraction (65.5 % of
cells in our trial). Here every hidden figure, also the extra ones, keeps a feasible width
of at least k; where that fails, the table is withheld.
"""

from dataclasses import dataclass
from math import log2

from .network import Network
from .table import GRAND_TOTAL, TOTAL, Arc, Key, Table

# Hiding a margin costs as much as this many cells: readers miss totals most.
MARGIN_PRICE = 6.0


@dataclass(frozen=True, slots=True)
class Protection:
    """What to hide. Show one and the same mark for all of `hidden`, whatever the cause."""

    hidden: frozenset[Key]
    sensitive: frozenset[Key]
    withheld: bool = False

    def hides(self, row: int, column: int = TOTAL) -> bool:
        return self.withheld or (row, column) in self.hidden

    @property
    def extra(self) -> frozenset[Key]:
        """Hidden only to protect others."""
        return self.hidden - self.sensitive


def protect(table: Table) -> Protection:
    """Hide the sensitive figures and as few others as needed; withhold if that fails.

    After success each hidden figure could, for all an attacker can work out from the shown
    ones, have at least k + 1 different values. The grand total is always shown, so a table
    whose grand total is itself sensitive is withheld.
    """
    everything = frozenset(arc.key for arc in table.arcs)
    if not table.sensitive:
        return Protection(frozenset(), frozenset())
    if GRAND_TOTAL in table.sensitive:
        return Protection(everything, table.sensitive, withheld=True)
    search = _Search(table)
    for attempt in (search.smallest_first, search.largest_first):
        attempt()
    best = search.best or search.hide_widely()
    # Only the grand total left to show: that is no table any more.
    if best is None or len(best) == len(table.arcs) - 1:
        return Protection(everything, table.sensitive, withheld=True)
    return Protection(frozenset(table.arcs[i].key for i in best), table.sensitive)


class _Search:
    """Greedy covers by cheapest cycles, each pruned; keeps the cheapest that holds."""

    def __init__(self, table: Table) -> None:
        self.network = Network(table)
        self.k = table.rule.k
        self.start = [i for i, arc in enumerate(table.arcs) if arc.key in table.sensitive]
        self.price = [_price(arc) for arc in table.arcs]
        self.best: set[int] | None = None

    def smallest_first(self) -> None:
        self._offer(self._cover(sorted(self.start, key=self._count)))

    def largest_first(self) -> None:
        self._offer(self._cover(sorted(self.start, key=self._count, reverse=True)))

    def hide_widely(self) -> set[int] | None:
        """Last resorts: all cells, then all margins but the grand total; else None."""
        numbers = range(len(self.network.arcs))
        cells = {i for i in numbers if not self.network.arcs[i].margin}
        margins = {i for i in numbers if self.price[i] is not None}
        for wide in (cells, margins):
            hidden = wide | set(self.start)
            if self._holds(hidden):
                return self._prune(hidden)
        return None

    def _cover(self, order: list[int]) -> set[int] | None:
        hidden = set(order)
        for number in order:
            if self.network.width(number, hidden, self.k) >= self.k:
                continue
            cycle = self._cheapest(number, hidden)
            if cycle is None:
                return None
            hidden |= cycle
        return self._prune(hidden)

    def _cheapest(self, number: int, hidden: set[int]) -> set[int] | None:
        """Cheapest cycle through a figure with k of room, up and down taken together."""
        most = min(self._count(number), self.k)
        found: tuple[float, list[int]] | None = None
        for down in sorted({0, most // 2, most}):
            cycle = self.network.cheapest_cycle(
                number,
                down,
                self.k - down,
                lambda step: 0.0 if step in hidden else self.price[step],
            )
            if cycle is not None and (found is None or cycle[0] < found[0]):
                found = cycle
        return None if found is None else set(found[1])

    def _prune(self, hidden: set[int]) -> set[int]:
        """Show again what later cycles have made needless, dearest first."""
        extra = hidden - set(self.start)
        for number in sorted(extra, key=lambda i: (-(self.price[i] or 0.0), i)):
            fewer = hidden - {number}
            if self._holds(fewer):
                hidden = fewer
        return hidden

    def _holds(self, hidden: set[int]) -> bool:
        return all(self.network.width(i, hidden, self.k) >= self.k for i in hidden)

    def _offer(self, hidden: set[int] | None) -> None:
        if hidden is None or not self._holds(hidden):
            return
        if self.best is None or self._cost(hidden) < self._cost(self.best):
            self.best = hidden

    def _cost(self, hidden: set[int]) -> float:
        return sum(self.price[i] or 0.0 for i in hidden)

    def _count(self, number: int) -> int:
        return self.network.arcs[number].count


def _price(arc: Arc) -> float | None:
    """Price of hiding a figure: cells rather than margins, small rather than large."""
    if arc.key == GRAND_TOTAL:
        return None
    return (MARGIN_PRICE if arc.margin else 1.0) + 0.01 * log2(1 + arc.count)
