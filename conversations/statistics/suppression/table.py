"""Tables of counts with their margins, as equations and as a network of cells.

Both a list of counts (with an optional grouping of its rows) and a table of areas by
answers (areas optionally grouped in districts) can be drawn as a network in which every
figure is an arc and every "these add up to that" a node. What an attacker can still shift
is then a flow along hidden arcs: see `network.py`. A third dimension has no such form.
Source: Cox 1980, doi:10.1080/01621459.1980.10477481.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..errors import InvalidTable, require_count
from .cells import STANDARD, Rule, same_answer

TOTAL = -1
Key = tuple[int, int]
"""(row, column); `TOTAL` marks a margin. District g of a table with R rows is row R + g."""

Equation = tuple[Key, tuple[Key, ...]]
"""(whole, parts): the parts add up to the whole."""

GRAND_TOTAL: Key = (TOTAL, TOTAL)


@dataclass(frozen=True, slots=True)
class Arc:
    """One figure; a unit more of it moves a unit from node `tail` to node `head`."""

    key: Key
    tail: int
    head: int
    count: int
    margin: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Every figure of a published table. `sensitive` may not be shown on any account."""

    arcs: tuple[Arc, ...]
    nodes: int
    equations: tuple[Equation, ...]
    sensitive: frozenset[Key]
    rule: Rule

    @property
    def counts(self) -> dict[Key, int]:
        return {arc.key: arc.count for arc in self.arcs}


def line_table(
    counts: Sequence[int],
    *,
    canvassers: Mapping[Key, int] | None = None,
    groups: Sequence[int] | None = None,
    answers: bool = False,
    rule: Rule = STANDARD,
) -> Table:
    """One list of counts with its total: keys (i, TOTAL), groups (R + g, TOTAL).

    `answers` says that the entries are answers of one group of people, so that the
    same-answer rule applies. `canvassers` maps keys to distinct canvassers; give the margins
    too (they do not add up), else a margin counts as having those of its fullest part.
    """
    grouping = _grouping(groups, len(counts))
    columns = {TOTAL: _add_up(list(counts), grouping)}
    arcs, nodes = _column_arcs(columns[TOTAL], TOTAL, grouping, root=0, leaves=None, first=1)
    unanimous = same_answer(counts) if answers else None
    extra = {(unanimous, TOTAL)} if unanimous is not None else set()
    equations = _column_equations(TOTAL, grouping, len(counts))
    sensitive = _sensitive(columns, equations, canvassers or {}, rule) | extra
    return Table(tuple(arcs), nodes, tuple(equations), frozenset(sensitive), rule)


def grid_table(
    counts: Sequence[Sequence[int]],
    *,
    canvassers: Mapping[Key, int] | None = None,
    groups: Sequence[int] | None = None,
    also_hide: frozenset[Key] = frozenset(),
    rule: Rule = STANDARD,
) -> Table:
    """Areas (rows) by answers (columns, at least two) with all margins.

    Keys: (row, column), (row, TOTAL), (R + district, column), (TOTAL, column) and so on.
    `also_hide` adds cells that the caller knows to be telling for another reason.
    """
    width = len(counts[0]) if counts else 0
    if width < 2 or any(len(row) != width for row in counts):
        raise InvalidTable("a grid needs rows of one width, at least two columns")
    rows, grouping = len(counts), _grouping(groups, len(counts))
    columns = {j: _add_up([row[j] for row in counts], grouping) for j in range(width)}
    columns[TOTAL] = _add_up([sum(row) for row in counts], grouping)
    arcs: list[Arc] = []
    nodes = rows + 1
    for column in columns:
        leaves = tuple(range(1, rows + 1))
        added, nodes = _column_arcs(columns[column], column, grouping, 0, leaves, nodes)
        arcs += added
    equations: list[Equation] = []
    for column in columns:
        equations += _column_equations(column, grouping, rows)
    for row in columns[TOTAL]:
        equations.append(((row, TOTAL), tuple((row, j) for j in range(width))))
    sensitive = _sensitive(columns, equations, canvassers or {}, rule) | set(also_hide)
    for row in columns[TOTAL]:
        unanimous = same_answer([columns[j][row] for j in range(width)])
        if unanimous is not None:
            sensitive.add((row, unanimous))
    if not sensitive <= {arc.key for arc in arcs}:
        raise InvalidTable("also_hide names a cell that the table does not have")
    return Table(tuple(arcs), nodes, tuple(equations), frozenset(sensitive), rule)


