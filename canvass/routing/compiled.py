"""Compile a kernel with numba when it is there; the same code runs as plain Python without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

njit: Callable[..., Callable[..., object]] | None
try:
    from numba import njit
except ImportError:  # a machine without numba plans slowly, and the same
    njit = None

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(kernel: Kernel) -> Kernel:
    """The kernel, compiled on first call and kept on disk in NUMBA_CACHE_DIR.

    The interpreter lock is released while it runs, so call it in short slices.
    """
    if njit is None:
        return kernel
    try:
        return cast(Kernel, njit(cache=True, nogil=True)(kernel))
    except RuntimeError:  # no directory to keep it in: compile anew in every process
        return cast(Kernel, njit(nogil=True)(kernel))
