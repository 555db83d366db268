"""How far the hidden figures of a table can still move: widths and cheapest covers.

An attacker knows all shown figures, that counts are whole and at least zero, and the sums.
The figures that fit form the flows on the hidden arcs, so the largest and smallest value of
one hidden figure are two maximum flows (exact, also for whole numbers).
Source: Fischetti and Salazar 2001, doi:10.1287/mnsc.47.7.1008.9805.
"""

from collections.abc import Callable, Collection
from heapq import heappop, heappush

from .table import Table

Step = tuple[int, int, bool]
"""(next node, arc number, True if the figure grows by walking this way)."""


class Network:
    """The arcs of one table, indexed by node."""

    def __init__(self, table: Table) -> None:
        self.arcs = table.arcs
        self.steps: list[list[Step]] = [[] for _ in range(table.nodes)]
        for number, arc in enumerate(table.arcs):
            self.steps[arc.tail].append((arc.head, number, True))
            self.steps[arc.head].append((arc.tail, number, False))

    def width(self, number: int, hidden: Collection[int], enough: int) -> int:
        """Feasible width of hidden arc `number`, counted no further than `enough`."""
        arc = self.arcs[number]
        up = self._largest_shift(arc.head, arc.tail, number, hidden, enough)
        if up >= enough:
            return up
        below = min(arc.count, enough - up)
        return up + self._largest_shift(arc.tail, arc.head, number, hidden, below)

    def _largest_shift(self, source: int, sink: int, without: int, hidden: Collection[int], enough: int) -> int:
        """Maximum flow over hidden arcs by augmenting paths, cut off at `enough`."""
        moved: dict[int, int] = {}
        total = 0
        while total < enough:
            path = self._augmenting_path(source, sink, without, hidden, moved)
            if path is None:
                return total
            # A figure can grow without bound, but shrink only down to zero.
            room = [self.arcs[number].count + moved.get(number, 0) for number, grows in path if not grows]
            shift = min([enough - total, *room])
            for number, grows in path:
                moved[number] = moved.get(number, 0) + (shift if grows else -shift)
            total += shift
        return total

    def _augmenting_path(
        self,
        source: int,
        sink: int,
        without: int,
        hidden: Collection[int],
        moved: dict[int, int],
    ) -> list[tuple[int, bool]] | None:
        came: dict[int, tuple[int, int, bool]] = {source: (-1, -1, True)}
        queue = [source]
        for node in queue:
            for following, number, grows in self.steps[node]:
                if following in came or number == without or number not in hidden:
                    continue
                if not grows and self.arcs[number].count + moved.get(number, 0) <= 0:
                    continue
                came[following] = (node, number, grows)
                if following == sink:
                    return _walk_back(came, sink)
                queue.append(following)
        return None

    def cheapest_cycle(
        self, number: int, down: int, up: int, price: Callable[[int], float | None]
    ) -> tuple[float, list[int]] | None:
        """Cheapest arcs that together with `number` can all shift by `down + up`.

        Walking round the cycle, figures that grow with arc `number` must be at least
        `down`, the others at least `up`: then the whole cycle can move `down` one way and
        `up` the other. `price` of an arc is None where it may not be hidden.
        """
        arc = self.arcs[number]
        source, sink = arc.head, arc.tail
        best = {source: 0.0}
        came: dict[int, tuple[int, int, bool]] = {source: (-1, -1, True)}
        heap = [(0.0, source)]
        while heap:
            spent, node = heappop(heap)
            if node == sink:
                return spent, [step for step, _ in _walk_back(came, sink)]
            if spent > best[node]:
                continue
            for following, step, grows in self.steps[node]:
                if step == number or self.arcs[step].count < (down if grows else up):
                    continue
                cost = price(step)
                if cost is None or spent + cost >= best.get(following, float("inf")):
                    continue
                best[following] = spent + cost
                came[following] = (node, step, grows)
                heappush(heap, (spent + cost, following))
        return None


def _walk_back(came: dict[int, tuple[int, int, bool]], sink: int) -> list[tuple[int, bool]]:
    path = []
    node = sink
    while came[node][0] != -1:
        node, number, grows = came[node]
        path.append((number, grows))
    return path