def _grouping(groups: Sequence[int] | None, rows: int) -> tuple[int, ...] | None:
    if groups is None:
        return None
    if len(groups) != rows or set(groups) != set(range(max(groups, default=-1) + 1)):
        raise InvalidTable("groups must number the district of every row from 0, without gaps")
    return tuple(groups)


def _add_up(leaves: list[int], grouping: tuple[int, ...] | None) -> dict[int, int]:
    """Row number -> count for one column: the rows, their districts, the total."""
    for count in leaves:
        require_count("count", count)
    column = dict(enumerate(leaves))
    for row, group in enumerate(grouping or ()):
        key = len(leaves) + group
        column[key] = column.get(key, 0) + leaves[row]
    column[TOTAL] = sum(leaves)
    return column


def _column_arcs(
    column: Mapping[int, int],
    label: int,
    grouping: tuple[int, ...] | None,
    root: int,
    leaves: tuple[int, ...] | None,
    first: int,
) -> tuple[list[Arc], int]:
    """Arcs of one column, from its rows through its districts to its total at the root.

    A row's node (`leaves`) balances its answers against its total, so the TOTAL column of
    a grid runs the other way round. A list has no answers: its rows start at the root.
    """
    rows = len(leaves) if leaves is not None else len(column) - 1 - _size(grouping)
    top, districts = first, tuple(range(first + 1, first + 1 + _size(grouping)))
    ends: list[tuple[int, int, int]] = [(TOTAL, top, root)]
    ends += [(rows + g, node, top) for g, node in enumerate(districts)]
    for row in range(rows):
        start = leaves[row] if leaves is not None else root
        ends.append((row, start, districts[grouping[row]] if grouping else top))
    turned = leaves is not None and label == TOTAL
    arcs = []
    for row, tail, head in ends:
        margin = turned or not 0 <= row < rows
        begin, end = (head, tail) if turned else (tail, head)
        arcs.append(Arc((row, label), begin, end, column[row], margin))
    return arcs, first + 1 + len(districts)


def _column_equations(label: int, grouping: tuple[int, ...] | None, rows: int) -> list[Equation]:
    if grouping is None:
        return [((TOTAL, label), tuple((row, label) for row in range(rows)))]
    size = _size(grouping)
    equations: list[Equation] = [((TOTAL, label), tuple((rows + group, label) for group in range(size)))]
    for group in range(size):
        members = tuple((row, label) for row in range(rows) if grouping[row] == group)
        equations.append(((rows + group, label), members))
    return equations


def _size(grouping: tuple[int, ...] | None) -> int:
    return max(grouping, default=-1) + 1 if grouping else 0


def _sensitive(
    columns: Mapping[int, Mapping[int, int]],
    equations: Sequence[Equation],
    canvassers: Mapping[Key, int],
    rule: Rule,
) -> set[Key]:
    counts = {(row, label): count for label, column in columns.items() for row, count in column.items()}
    if not set(canvassers) <= set(counts):
        raise InvalidTable("canvassers names a cell that the table does not have")
    known = _fewest_canvassers(counts, equations, canvassers) if canvassers else {}
    return {key for key, count in counts.items() if rule.is_small(count, known.get(key))}


def _fewest_canvassers(
    counts: Mapping[Key, int], equations: Sequence[Equation], canvassers: Mapping[Key, int]
) -> dict[Key, int]:
    """Fill in margins whose canvassers are not given: at least as many as in their fullest part."""
    known = dict(canvassers)
    for _ in equations:
        for whole, parts in equations:
            filled = [part for part in parts if counts[part] > 0]
            if whole not in canvassers and filled and all(part in known for part in filled):
                known[whole] = max(known[part] for part in filled)
    return known
