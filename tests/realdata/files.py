"""Where the real files are; their tests skip, saying so, on machines without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(os.environ.get("CANVASS_REAL_DATA") or ROOT.parent / "shared" / "data")


def real_file(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not in {FOLDER} (set CANVASS_REAL_DATA)", allow_module_level=True)
    return path
