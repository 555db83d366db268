from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CHUNK = 1 << 20


class NodeCounter:
    """Which nodes belong to more than one street, or to one twice.

    Node numbers are written to a file and sorted there: the operating system may drop those pages at any
    time, so a country needs no more memory than a village. First every `add`, then `sort`, then `shared`.
    """

    def __init__(self, folder: Path) -> None:
        self._all, self._twice = folder / "nodes", folder / "shared-nodes"
        self._out = self._all.open("wb")
        self._shared: NDArray[np.int64] = np.empty(0, np.int64)

    def add(self, nodes: list[int]) -> None:
        self._out.write(array("q", nodes).tobytes())

    def close(self) -> None:
        self._out.close()

    def sort(self) -> None:
        self.close()
        if self._all.stat().st_size == 0:
            return
        nodes = np.memmap(self._all, np.int64, "r+")
        nodes.sort()
        with self._twice.open("wb") as out:
            for start in range(0, len(nodes), CHUNK):
                piece = nodes[start : start + CHUNK + 1]
                out.write(piece[1:][piece[1:] == piece[:-1]].tobytes())
        del nodes
        self._all.unlink()
        if self._twice.stat().st_size:
            self._shared = np.memmap(self._twice, np.int64, "r")

    def shared(self, nodes: list[int]) -> NDArray[np.bool_]:
        """For each node whether streets meet there."""
        wanted = np.asarray(nodes, np.int64)
        if not len(self._shared):
            return np.zeros(len(wanted), np.bool_)
        places = np.searchsorted(self._shared, wanted)
        found: NDArray[np.bool_] = self._shared[np.minimum(places, len(self._shared) - 1)] == wanted
        return found
