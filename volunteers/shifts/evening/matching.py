"""Who walks with whom: a suggestion to start from. Pure: keys and counts in, groups out, the same for the same people.

A set partitioning over all pairs (and, for an odd number, one trio), solved exactly by the HiGHS solver that scipy
carries: Huangfu & Hall (2018), doi:10.1007/s12532-017-0130-5. Costs are whole numbers in three ranks, each heavier
than everything below it together: nobody with whom they would rather not walk and somebody in every group who can
log; no group of newcomers only; then wishes, languages and somebody with a few evenings of experience.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

Key = str
Group = tuple[Key, ...]
Pair = frozenset[Key]

# Up to so many people every pair (every trio) is weighed; above, each person's cheapest few.
ALL_PAIRS, ALL_TRIOS, CHEAPEST = 60, 21, 12
# After three evenings somebody can show another the way.
STEADY_AFTER = 3
NO_SHARED_LANGUAGE, UNMET_WISH = 3, 2
# The most that one group can cost in the last rank: three pairs of two unmet wishes each, and the rest.
MOST = 3 * (NO_SHARED_LANGUAGE + 2 * UNMET_WISH) + STEADY_AFTER + 1


@dataclass(frozen=True)
class Walker:
    """Somebody to pair. ``walked``: evenings before this one. ``can_log``: has an account, so a phone that logs."""

    key: Key
    walked: int = 0
    languages: frozenset[str] = frozenset()
    can_log: bool = True

    @property
    def is_new(self) -> bool:
        return self.walked == 0


@dataclass(frozen=True)
class Wishes:
    """Who asked for whom, as (who, whom). A "not with" counts both ways, whoever said it."""

    with_: frozenset[tuple[Key, Key]] = frozenset()
    not_with: frozenset[Pair] = frozenset()


class Why(StrEnum):
    """What could not be avoided in a group."""

    NOT_WITH = "not_with"
    NOBODY_LOGS = "nobody_logs"
    ONLY_NEW = "only_new"


@dataclass(frozen=True)
class Matching:
    groups: tuple[Group, ...]
    # Groups that are not as they should be, and why: there was no other way.
    unavoidable: Mapping[Group, frozenset[Why]]


def match(people: Iterable[Walker], wishes: Wishes = Wishes()) -> Matching:
    """Everybody in exactly one group: duos, and one trio for an odd number. One person alone is a group of one."""
    walkers = sorted(people, key=lambda walker: walker.key)
    if len({walker.key for walker in walkers}) != len(walkers):
        raise ValueError("a key stands for one person")
    by_key = {walker.key: walker for walker in walkers}
    groups = _partition(walkers, wishes) if len(walkers) > 3 else ([tuple(by_key)] if by_key else [])
    faults = {group: why for group in groups if (why := faults_of([by_key[key] for key in group], wishes))}
    # The most experienced lead: their duo comes first on the list, and first in the queue for a turf.
    groups.sort(key=lambda group: (-max(by_key[key].walked for key in group), group))
    return Matching(tuple(groups), faults)


def faults_of(group: Sequence[Walker], wishes: Wishes) -> frozenset[Why]:
    """What is wrong with a group, however it was made; nothing for one person, who is no group yet."""
    if len(group) < 2:
        return frozenset()
    found = set()
    if any(Pair((a.key, b.key)) in wishes.not_with for a, b in combinations(group, 2)):
        found.add(Why.NOT_WITH)
    if not any(walker.can_log for walker in group):
        found.add(Why.NOBODY_LOGS)
    if all(walker.is_new for walker in group):
        found.add(Why.ONLY_NEW)
    return frozenset(found)


def _cost(group: Sequence[Walker], wishes: Wishes, duos: int) -> int:
    """``duos``: how many groups there will be, so that one fault outweighs all the niceties of everybody."""
    faults = faults_of(group, wishes)
    only_new = MOST * duos + 1
    fault = only_new * (duos + 1)
    cost = max(0, STEADY_AFTER - max(walker.walked for walker in group))
    for one, other in combinations(group, 2):
        if one.languages and other.languages and not one.languages & other.languages:
            cost += NO_SHARED_LANGUAGE
        asked = ((one.key, other.key) in wishes.with_) + ((other.key, one.key) in wishes.with_)
        cost += UNMET_WISH * (2 - asked)
    if len(group) == 3:
        # Compared with a duo, a trio has two pairs more to disappoint: not its fault.
        cost -= 2 * UNMET_WISH
    cost += fault * len(faults & {Why.NOT_WITH, Why.NOBODY_LOGS})
    return cost + (only_new if Why.ONLY_NEW in faults else 0)


def _partition(walkers: Sequence[Walker], wishes: Wishes) -> list[Group]:
    # Imported where it is needed: a web process that suggests nothing does not carry it.
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    count = len(walkers)
    duos = count // 2
    options = _options(walkers, wishes, duos)
    # One row a person, and a last one for the trios: none, or one when the number is odd.
    cells = [(row, column) for column, option in enumerate(options) for row in option]
    cells += [(count, column) for column, option in enumerate(options) if len(option) == 3]
    rows, columns = np.array(cells).T
    table = csr_array((np.ones(len(cells)), (rows, columns)), shape=(count + 1, len(options)))
    exactly = np.append(np.ones(count), count % 2)
    answer = milp(
        np.array(list(options.values()), dtype=float),
        integrality=np.ones(len(options)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(table, exactly, exactly),
        options={"mip_rel_gap": 0},
    )
    if not answer.success:
        raise ArithmeticError(answer.message)
    taken = [option for option, share in zip(options, answer.x, strict=True) if share > 0.5]
    return [tuple(walkers[i].key for i in option) for option in taken]


def _options(walkers: Sequence[Walker], wishes: Wishes, duos: int) -> dict[tuple[int, ...], int]:
    """The groups to choose from, by places in ``walkers``, and what each costs."""
    everybody = range(len(walkers))

    def cost(option: tuple[int, ...]) -> int:
        return _cost([walkers[i] for i in option], wishes, duos)

    pairs: dict[tuple[int, ...], int] = {pair: cost(pair) for pair in combinations(everybody, 2)}
    trios: Iterable[tuple[int, ...]] = ()
    if len(walkers) % 2:
        trios = combinations(everybody, 3) if len(walkers) <= ALL_TRIOS else _likely_trios(walkers, pairs)
    options = pairs if len(walkers) <= ALL_PAIRS else _cheapest(walkers, pairs)
    return options | {trio: cost(trio) for trio in trios}


def _cheapest(walkers: Sequence[Walker], pairs: Mapping[tuple[int, ...], int]) -> dict[tuple[int, ...], int]:
    """Each person's best few, and those who face them at a table with the experienced on one side."""
    count = len(walkers)
    kept = {pair: pairs[pair] for pair in _facing(walkers, CHEAPEST // 2)}
    for one in range(count):
        own = (tuple(sorted((one, other))) for other in range(count) if other != one)
        best = heapq.nsmallest(CHEAPEST, own, key=lambda pair: (pairs[pair], (sum(pair) - 2 * one) % count, pair))
        kept.update({pair: pairs[pair] for pair in best})
    return kept


def _facing(walkers: Sequence[Walker], reach: int = 0) -> list[tuple[int, ...]]:
    """The most experienced with the newest and so on inward, and with those ``reach`` places beside them."""
    ranked = sorted(range(len(walkers)), key=lambda i: (-walkers[i].walked, i))
    last = len(ranked) - 1
    places = {(rank, last - rank + step) for rank in range(len(ranked)) for step in range(-reach, reach + 1)}
    inside = sorted((one, other) for one, other in places if 0 <= other <= last and one < other)
    return [tuple(sorted((ranked[one], ranked[other]))) for one, other in inside]


def _likely_trios(walkers: Sequence[Walker], pairs: Mapping[tuple[int, ...], int]) -> Iterable[tuple[int, ...]]:
    """Every person beside the cheapest pairs: enough that a good one is among them."""
    best = heapq.nsmallest(CHEAPEST, pairs, key=lambda pair: (pairs[pair], pair))
    beside = {tuple(sorted({*pair, third})) for pair in best + _facing(walkers)[:1] for third in range(len(walkers))}
    return sorted(trio for trio in beside if len(trio) == 3)
