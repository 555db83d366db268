"""The few array types of the package, and its unit of cost.

Costs are whole *ticks* of 1/100 s, so that sums are exact and the same on every machine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

TICKS = 100  # in a second


def to_ticks(seconds: FloatArray | list[float]) -> IntArray:
    """Seconds to whole ticks, at least one, so that no two places are a free step apart."""
    return np.maximum(np.rint(np.asarray(seconds, np.float64) * TICKS), 1).astype(np.int64)
