"""Several management commands in one process: starting Django costs more than most of them.

Run: python -m tests.journeys.manage_all '[["migrate", "-v0"], ["load_demo"]]'
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.core.management import execute_from_command_line

ROOT = Path(__file__).resolve().parents[2]


def manage_all(environment: Mapping[str, str], *commands: list[str]) -> str:
    """What they said; raises ``AssertionError`` with the end of the complaint if one failed."""
    command = [sys.executable, "-m", "tests.journeys.manage_all", json.dumps(commands)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
    for arguments in json.loads(sys.argv[1]):
        execute_from_command_line(["manage.py", *arguments])
