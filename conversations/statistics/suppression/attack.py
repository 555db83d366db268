"""The attacker's side: what a reader can work out about the hidden figures.

Deliberately built from the equations by linear programming, not from the network that
`protect` uses, so that a mistake in one shows in the other. A checker for tests and audits.
Source: Fischetti and Salazar 2001, doi:10.1287/mnsc.47.7.1008.9805 (attacker problem).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp

from ..errors import InvalidTable
from .table import Key, Table


@dataclass(frozen=True, slots=True)
class Feasible:
    """Smallest and largest whole number that a hidden figure could be."""

    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low


UNBOUNDED = 10**9


def attack(table: Table, hidden: Collection[Key]) -> dict[Key, Feasible]:
    """Feasible interval of every hidden figure, given all shown ones.

    All 2H problems go to the solver as one block-diagonal linear programme. Networks have
    whole-numbered vertices, so the linear bounds are the bounds over whole numbers.
    Raises `InvalidTable` for a hidden key that the table does not have.
    """
    keys = sorted(hidden)
    if not keys:
        return {}
    counts = table.counts
    if not set(keys) <= set(counts):
        raise InvalidTable("a hidden figure is not in the table")
    matrix, known = _equalities(table, keys, counts)
    size = len(keys)
    # Block 2i minimises figure i, block 2i + 1 maximises it.
    objective = np.zeros(2 * size * size)
    for i in range(size):
        objective[2 * i * size + i] = 1.0
        objective[(2 * i + 1) * size + i] = -1.0
    answer = linprog(
        objective,
        A_eq=sparse.kron(sparse.eye(2 * size), matrix, format="csr"),
        b_eq=np.tile(known, 2 * size),
        bounds=(0, UNBOUNDED),
        method="highs",
    )
    if answer.status != 0:
        raise InvalidTable(f"no figures fit the shown ones: {answer.message}")
    blocks = np.asarray(answer.x).reshape(2 * size, size)
    return {
        key: Feasible(round(float(blocks[2 * i, i])), round(float(blocks[2 * i + 1, i]))) for i, key in enumerate(keys)
    }


def exact_recoveries(table: Table, hidden: Collection[Key]) -> set[Key]:
    """Hidden figures that only one number fits."""
    return {key for key, found in attack(table, hidden).items() if found.width == 0}


def _equalities(
    table: Table, keys: list[Key], counts: dict[Key, int]
) -> tuple[sparse.csr_matrix, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Rows of sum(hidden parts) - hidden whole = shown whole - sum(shown parts)."""
    place = {key: index for index, key in enumerate(keys)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    known: list[float] = []
    for whole, parts in table.equations:
        terms = [(whole, -1.0)] + [(part, 1.0) for part in parts]
        if not any(key in place for key, _ in terms):
            continue
        for key, sign in terms:
            if key in place:
                rows.append(len(known))
                columns.append(place[key])
                values.append(sign)
        known.append(-sum(sign * counts[key] for key, sign in terms if key not in place))
    shape = (len(known), len(keys))
    return sparse.csr_matrix((values, (rows, columns)), shape=shape), np.array(known, float)


def attack_ratings(counts: Sequence[int], hidden: Collection[int]) -> dict[int, Feasible]:
    """Feasible whole numbers of hidden counts of ratings, total and mean being known.

    Index = rating. Whole-number programmes, because these equations have vertices that are
    not whole.
    """
    ratings = sorted(hidden)
    if not ratings:
        return {}
    known = [sum(counts[r] for r in ratings), sum(r * counts[r] for r in ratings)]
    equations = LinearConstraint(np.array([[1.0] * len(ratings), ratings], float), known, known)
    found = {}
    for place, rating in enumerate(ratings):
        ends = []
        for sign in (1.0, -1.0):
            objective = np.zeros(len(ratings))
            objective[place] = sign
            answer = milp(objective, constraints=equations, integrality=np.ones(len(ratings)))
            if answer.status != 0:
                raise InvalidTable(f"no counts fit the shown ones: {answer.message}")
            ends.append(round(float(answer.x[place])))
        found[rating] = Feasible(*ends)
    return found
