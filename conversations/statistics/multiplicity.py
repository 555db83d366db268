"""Several topics at once (S9): Holm for claims, Benjamini-Hochberg for looking around.

Both return adjusted p-values in the order given, to be held against the plain 5 %.
"""

from collections.abc import Sequence

from .errors import InvalidParameter


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Chance of even one false claim stays below the level, whatever the dependence.

    Source: Holm 1979, Scandinavian Journal of Statistics 6(2), 65-70 (jstor 4615733).
    """
    order = _order(p_values)
    adjusted = [0.0] * len(order)
    running = 0.0
    for rank, index in enumerate(order):
        running = max(running, min(1.0, (len(order) - rank) * p_values[index]))
        adjusted[index] = running
    return tuple(adjusted)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Expected share of false findings among the findings stays below the level.

    For independent or positively dependent tests.
    Source: Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    order = _order(p_values)
    adjusted = [0.0] * len(order)
    running = 1.0
    for rank in range(len(order), 0, -1):
        index = order[rank - 1]
        running = min(running, p_values[index] * len(order) / rank)
        adjusted[index] = running
    return tuple(adjusted)


def _order(p_values: Sequence[float]) -> list[int]:
    for p in p_values:
        if not 0.0 <= p <= 1.0:
            raise InvalidParameter(f"a p-value lies between 0 and 1, got {p!r}")
    return sorted(range(len(p_values)), key=lambda index: p_values[index])
