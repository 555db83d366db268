from __future__ import annotations

import sys
from typing import TextIO

WIDTH = 40


class ProgressBar:
    """A bar on a terminal; nothing in a pipe or a log."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.shown = -1

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        if percent == self.shown or not self.stream.isatty():
            return
        self.shown = percent
        filled = WIDTH * percent // 100
        end = "\n" if percent >= 100 else ""
        self.stream.write(f"\r[{'#' * filled}{' ' * (WIDTH - filled)}] {percent:3d} %{end}")
        self.stream.flush()
