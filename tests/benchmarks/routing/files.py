"""Where the benchmark's real data are; a machine without them leaves their rows out, saying so."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
FOLDER = Path(os.environ.get("CANVASS_REAL_DATA") or ROOT.parent / "shared" / "data")


class NotHereError(Exception):
    """A data file or a peer's package is not on this machine."""


def data_file(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        raise NotHereError(f"{name} is not in {FOLDER} (set CANVASS_REAL_DATA)")
    return path
